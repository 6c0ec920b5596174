"""Columns are as wide as the letters that stand in them."""

from __future__ import annotations

import pytest

from chapbook.plugins.ooxml.text_width import text_width


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("illicit", "MAMMALS"), ("SW", "SWW"), ("w1", "東京"), ("a", "A"), ("ab", "אב")],
)
def test_a_text_is_as_wide_as_its_letters_are(narrow: str, wide: str) -> None:
    assert text_width(narrow) < text_width(wide)


def test_a_short_text_of_capitals_has_room_in_the_type_of_tables() -> None:
    inter = {"N": 0.75, "W": 0.95, " ": 0.28, "2": 0.61}
    assert text_width("NW 2") >= sum(inter[char] for char in "NW 2") * 180


def test_no_text_has_no_width() -> None:
    assert text_width("") == 0
