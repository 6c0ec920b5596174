"""Names in a DOCX: bookmarks in the few characters that Word allows, elements by their paths."""

from __future__ import annotations

import re

import pytest

from chapbook.plugins.ooxml.names import bookmark_name, build, find


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


def test_the_first_element_at_a_path_is_found_in_whichever_branch_it_stands() -> None:
    style = build("w:pStyle", {"w:val": "Code"})
    empty, full = build("w:pPr"), build("w:pPr", {}, style)
    paragraph = build("w:p", {}, empty, full)
    assert find(paragraph, "w:pPr") is empty
    assert find(paragraph, "w:pPr/w:pStyle") is style
    assert find(paragraph, ".//w:pStyle") is style
    assert find(paragraph, "w:pPr/w:jc") is None
    assert find(paragraph, "w:pStyle") is None
