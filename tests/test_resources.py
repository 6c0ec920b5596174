"""Where templates and styles are found."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Metadata
from chapbook.errors import ChapbookError
from chapbook.registry import load
from chapbook.resources import find_resource

REGISTRY = load(installed=False)


def book(root: Path) -> Book:
    return Book(root, Metadata("B"), (), PurePosixPath("book.yaml"))


def test_ours_are_found(tmp_path: Path) -> None:
    assert find_resource(book(tmp_path), REGISTRY, "templates", "latex/book.tex").is_file()
    assert find_resource(book(tmp_path), REGISTRY, "csl", "apa.csl").is_file()


def test_the_books_own_come_first(tmp_path: Path) -> None:
    own = tmp_path / "csl/apa.csl"
    own.parent.mkdir()
    own.touch()
    assert find_resource(book(tmp_path), REGISTRY, "csl", "apa.csl") == own


def test_one_that_nobody_has_is_an_error_that_says_where_to_put_it(tmp_path: Path) -> None:
    with pytest.raises(ChapbookError, match=r"there is no no\.csl among the csl") as caught:
        find_resource(book(tmp_path), REGISTRY, "csl", "no.csl")
    assert str(tmp_path / "csl") in (caught.value.hint or "")


def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    (tmp_path / "book").mkdir()
    with pytest.raises(ChapbookError, match="there is no"):
        find_resource(book(tmp_path / "book"), REGISTRY, "csl", "../../secret")
