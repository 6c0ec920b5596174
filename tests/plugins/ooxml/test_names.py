"""Bookmarks are named after anchors, in the few characters that Word allows."""

from __future__ import annotations

import re

import pytest

from chapbook.plugins.ooxml.names import bookmark_name


def test_a_plain_anchor_is_its_own_name() -> None:
    assert bookmark_name("caching") == "caching"


@pytest.mark.parametrize(
    "anchor", ["lamps--fig:lamp", "5-things", "a" * 60, "Über-uns", "図", "A", "sec--x.y", "_x"]
)
def test_every_name_is_one_that_word_allows(anchor: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", bookmark_name(anchor))


def test_anchors_that_differ_little_have_different_names() -> None:
    anchors = ["a-b", "a_b", "a--b", "A_b", "a:b", "a.b"]
    assert len({bookmark_name(anchor) for anchor in anchors}) == len(anchors)
