"""A chapter's sections against those that it should have."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.chapter_view import Section
from chapbook.section_order import Item, compare, read_items
from chapbook.stretches import Stretch

ITEMS = read_items(("A", {"any": {"min": 1, "max": 2}}, "B", {"title": "C", "optional": True}, "D"))


def section(title: str, line: int) -> Section:
    return Section(title, 2, PurePosixPath("a.md"), line, 1, Stretch())


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        ("A x B D", []),
        ("A x y B C D", []),
        ("x B D", ["0 “Title” has no section “A”"]),
        ("A x D", ["1 “Title” has no section “B”"]),
        ("A B D", ["1 there are 0 sections of the chapter's own, fewer than 1"]),
        ("A x y z B D", ["4 there are 3 sections of the chapter's own, more than 2"]),
        ("A x B y D", ["4 “y” stands before “D”, where the book's chapters have no section"]),
        ("A x B D y", ["5 “y” stands behind “D”, where the book's chapters have no section"]),
        ("A x B C C D", ["5 “C” is there twice, also on line 4"]),
        ("A x B D C", ["5 “C” belongs before “D”"]),
        ("B A x D", ["1 “B” belongs behind “A”"]),
    ],
)
def test_what_differs_is_told_once(titles: str, told: list[str]) -> None:
    found = [section(title, line) for line, title in enumerate(titles.split(), 1)]
    parent = section("Title", 0)
    assert [f"{t.section.line} {t.message}" for t in compare(ITEMS, found, parent)] == told


def test_titles_are_compared_without_capitals_and_forms_of_quotation_marks() -> None:
    assert Item("What’s  New").key == Item("what's new").key


@pytest.mark.parametrize("mark", ["…", "...", "*"])
def test_several_marks_stand_for_any_sections(mark: str) -> None:
    assert read_items((mark, {"title": mark})) == (Item(), Item())
