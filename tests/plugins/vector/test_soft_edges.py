"""Drop shadows and glows become vectors that look alike; other filters stay."""

from __future__ import annotations

import math

import pytest
from lxml import etree

from chapbook.plugins.vector.convert import to_pdf
from chapbook.plugins.vector.shadows import filter_of
from chapbook.plugins.vector.soft_edges import draw_soft_edges

SVG = "http://www.w3.org/2000/svg"
SHADOW = '<feDropShadow dx="0" dy="3" stdDeviation="4" flood-color="#123" flood-opacity="0.4"/>'
GLOW = (
    '<feGaussianBlur stdDeviation="2" result="b"/>'
    '<feMerge><feMergeNode in="b"/><feMergeNode in="SourceGraphic"/></feMerge>'
)


def drawn(filter: str, shape: str) -> etree._Element:
    svg = etree.fromstring(
        f'<svg xmlns="{SVG}" width="100" height="100" viewBox="0 0 100 100">'
        f'<filter id="f">{filter}</filter>{shape}</svg>'
    )
    draw_soft_edges(svg)
    return svg


def copies(svg: etree._Element) -> list[etree._Element]:
    (group,) = svg.findall(f"{{{SVG}}}g")
    return list(group[0])


def test_a_shadow_is_wider_and_paler_copies_below_the_shape() -> None:
    svg = drawn(SHADOW, '<rect id="r" width="50" height="50" fill="white" filter="url(#f)"/>')
    layers = copies(svg)
    widths = [float(layer.get("stroke-width")) for layer in layers]
    assert widths == sorted(widths, reverse=True) and widths[0] == pytest.approx(2 * 2 * 4)
    assert {layer.get("fill") for layer in layers} == {"#123"}
    assert [element.get("id") for element in svg.iter(f"{{{SVG}}}rect") if element.get("id")] == [
        "r"
    ]
    assert not any(filter_of(element) for element in svg.iter(etree.Element))


def test_the_copies_add_up_to_the_edge_of_a_blur() -> None:
    svg = drawn(SHADOW, '<rect width="50" height="50" fill="white" filter="url(#f)"/>')
    seen = 0.0
    for layer in copies(svg):
        seen += (1 - seen) * float(layer.get("opacity"))
    inside = 0.4 * 0.5 * math.erfc(-1.5 / (4 * math.sqrt(2)))
    assert seen == pytest.approx(inside, abs=0.01)


def test_a_glow_has_the_color_of_its_shape() -> None:
    svg = drawn(GLOW, '<circle r="9" style="fill:red;filter:url(#f)"/>')
    assert {layer.get("fill") for layer in copies(svg)} == {"red"}
    (circle,) = svg.findall(f"{{{SVG}}}g/{{{SVG}}}circle")
    assert circle.get("style") == "fill:red"


@pytest.mark.parametrize(
    ("filter", "shape"),
    [
        ('<feTurbulence baseFrequency="0.1"/>', '<rect width="9" height="9" filter="url(#f)"/>'),
        (SHADOW, '<g filter="url(#f)"><rect width="9" height="9"/></g>'),
        (SHADOW, '<text filter="url(#f)">Words</text>'),
        (SHADOW, '<path d="M0 0h9" fill="none" stroke="red" filter="url(#f)"/>'),
        (SHADOW, '<rect width="9" height="9" clip-path="url(#c)" filter="url(#f)"/>'),
        (SHADOW.replace("4", "odd"), '<rect width="9" height="9" filter="url(#f)"/>'),
    ],
)
def test_what_is_no_plain_shape_under_itself_keeps_its_filter(filter: str, shape: str) -> None:
    svg = drawn(filter, shape)
    assert any(filter_of(element) for element in svg.iter(etree.Element))
    assert to_pdf(etree.tostring(svg, encoding="unicode"), 100, 100).startswith(b"%PDF")
