"""Figures that neither cite a source nor say where else they come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

CITED = "[Source: Hale, 2019]"


def told(new_book: Callable[..., BookTest], text: str, rule: str = "on") -> list[str]:
    """The figures that are found, with their places."""
    manifest = f"{contents(chapters=['a.md'])}checks:\n  unsourced-figure: {rule}\n"
    book = new_book({"book.yaml": manifest, "a.md": f"# A\n\n{text}\n"})
    found = findings_of(book, "unsourced-figure")
    return [line.removeprefix("a.md:").split(" has no")[0] for line in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It saves 40% of oil, 50% of time.", ["3:10 “40%”"]),
        ("It is 3 times brighter, or 2x, in version 2.5.", ["3:7 “3 times”"]),
        ("It saves 3-5% or 3–5%.", ["3:10 “3-5%”"]),
        ("- It saves 40%.\n- It saves 50%.", ["3:12 “40%”", "4:12 “50%”"]),
        (f"- It saves 40%.\n- It saves 50% {CITED}.", ["3:12 “40%”"]),
        ("## 40% less\n\n`40%`\n\n![40%](x.png)", []),
        ("| a |\n|---|\n| 40% |", []),
        ("Text.\n\n## References\n\n- Hale (2019). *The 40% Lamp*.", []),
    ],
)
def test_a_figure_without_a_source_is_found(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    assert told(new_book, text) == found


@pytest.mark.parametrize(
    "text",
    [
        f"It saves 40% {CITED}.",
        "It saves 40% [@hale].",
        "It saves 40% (@fig:lamps).",
        "It saves 40%.[^1]\n\n[^1]: Hale.",
        "It saves 40%, as [Chapter 2](02-b.md#oil) measures.",
        f"It saves 40% {CITED}.\n\nThat 40% is much.",
        "Of 200 lamps, 80 are out: 80 / 200 = 40%. Two are new.",
        "With 80 of 200 lamps out, 80 / 200, or 40%, are dark.",
        "A share of [40%]{.assumption} is taken.",
    ],
)
def test_a_figure_that_says_where_it_is_from_is_fine(
    new_book: Callable[..., BookTest], text: str
) -> None:
    assert told(new_book, text) == []


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("{units: [ms, GB, $]}", "It takes 40 ms, 40ms, 40%.", ["3:10 “40 ms”"]),
        ("{units: [ms, GB, $]}", "It costs $2.50, and 3 msec.", ["3:10 “$2.50”"]),
        ("{units: [s]}", "In 5 s; the 1990s and RFC-5 s.", ["3:4 “5 s”"]),
        ("{known: [40%]}", "It saves 40%, or 50%.", ["3:18 “50%”"]),
        ("{assumptions: [suppose]}", "It is 9%. Suppose 40% goes; then 60% stay.", ["3:7 “9%”"]),
        ("{assumptions: [suppose]}", "They supposed 40%.", ["3:15 “40%”"]),
        ("{within: section}", f"It saves 40%.\n\nMore. {CITED}", []),
        ("{within: section}", f"It saves 40%.\n\n## B\n\nMore. {CITED}", ["3:10 “40%”"]),
    ],
)  # fmt: skip
def test_the_book_says_what_counts(
    new_book: Callable[..., BookTest], rule: str, text: str, found: list[str]
) -> None:
    assert told(new_book, text, rule) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a | b |\n|---|---|\n| x | 40% |\n| y | 50% |", ["5:7 “40%”", "6:7 “50%”"]),
        (f"| a | b |\n|---|---|\n| x {CITED} | 40% |\n| y | 50% |", ["6:7 “50%”"]),
        (f"| a | b {CITED} |\n|---|---|\n| x | 40% |", []),
        (f"| a | b |\n|---|---|\n| x | 40% |\n\n: Lamps {CITED} {{#tbl:x}}", []),
        (f"@tbl:x counts {CITED}.\n\n| a |\n|---|\n| 40% |\n\n: Lamps {{#tbl:x}}", []),
        ("@tbl:x counts.\n\n| a |\n|---|\n| 40% |\n\n: Lamps {#tbl:x}", ["7:3 “40%”"]),
    ],
)
def test_rows_of_tables_are_looked_at_where_the_book_asks(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    assert told(new_book, text, "{tables: on}") == found
