"""Inlines as a reading aid speaks them."""

from __future__ import annotations

import json

import pytest

from chapbook.pandoc import read_markdown
from chapbook.plugins.engines.spoken import spoken


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("A *lamp* at\nnight", "A lamp at night"),
        ("`x -> y` and $a^2$", "x -> y and a^2"),
        ('a "quoted" word', "a “quoted” word"),
        ("[linked](https://example.org/)^[A note.]", "linked"),
        ("![A lamp](lamp.svg) alone", " alone"),
    ],
)
def test_the_words_of_inlines(source: str, said: str) -> None:
    block = json.loads(read_markdown(source))["blocks"][0]
    assert spoken(block["c"]) == said
