"""Which book is meant, and where its files go."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import BookTest, contents

from chapbook.commands.options import chosen_book, output_folder
from chapbook.errors import BookError

FILES = {"01-a.md": "# A\n\nText."}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    BookTest(tmp_path / "ebooks/one", FILES)
    BookTest(tmp_path / "ebooks/two", FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_name_a_path_and_the_folder_one_stands_in(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = workspace / "ebooks/one"
    assert chosen_book("one") == chosen_book("ebooks/one") == chosen_book(str(one)) == one
    monkeypatch.chdir(one)
    assert chosen_book(None) == one
    assert chosen_book("two") == workspace / "ebooks/two"


@pytest.mark.parametrize("name", ["ebooks/one", "ebooks/two", "elsewhere"])
def test_in_a_folder_of_a_book_it_is_that_book(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    book = BookTest(workspace / name, {"chapters/01-a.md": "# A\n\nText."})
    if name != "ebooks/two":
        book.write({"book.yaml": contents(chapters=["chapters/01-a.md"])})
    monkeypatch.chdir(book.root / "chapters")
    assert chosen_book(None) == book.root


def test_where_there_is_a_choice_it_is_asked_for(workspace: Path) -> None:
    with pytest.raises(BookError, match="which book") as caught:
        chosen_book(None)
    assert "one, two" in (caught.value.hint or "")


def test_files_go_where_one_says_or_to_the_build_folder(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert output_folder(workspace / "ebooks/one", Path("x")) == Path("x")
    assert output_folder(workspace / "ebooks/one", None) == workspace / "_build/one"
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    assert output_folder(elsewhere / "book", None) == elsewhere / "_build/book"
