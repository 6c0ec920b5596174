"""Shadows parted from what casts them."""

from __future__ import annotations

import math

import pytest
from lxml import etree

from chapbook.plugins.vector.convert import to_pdf
from chapbook.plugins.vector.shadows import part_shadows

DROP = '<feDropShadow dx="0" dy="2" stdDeviation="3" flood-opacity="0.2"/>'
GLOW = (
    '<feGaussianBlur stdDeviation="1.5" result="blur"/>'
    '<feMerge><feMergeNode in="blur"/><feMergeNode in="SourceGraphic"/></feMerge>'
)
BLUR = '<feGaussianBlur stdDeviation="4"/>'


def parted(steps: str, attributes: str = "", used: str = 'filter="url(#f)"') -> tuple[str, float]:
    svg = etree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">'
        f'<filter id="f" x="-20%" width="140%">{steps}</filter>'
        f'<rect id="box" width="40" height="20" {used} {attributes}/><text y="40">a</text></svg>'
    )
    least = part_shadows(svg)
    return etree.tostring(svg, encoding="unicode"), least


@pytest.mark.parametrize(("steps", "least"), [(DROP, 3.0), (GLOW, 1.5)])
def test_the_shadow_lies_under_the_untouched_source(steps: str, least: float) -> None:
    text, blur = parted(steps)
    assert blur == least
    assert '<g><rect width="40" height="20" filter="url(#f-under)"/>' in text
    assert '<rect id="box" width="40" height="20"/></g>' in text
    assert 'id="f-under" x="-20%" width="140%"' in text


def test_the_shadow_keeps_its_color_and_strength() -> None:
    text, _ = parted('<feDropShadow stdDeviation="2" style="flood-color:#123;flood-opacity:.5"/>')
    assert '<feFlood flood-color="#123" flood-opacity=".5"/>' in text


def test_opacity_applies_to_both_together() -> None:
    text, _ = parted(DROP, 'opacity="0.4"')
    assert text.count('opacity="0.4"') == 1
    assert '<g opacity="0.4">' in text


def test_a_filter_in_a_style_is_parted_too() -> None:
    text, _ = parted(DROP, used='style="fill:red; filter: url(#f)"')
    assert text.count("fill:red") == 2
    assert "filter: url(#f)" not in text


@pytest.mark.parametrize(
    ("steps", "attributes"),
    [(BLUR, ""), (DROP, 'clip-path="url(#c)"'), (DROP, 'style="opacity:.5"'), ("", "")],
)
def test_what_is_no_plain_shadow_is_left_alone(steps: str, attributes: str) -> None:
    text, least = parted(steps, attributes)
    assert least == 0.0
    assert "<g" not in text


def test_a_drawing_without_filters_stays_as_it_is() -> None:
    text, least = parted(DROP, used="")
    assert least == math.inf
    assert "<g" not in text


def test_a_text_with_a_shadow_stays_text_in_the_pdf() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">'
        f'<filter id="f">{DROP}</filter>'
        '<text y="30" filter="url(#f)" font-family="Liberation Sans">shadowed</text></svg>'
    )
    assert b"/FontFile" in to_pdf(svg, 100, 50) or b"LiberationSans" in to_pdf(svg, 100, 50)
