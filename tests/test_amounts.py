"""A number with what it counts."""

from __future__ import annotations

import pytest

from chapbook.amounts import amount


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (1.0, "1 second"),
        (1.5, "1.5 seconds"),
        (2, "2 seconds"),
        (1_500_000, "1500000 seconds"),
    ],
)
def test_one_thing_is_no_several_things(number: float, said: str) -> None:
    assert amount(number, "second") == said


def test_a_plural_may_be_another_word() -> None:
    assert amount(1, "entry", "entries") == "1 entry"
    assert amount(2, "entry", "entries") == "2 entries"
