"""`publish crossrefs` on the command line, and the guide in a chapter."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from support import BookTest

FILES = {
    "book.yaml": """\
title: Nets
contents:
  chapters: [a.md, b.md, c.md]
companions:
  book-1: {path: tides.json, aliases: [Book 1]}
""",
    "tides.json": json.dumps(
        {
            "title": "Tides",
            "url": "https://example.org/tides",
            "entries": [
                {"kind": "chapter", "number": "3", "title": "Moon", "anchor": "moon"},
                {"kind": "chapter", "number": "4", "title": "Sun | Stars", "anchor": "sun"},
            ],
        }
    ),
    "a.md": "# Guide\n\n::: {.crossref-guide}\n:::\n",
    "b.md": "# Knots\n\n## Overview\n\n> **From Book 1:** For more on tides, see Chapter 3.\n",
    "c.md": "# Lines\n\n::: {.crossref book=book-1 to=sun topic=Warps relationship=Basics}\n:::\n",
}


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    return new_book(FILES)


def test_the_guide_is_a_table(book: BookTest) -> None:
    said = book.publish("crossrefs", "BOOK").ends(0)
    rows = [line.split("  ") for line in said.out.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert cells == [
        ["Topic", "Chapter", "Companion", "Its chapter", "Relationship", "Box"],
        ["Tides", "Chapter 2: Knots", "Tides", "Chapter 3: Moon", "b.md:5"],
        ["Warps", "Chapter 3: Lines", "Tides", "Chapter 4: Sun | Stars", "Basics", "c.md:3"],
    ]


def test_the_guide_is_markdown_to_paste(book: BookTest) -> None:
    said = book.publish("crossrefs", "BOOK", "--format", "markdown").ends(0)
    assert said.out.splitlines() == [
        "| Topic | Chapter | Companion | Its chapter | Relationship |",
        "| --- | --- | --- | --- | --- |",
        "| Tides | Chapter 2: Knots | Tides | Chapter 3: Moon |  |",
        r"| Warps | Chapter 3: Lines | Tides | Chapter 4: Sun \| Stars | Basics |",
    ]


def test_the_guide_is_json_for_programs(book: BookTest) -> None:
    first, second = json.loads(book.publish("crossrefs", "BOOK", "--format", "json").out)
    assert first["section"] == {"number": "2.1", "title": "Overview"}
    assert first["entries"] == [
        {
            "kind": "chapter",
            "number": "3",
            "title": "Moon",
            "url": "https://example.org/tides#moon",
        }
    ]
    assert (second["path"], second["line"], second["companion"]) == ("c.md", 3, "book-1")


def test_a_book_without_boxes_says_so(new_book: Callable[..., BookTest]) -> None:
    said = new_book({"a.md": "# A\n"}).publish("crossrefs", "BOOK").ends(0)
    said.says("no box of the book leads to a companion")


def test_the_guide_in_a_chapter_lists_the_boxes_of_all_chapters(book: BookTest) -> None:
    guide = "Tides Chapter 2 Chapter 3: Moon Warps Chapter 3 Chapter 4: Sun | Stars Basics"
    book.build("epub").reads(guide)


def test_the_guide_follows_a_box_that_changed(book: BookTest) -> None:
    book.build("epub")
    book.write({"c.md": FILES["c.md"].replace("Warps", "Wefts")})
    book.build("epub").reads("Wefts Chapter 3")
