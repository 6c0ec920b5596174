"""Em-dashes as the book's style asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of


def book_of(new_book: Callable[..., BookTest], text: str, style: str) -> BookTest:
    manifest = f"{contents(chapters=['a.md'])}checks:\n  em-dash: {{style: {style}}}\n"
    return new_book({"book.yaml": manifest, "a.md": f"# A\n\n{text}\n"})


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("One—two", ["3:4"]),
        ("One — two", ["3:5"]),
        ("One---two, one --- two", ["3:4", "3:16"]),
        ("One&mdash;two", ["3:4"]),
        ("`code` — two", ["3:8"]),
        ("## One—two", ["3:7"]),
        ("— Two", ["3:1"]),
        ("1–2, one -- two, one - two", []),
        ("---\n\nText\n\n***", []),
        ("| a | b |\n|---|:---:|\n| — | c |", []),
        ("| a | b |\n|---|---|\n| one — two | c |", ["5:7"]),
        ("`a—b`\n\n```\na — b\n```\n\n<!-- a — b -->", []),
        ("## References\n\n- Hale (2019). *Lamps—a History*.", []),
    ],
)
def test_a_book_may_want_none(
    new_book: Callable[..., BookTest], text: str, places: list[str]
) -> None:
    found = findings_of(book_of(new_book, text, "never"), "em-dash")
    assert found == [f"a.md:{place} the book uses no em-dashes" for place in places]


@pytest.mark.parametrize(
    ("style", "text", "fixed"),
    [
        ("closed", "One — two, one— two, one—two.", "One—two, one—two, one—two."),
        ("closed", "One --- two and `x` — `y`.", "One---two and `x`—`y`."),
        ("spaced", "One—two, one —two, one — two.", "One — two, one — two, one — two."),
        ("spaced", "— Speech, one—\ntwo", "— Speech, one—\ntwo"),
        ("closed", "> — Somebody\n\n- — x\n\n| — |\n|---|\n| — y |",
         "> — Somebody\n\n- — x\n\n| — |\n|---|\n| — y |"),
    ],
)  # fmt: skip
def test_spaces_are_set_as_the_book_wants_them(
    new_book: Callable[..., BookTest], style: str, text: str, fixed: str
) -> None:
    book = book_of(new_book, text, style)
    book.publish("check", "BOOK", "--fix")
    assert (book.root / "a.md").read_text() == f"# A\n\n{fixed}\n"
    assert findings_of(book, "em-dash") == []


def test_the_spaces_are_told(new_book: Callable[..., BookTest]) -> None:
    assert findings_of(book_of(new_book, "One — two", "closed"), "em-dash", hints=True) == [
        "a.md:3:5 the em-dash is not set without spaces (write word—word)"
    ]
