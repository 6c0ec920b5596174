"""Inlines as text, and text as inlines."""

from __future__ import annotations

import panflute as pf
import pytest

from chapbook.inline_text import read_emphasis, with_formulas
from chapbook.tree import plain_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Trim it", ["Str", "Space", "Str"]),
        ("Trim the *wick*", ["Str", "Space", "Str", "Space", "Emph"]),
        ("_All_ of `trim()` **now**", ["Emph", "Space", "Str", "Space", "Code", "Space", "Strong"]),
        ("a * b * c", ["Str", "Space", "Str", "Space", "Str", "Space", "Str", "Space", "Str"]),
        ("snake_case_name", ["Str"]),
    ],
)
def test_emphasis_and_code_are_read(text: str, expected: list[str]) -> None:
    assert [type(inline).__name__ for inline in read_emphasis(text)] == expected


def test_no_character_is_lost() -> None:
    found = read_emphasis("See *the wick* and `x*y`.")
    assert plain_text(pf.Para(*found)) == "See the wick and x*y."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In $O(n)$ time", [("Str", "In "), ("Math", "O(n)"), ("Str", " time")]),
        ("$n$", [("Math", "n")]),
        ("From $5 to $6", [("Str", "From $5 to $6")]),
        ("", []),
    ],
)
def test_formulas_of_a_field_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(type(item).__name__, item.text) for item in with_formulas(text)] == expected
