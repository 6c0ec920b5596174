"""Mentions of what the book does not have, or calls otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of

BOOK = {
    "book.yaml": "title: A Book\ncontents:\n  parts:\n"
    "    - {title: One, chapters: [01-a.md, 02-b.md]}\n"
    "    - {title: Two, chapters: [03-c.md]}\n  appendices: [x.md]\n",
    "01-a.md": "# Alpha Beta\n\n## First\n\nText.\n",
    "02-b.md": "# Geographic Optimization\n\nText.\n",
    "03-c.md": "# Caching: Keys\n\nText.\n",
    "x.md": "# Signals\n\nText.\n",
}  # fmt: skip


def with_text(new_book: Callable[..., BookTest], text: str, settings: str = "") -> BookTest:
    return new_book(
        {
            **BOOK,
            "book.yaml": BOOK["book.yaml"] + settings,
            "01-a.md": f"# Alpha Beta\n\n## First\n\n{text}\n",
        }
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See Chapters 1 to 3, Parts I and II, Appendix A, Section 1.1.", []),
        ("See Chapter 4.", ["01-a.md:5:5 the book has no Chapter 4 (its last is 3)"]),
        (
            "See Chapters 2–5.",
            ["01-a.md:5:5 “Chapters 2–5”: the book has no chapter 4, 5 (its last is 3)"],
        ),
        ("See Part III.", ["01-a.md:5:5 the book has no Part III (its last is II)"]),
        ("See Appendix B.", ["01-a.md:5:5 the book has no Appendix B (its last is A)"]),
        ("See Section 1.2.", ["01-a.md:5:5 the book has no Section 1.2 (correct the number)"]),
        (
            "See **Chapter 4: Caching**.",
            ["01-a.md:5:7 the book has no Chapter 4 (did you mean Chapter 3: Caching: Keys?)"],
        ),
        ("See Figure 1.1, Table 3, Section 8, Part 15 and Section 9.1.1.1.", []),
        ("See Chapter 9 of *Emma* and RFC 9110, Section 4.2.", []),
    ],
)  # fmt: skip
def test_what_is_mentioned_exists(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    assert findings_of(with_text(new_book, text), "mention-target", hints=True) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See Chapter 3: Caching. See **Chapter 3: What goes** on.", ["3: Caching: Keys"]),
        ("See Chapter 2: Edge Infrastructure.", ["2: Geographic Optimization"]),
        ("See Chapter 2 (Edge Infrastructure).", ["2: Geographic Optimization"]),
        ("See Chapter 2, “Edge”, and more.", ["2: Geographic Optimization"]),
        ("See Chapter 2: Geographic Optimization and Chapter 1 (Alpha Beta).", []),
        ("See Chapter 2 (how requests travel), Ch. 2: Edge sites; Chapter 2: a look.", []),
    ],
)
def test_a_stated_title_is_the_chapters(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    said = findings_of(with_text(new_book, text), "mention-title", hints=True)
    assert [line.rpartition("(write Chapter ")[2].rstrip(")") for line in said] == found


def test_a_title_of_another_chapter_is_pointed_out(new_book: Callable[..., BookTest]) -> None:
    (said,) = findings_of(
        with_text(new_book, "See Chapter 2: Caching."), "mention-title", hints=True
    )
    assert said == (
        "01-a.md:5:5 “Chapter 2: Caching” is called “Geographic Optimization” "
        "(write Chapter 2: Geographic Optimization, or Chapter 3: Caching: Keys)"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Chapter 3 covers geographic optimization in depth.",
            ["did you mean Chapter 2: Geographic Optimization?"],
        ),
        (
            "Appendix A gives geog optimization.",
            ["Appendix A is called “Signals”, but is said to be about “geog optimization”"],
        ),
        ("Chapter 3 shows geographic caching, Chapter 2 explains geographic optimization.", []),
        ("Chapter 3 uses caching keys and geographic optimization.", []),
    ],
)
def test_a_topic_is_not_the_title_of_another_chapter(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    said = findings_of(with_text(new_book, text), "mention-title", hints=True)
    assert len(said) == len(found)
    assert all(part in line for part, line in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This book has three chapters in two parts.", []),
        ("This book has four chapters, counting the appendix.", []),
        ("This book has five chapters.", ["01-a.md:5:15 “five chapters”, but the book has 3"]),
        ("The three chapters form 3 parts.", ["01-a.md:5:25 “3 parts”, but the book has 2"]),
        ("This book's first two chapters are easy.", []),
    ],
)
def test_a_stated_count_is_the_books(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    assert findings_of(with_text(new_book, text), "mention-count") == found


def test_mentions_may_be_switched_off(new_book: Callable[..., BookTest]) -> None:
    text = "This book has nine chapters. See Chapter 9 and Chapter 2: Caching."
    codes = ("mention-target", "mention-title", "mention-count")
    checked = with_text(new_book, text, "links: {mentions: check}\n")
    assert [len(findings_of(checked, code)) for code in codes] == [1, 1, 1]
    off = with_text(new_book, text, "links: {mentions: off}\n")
    assert [findings_of(off, code) for code in codes] == [[], [], []]
