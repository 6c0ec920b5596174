"""Figures and tables of a chapter against the limits of the book."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import PNG, BookTest, contents, findings_of

FIGURE = "![A lamp.](x.png)"
PAIR = f"::: {{#fig:two}}\n{FIGURE}\n\n{FIGURE}\n\nBoth.\n:::"
TABLE = "| a | b |\n|---|---|\n| c | d |\n"


def told(new_book: Callable[..., BookTest], text: str, code: str, rule: str) -> list[str]:
    manifest = f"{contents(chapters=['a.md'])}checks:\n  {code}: {rule}\n"
    book = new_book({"book.yaml": manifest, "a.md": f"# A\n\n{text}", "x.png": PNG})
    return findings_of(book, code)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Text.", 0),
        (FIGURE, 1),
        (f"{FIGURE}\n\n## B\n\n{FIGURE}\n\n- item\n\n  {FIGURE}", 3),
        (f"An {FIGURE} in a line.", 0),
        ("![](x.png)", 1),
        (PAIR, 1),
        (f"::: note\n{FIGURE}\n:::", 1),
        ("```mermaid\nflowchart LR\n  a --> b\n```", 1),
    ],
)
def test_figures_are_counted(new_book: Callable[..., BookTest], text: str, count: int) -> None:
    rule = f"{{min: {count}, max: {count}}}"
    assert told(new_book, text, "chapter-figures", rule) == []
    (found,) = told(new_book, text, "chapter-figures", f"{{min: {count + 1}}}")
    assert found == (
        f"a.md:1:3 the number of figures in the chapter is {count}, fewer than {count + 1}"
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Text.", 0),
        (TABLE, 1),
        (f"{TABLE}\n: Caption {{#tbl:x}}\n\n## B\n\n{TABLE}", 2),
        (f"::: note\n{TABLE}\n:::", 1),
        ("```\n| a |\n|---|\n```", 0),
    ],
)
def test_tables_are_counted(new_book: Callable[..., BookTest], text: str, count: int) -> None:
    rule = f"{{min: {count}, max: {count}}}"
    assert told(new_book, text, "chapter-tables", rule) == []
    (found,) = told(new_book, text, "chapter-tables", f"{{min: {count + 1}}}")
    assert found == (
        f"a.md:1:3 the number of tables in the chapter is {count}, fewer than {count + 1}"
    )


def test_single_chapters_have_their_own_limits(new_book: Callable[..., BookTest]) -> None:
    rule = "{max: 0, chapters: {a.md: {max: 1}}}"
    assert told(new_book, FIGURE, "chapter-figures", rule) == []
    (found,) = told(new_book, f"{FIGURE}\n\n{FIGURE}", "chapter-figures", rule)
    assert found.endswith("is 2, more than 1")
