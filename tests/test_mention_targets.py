"""What a mention leads to, and when a stated title is that of the chapter."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.mention_targets import find_goal
from chapbook.mention_title import same_title
from chapbook.outline import Outline, number_book
from chapbook.survey import Heading, Survey


@pytest.mark.parametrize(
    ("stated", "title", "same"),
    [
        ("Caching Strategies", "Caching Strategies", True),
        ("caching strategies", "Caching: Strategies", True),
        ("Network & Connection", "Network and Connection Optimization", True),
        ("Observability", "Observability - The Foundation", True),
        ("Observability in Depth", "Observability - The Foundation", True),
        ("Edge Infrastructure", "Geographic Optimization", False),
        ("Network Optimization", "Network and Connection Optimization", False),
        ("Net", "Network", False),
        ("エッジ", "エッジの話", True),
    ],
)
def test_a_shortened_title_is_the_title(stated: str, title: str, same: bool) -> None:
    assert same_title(stated, title) is same


@pytest.fixture
def outline() -> Outline:
    """Two Parts with a chapter each, of two sections, and an appendix."""
    chapters = (
        Chapter(PurePosixPath("a.md"), part=0),
        Chapter(PurePosixPath("b.md"), part=1),
        Chapter(PurePosixPath("x.md"), Place.APPENDIX),
    )
    parts = (Part("First"), Part("Second"))
    book = Book(Path("book"), Metadata("Book"), chapters, PurePosixPath("book.yaml"), parts)
    headings = (
        Heading(1, "a", "A", False, None, 1),
        Heading(2, "b", "B", False, None, 2),
        Heading(2, "c", "C", False, None, 3),
    )
    return number_book(book, {c.path: Survey(headings=headings) for c in chapters})


@pytest.mark.parametrize(
    ("kind", "number", "anchor", "sure"),
    [
        ("chapter", "2", "b", True),
        ("chapter", "II", "b", True),
        ("chapter", "3", None, True),
        ("chapter", "I", None, False),
        ("chapter", "2.1", "b--b", True),
        ("part", "II", "part-2", True),
        ("part", "2", "part-2", True),
        ("part", "III", None, True),
        ("part", "15", None, False),
        ("appendix", "A", "x", True),
        ("appendix", "B", None, True),
        ("appendix", "1", None, False),
        ("section", "2.2", "b--c", True),
        ("section", "A.1", "x--b", True),
        ("section", "2.3", None, True),
        ("section", "2", None, False),
        ("section", "2.1.1.1", None, False),
        ("table", "1", None, False),
        ("figure", "2.1", None, False),
    ],
)
def test_a_number_that_the_book_would_not_have_is_about_something_else(
    outline: Outline, kind: str, number: str, anchor: str | None, sure: bool
) -> None:
    goal = find_goal(kind, number, outline, outline.plans[0])
    assert (goal.label.anchor if goal.label else None, goal.sure) == (anchor, sure)
