"""Words that are longer than a line."""

from __future__ import annotations

import pytest

from chapbook.plugins.engines.longwords import pieces

DIGEST = "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238b"


@pytest.mark.parametrize("word", [DIGEST, f"({DIGEST}),", "x" * 3001, f"{DIGEST}-{DIGEST}"])
def test_a_word_that_nothing_hyphenates_is_divided_and_loses_nothing(word: str) -> None:
    divided = pieces(word)
    assert "".join(divided) == word
    assert max(map(len, divided)) < 10
    assert min(map(len, divided)) >= 4


@pytest.mark.parametrize(
    "word", ["", "word", "4f2a9c1", "Donaudampfschifffahrtsgesellschaftskapitän", "a_b" * 9]
)
def test_a_word_that_can_stand_on_a_line_stays(word: str) -> None:
    assert pieces(word) == [word]
