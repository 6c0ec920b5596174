"""Every list of font families in a drawing ends in a font that is there."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.plugins.vector.fonts import font_folder, name_fonts, with_fallback


@pytest.mark.parametrize(
    ("families", "named"),
    [
        ("Arial", "Arial, Liberation Sans"),
        ("Arial, sans-serif", "Arial, Liberation Sans, sans-serif"),
        ("'JetBrains Mono', monospace", "'JetBrains Mono', Liberation Mono, monospace"),
        ("Courier New", "Courier New, Liberation Mono"),
        ("'Liberation Sans', serif", "'Liberation Sans', serif"),
    ],
)
def test_a_list_of_families_ends_in_one_of_ours(families: str, named: str) -> None:
    assert with_fallback(families) == named


def test_families_are_found_in_attributes_styles_and_style_sheets() -> None:
    svg = etree.fromstring(
        '<svg><style>.a { font-family: Arial; }</style><text font-family="Inter"/>'
        '<text style="font-size: 1px; font-family: Georgia"/></svg>'
    )
    name_fonts(svg)
    assert etree.tostring(svg, encoding="unicode") == (
        '<svg font-family="Liberation Sans"><style>.a { font-family: Arial, Liberation Sans; }'
        '</style><text font-family="Inter, Liberation Sans"/>'
        '<text style="font-size: 1px; font-family: Georgia, Liberation Sans"/></svg>'
    )


def test_our_fonts_come_with_the_package() -> None:
    assert (font_folder() / "LiberationSans-Regular.ttf").is_file()
