"""How checks read their parameters."""

from __future__ import annotations

import pytest

from chapbook.book import Parameter
from chapbook.parameters import Limits, mapping, text, texts, whole


@pytest.mark.parametrize(
    ("limits", "count", "broken"),
    [
        ({"min": 2, "max": 3}, 1, "fewer than 2"),
        ({"min": 2, "max": 3}, 2, None),
        ({"min": 2, "max": 3}, 3, None),
        ({"max": 1500}, 1501, "more than 1,500"),
        ({"max": 0}, 1, "more than 0"),
        ({}, 0, None),
        (None, 9, None),
    ],
)
def test_limits_tell_what_breaks_them(limits: Parameter, count: int, broken: str | None) -> None:
    assert Limits.of(limits).broken_by(count) == broken


def test_values_are_read_as_what_they_are_for() -> None:
    assert (whole("007"), whole(None)) == (7, None)
    assert (text(3), text(None)) == ("3", "")
    assert (texts("a"), texts(("a", 1)), texts(None)) == (("a",), ("a", "1"), ())
    assert mapping("a") == {}
