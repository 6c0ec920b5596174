"""Every list of font families in a drawing begins with a font that is there."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.plugins.vector.fonts import FACES, face_for, font_folder, name_fonts, with_ours


@pytest.mark.parametrize(
    ("families", "named"),
    [
        ("Arial", "Liberation Sans, Arial"),
        ("Arial, sans-serif", "Liberation Sans, Arial, sans-serif"),
        ("'JetBrains Mono', monospace", "Liberation Mono, 'JetBrains Mono', monospace"),
        ("Menlo, sans-serif", "Liberation Mono, Menlo, sans-serif"),
        ("Courier New", "Liberation Mono, Courier New"),
        ("'Liberation Sans', serif", "Liberation Sans, serif"),
        ("Inter, Arial", "Inter, Arial"),
        ("inherit", "inherit"),
        ("Georgia", "Liberation Serif, Georgia"),
    ],
)
def test_a_list_of_families_begins_with_the_one_of_ours_that_it_amounts_to(
    families: str, named: str
) -> None:
    assert with_ours(families) == named


def test_families_are_found_in_attributes_styles_and_style_sheets() -> None:
    svg = etree.fromstring(
        "<svg><style>.a { font-family: Arial; } .b { font: bold 9px/1.2 Inter }</style>"
        '<text font-family="Inter"/><text style="font-size: 1px; font-family: Georgia"/></svg>'
    )
    name_fonts(svg)
    assert etree.tostring(svg, encoding="unicode") == (
        '<svg font-family="Liberation Sans"><style>.a { font-family: Liberation Sans, Arial; }'
        ' .b { font: bold 9px/1.2 Inter}</style><text font-family="Inter"/>'
        '<text style="font-size: 1px; font-family: Liberation Serif, Georgia"/></svg>'
    )


def test_the_family_of_a_font_that_a_drawing_brings_along_is_left_alone() -> None:
    face = "@font-face { font-family: Virgil; src: url(data:font/woff2;base64,AA) }"
    svg = etree.fromstring(f"<svg><style>{face}</style></svg>")
    name_fonts(svg)
    assert face in etree.tostring(svg, encoding="unicode")


def test_our_fonts_come_with_the_package() -> None:
    assert [face.file for face in FACES if not (font_folder() / face.file).is_file()] == []


def test_the_nearest_face_is_taken() -> None:
    assert face_for("Liberation Sans", 600, False).file == "LiberationSans-Bold.ttf"
    assert face_for("Inter", 600, False).file == "Inter-SemiBold.otf"
    assert face_for("Liberation Mono", 400, True).file == "LiberationMono-Regular.ttf"
