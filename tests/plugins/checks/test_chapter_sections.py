"""The sections that every chapter has, in their order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

SECTIONS = """\
checks:
  chapter-sections:
    sections:
      - Overview
      - title: The Bridge
        sections: [From Here, From There]
        paragraphs: {min: 2, max: 3}
      - any: {min: 1, max: 2}
      - {title: Pitfalls, optional: on}
      - Summary
"""
BRIDGE = "## The Bridge\n\n### From Here\n\nOne.\n\n### From There\n\nTwo."
WHOLE = f"## Overview\n\nText.\n\n{BRIDGE}\n\n## Lamps\n\nText.\n\n## Pitfalls\n\n## Summary\n"


def told(new_book: Callable[..., BookTest], body: str, checks: str = SECTIONS) -> list[str]:
    """What is found in a chapter whose heading is line 1, without the file's name."""
    manifest = contents(chapters=["a.md"]) + checks
    book = new_book({"book.yaml": manifest, "a.md": f"# Lights\n\n{body}"})
    found = findings_of(book, "chapter-sections", hints=True)
    return [line.removeprefix("a.md:") for line in found]


def test_a_chapter_that_follows_the_list_is_fine(new_book: Callable[..., BookTest]) -> None:
    assert told(new_book, WHOLE) == []


def test_an_optional_section_may_be_left_out(new_book: Callable[..., BookTest]) -> None:
    assert told(new_book, WHOLE.replace("## Pitfalls\n\n", "")) == []


@pytest.mark.parametrize("title", ["OVERVIEW", "Overview {#over}", "1.1 Overview", "*Overview*"])
def test_a_title_is_known_by_its_words_alone(new_book: Callable[..., BookTest], title: str) -> None:
    assert told(new_book, WHOLE.replace("Overview", title)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "## Overview\n\nText.\n\n",
            "",
            ["1:3 “Lights” has no section “Overview” (write ## Overview first in “Lights”)"],
        ),
        (
            "## Summary\n",
            "",
            ["21:4 “Lights” has no section “Summary” (write ## Summary behind “Pitfalls”)"],
        ),
        (
            "## Summary\n",
            "## Summary\n\n## Overview\n",
            [
                "25:4 “Overview” is there twice, also on line 3 "
                "(join the two, or give one another title)"
            ],
        ),
        (
            "## Pitfalls\n\n## Summary",
            "## Summary\n\n## Pitfalls",
            [
                "23:4 “Pitfalls” belongs before “Summary” "
                "(the order is: Overview, The Bridge, …, Pitfalls, Summary)"
            ],
        ),
        (
            "## Overview\n\nText.\n\n",
            "## Summary\n\n## Overview\n\nText.\n\n",
            [
                "3:4 “Summary” is there twice, also on line 25 "
                "(join the two, or give one another title)"
            ],
        ),
        (
            "## Summary\n",
            "## Coda\n\n## Summary\n",
            [
                "23:4 “Coda” stands before “Summary”, where the book's chapters have no section "
                "(move it, or make it a subsection)"
            ],
        ),
        (
            "## Summary\n",
            "## Summary\n\n## Coda\n",
            [
                "25:4 “Coda” stands behind “Summary”, where the book's chapters have no section "
                "(move it, or make it a subsection)"
            ],
        ),
        (
            "### From There\n\nTwo.",
            "Two.",
            [
                "9:5 “The Bridge” has no section “From There” "
                "(write ### From There behind “From Here”)"
            ],
        ),
        (
            "Two.",
            "Two.\n\n### Also\n",
            [
                "17:5 “Also” stands behind “From There”, where the book's chapters have no section "
                "(move it, or make it a subsection)"
            ],
        ),
    ],
)
def test_what_differs_from_the_list_is_found_at_its_line(
    new_book: Callable[..., BookTest], old: str, new: str, found: list[str]
) -> None:
    assert old in WHOLE
    assert told(new_book, WHOLE.replace(old, new)) == found


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("", ["7:4 there are 0 sections of the chapter's own, fewer than 1"]),
        ("## A\n\n## B\n\n", []),
        ("## A\n\n## B\n\n## C\n\n", [
            "21:4 there are 3 sections of the chapter's own, more than 2"
        ]),
    ],
)  # fmt: skip
def test_the_chapters_own_sections_are_counted(
    new_book: Callable[..., BookTest], own: str, found: list[str]
) -> None:
    text = WHOLE.replace("## Lamps\n\nText.\n\n", own)
    assert [line.split(" (")[0] for line in told(new_book, text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", []),
        ("", ["7:4 “The Bridge” has 1 paragraphs, fewer than 2"]),
        ("Aye.\n\nBee.\n\nSea.", ["7:4 “The Bridge” has 4 paragraphs, more than 3"]),
        ("Aye.\n\n- b\n\n- c\n\n> d\n\n```\ne\n```\n\n| f |\n|---|\n| g |\n\n::: note\nh\n:::", []),
        ("Aye.\n\n![An image.](x.png)", []),
    ],
)
def test_paragraphs_are_counted_through_subsections(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    lines = told(new_book, WHOLE.replace("One.", text))
    assert [line.split(" (")[0] for line in lines] == found


def test_only_chapters_are_looked_at_unless_the_book_says_otherwise(
    new_book: Callable[..., BookTest],
) -> None:
    lists = contents(front_matter=["p.md"], chapters=["a.md", "b.md"], appendices=["x.md"])
    files = dict.fromkeys(("p.md", "a.md", "b.md", "x.md"), "# T\n\nText.")
    rule = "checks:\n  chapter-sections:\n    sections: [Overview, …]\n"
    book = new_book({"book.yaml": lists + rule, **files})
    assert [f.split(":")[0] for f in findings_of(book, "chapter-sections")] == ["a.md", "b.md"]
    more = rule + "    kinds: [front-matter, chapter, appendix]\n    except: [b.md]\n"
    book.write({"book.yaml": lists + more})
    found = findings_of(book, "chapter-sections")
    assert [f.split(":")[0] for f in found] == ["a.md", "p.md", "x.md"]


def test_a_book_without_the_list_hears_nothing(new_book: Callable[..., BookTest]) -> None:
    assert told(new_book, "## Whatever", checks="") == []


def test_a_chapter_without_a_heading_has_sections_too(new_book: Callable[..., BookTest]) -> None:
    manifest = "title: T\ncontents:\n  chapters:\n    - {path: a.md, title: Lights}\n" + SECTIONS
    book = new_book({"book.yaml": manifest, "a.md": "Text."})
    found = findings_of(book, "chapter-sections")
    assert "a.md:1 “Lights” has no section “Overview”" in found
    assert len(found) == 4
