"""Two drawings on one page do not clash: each has names of its own."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from chapbook.plugins.vector.ids import prefix_ids

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def prefixed(inside: str, attributes: str = "") -> str:
    svg = etree.fromstring(f"<svg {HEAD} {attributes}>{inside}</svg>")
    prefix_ids(svg, "p")
    return etree.tostring(svg, encoding="unicode")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<g id="a"/>', 'id="p-a"'),
        ('<use href="#a"/>', 'href="#p-a"'),
        ('<use xlink:href="#a"/>', 'xlink:href="#p-a"'),
        ('<rect fill="url(#a)"/>', 'fill="url(#p-a)"'),
        ("<rect fill=\"url('#a') red\"/>", 'fill="url(#p-a) red"'),
        ('<rect style="marker-end: url(#a); fill: red"/>', 'style="marker-end: url(#p-a); fill'),
        ('<animate values="url(#a);url(#b)"/>', 'values="url(#p-a);url(#p-b)"'),
        ('<g aria-labelledby="a b"/>', 'aria-labelledby="p-a p-b"'),
        ('<animate begin="a.end+0.5s; 2s; b.click"/>', 'begin="p-a.end+0.5s; 2s; p-b.click"'),
        ('<a href="https://example.com/#a"/>', 'href="https://example.com/#a"'),
        ('<image href="data:image/png;base64,AA"/>', 'href="data:image/png;base64,AA"'),
        ('<g class="a b"/>', 'class="p-a p-b"'),
    ],
)
def test_every_name_and_reference_is_prefixed(before: str, after: str) -> None:
    assert after in prefixed(before)


@pytest.mark.parametrize(
    ("rule", "local"),
    [
        (".a { fill: red }", ".p-a { fill: red }"),
        ("#a, g.b > text { }", "#p-a, g.p-b > text { }"),
        ("text { }", "#p-drawing text { }"),
        ("svg { }", "#p-drawing { }"),
        (
            "@media print { text { fill: url(#a) } }",
            "@media print {\n#p-drawing text { fill: url(#p-a) } }",
        ),
        (
            "@keyframes go { from { x: 1.5px } to { x: 2 } } .a { animation: go 1s }",
            "@keyframes p-go { from { x: 1.5px } to { x: 2 } }\n.p-a { animation: p-go 1s }",
        ),
        ("@font-face { font-family: F }", "@font-face { font-family: F }"),
        (".a { color: #abcdef }", ".p-a { color: #abcdef }"),
    ],
)
def test_rules_reach_no_further_than_the_drawing(rule: str, local: str) -> None:
    found = re.search("<style>(.*)</style>", prefixed(f"<style>{rule}</style>"), re.S)
    assert found is not None
    assert etree.fromstring(f"<s>{found[1]}</s>").text.strip() == local


def test_the_root_keeps_an_id_of_its_own() -> None:
    assert 'id="p-mine"' in prefixed("<style>text { }</style>", 'id="mine"')
