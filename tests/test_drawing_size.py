"""Sizes of drawings as authors write them."""

from __future__ import annotations

import pytest

from chapbook.drawing_size import is_size, printed_width


@pytest.mark.parametrize("asked", ["60%", "100%", "8cm", "2.5in", "300px", "50", "3em", "2inch"])
def test_a_size_is_a_number_and_a_unit(asked: str) -> None:
    assert is_size(asked)


@pytest.mark.parametrize(
    "asked",
    ["", "0", "0%", "-5", "300%", "abc", "1e9px", "1000000000px", "0.0001mm", r"\textwidth"],
)
def test_what_cannot_be_printed_is_no_size(asked: str) -> None:
    assert not is_size(asked)
    assert printed_width(asked, 480, 360) == 360
