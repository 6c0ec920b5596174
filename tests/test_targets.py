"""Where links lead."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.outline import Outline, number_book
from chapbook.survey import Heading, Survey
from chapbook.targets import Destination, Nowhere, resolve_link

ONE, TWO = Chapter(PurePosixPath("text/01-one.md")), Chapter(PurePosixPath("text/02 two.md"))


def heading(level: int, id: str, title: str) -> Heading:
    return Heading(level, id, title, False, None, None)


@pytest.fixture
def outline() -> Outline:
    book = Book(Path("book"), Metadata("B"), (ONE, TWO), PurePosixPath("book.yaml"))
    two = Survey(
        headings=(heading(1, "two", "Two"), heading(2, "whats-new-in-2.0", "What’s New in 2.0?")),
        ids=("two", "whats-new-in-2.0", "box"),
    )
    one = Survey(headings=(heading(1, "one", "One"),), ids=("one", "word"))
    return number_book(book, {ONE.path: one, TWO.path: two})


@pytest.mark.parametrize(
    ("target", "anchor"),
    [
        ("02%20two.md", "two"),
        ("./02 two.md", "two"),
        ("../text/02%20two.md#", "two"),
        ("02%20two.html", "two"),
        ("02%20two.md?plain=1", "two"),
        ("02%20two", "two"),
        ("02%20two/", "two"),
        ("02%20two.md#two", "two"),
        ("02%20two.md#whats-new-in-2.0", "two--whats-new-in-2.0"),
        ("02%20two.md#whats-new-in-20", "two--whats-new-in-2.0"),
        ("02%20two.md#box", "two--box"),
        ("#", "one"),
        ("#one", "one"),
        ("#word", "one--word"),
        ("01-one.md#one", "one"),
    ],
)
def test_a_link_within_the_book_leads_to_an_anchor(
    outline: Outline, target: str, anchor: str
) -> None:
    found = resolve_link(target, ONE, outline)
    assert isinstance(found, Destination)
    assert found.anchor == anchor


@pytest.mark.parametrize(
    ("target", "path", "is_chapter"),
    [
        ("03-three.md", "text/03-three.md", False),
        ("../../out.md", "../out.md", False),
        ("/etc/passwd", "/etc/passwd", False),
        ("02%20two.md#nothing", "text/02 two.md", True),
        ("#nothing", "text/01-one.md", True),
        ("#box", "text/01-one.md", True),
    ],
)
def test_a_link_to_nothing_says_what_is_missing(
    outline: Outline, target: str, path: str, is_chapter: bool
) -> None:
    found = resolve_link(target, ONE, outline)
    assert isinstance(found, Nowhere)
    assert (str(found.path), found.is_chapter) == (path, is_chapter)


@pytest.mark.parametrize(
    "target", ["", "https://example.com", "mailto:a@b", "//host/x.md", "tel:1", "HTTP://x"]
)
def test_a_link_out_of_the_book_is_none_of_ours(outline: Outline, target: str) -> None:
    assert resolve_link(target, ONE, outline) is None
