"""Texts that are missing are told by their places."""

from __future__ import annotations

import pytest

from chapbook.lacking import lacking, left_over


@pytest.mark.parametrize(
    ("wanted", "shown", "places"),
    [
        ("abc", "cab", []),
        ("abc", "ac", [1]),
        ("aa", "ba", [0]),
        ("aa", "ab", [1]),
        ("aaa", "aba", [1]),
        ("aa", "xyba", [0]),
        ("", "a", []),
        ("ab", "", [0, 1]),
    ],
)
def test_of_equal_texts_the_one_without_counterpart_is_missing(
    wanted: str, shown: str, places: list[int]
) -> None:
    assert lacking(wanted, shown) == places


def test_a_row_too_long_to_be_laid_beside_another_is_still_counted() -> None:
    assert lacking(["a"] * 2000, ["a"] * 1999) == [0]


def test_what_nobody_asked_for_is_left_over() -> None:
    assert left_over("ab", "xaby") == [0, 3]
    assert left_over("a", "aa") == [1]
