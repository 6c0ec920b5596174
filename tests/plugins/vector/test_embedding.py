"""A drawing brings the fonts that it uses, cut down to what it needs."""

from __future__ import annotations

import base64
import re

import pytest
import uharfbuzz
from drawings import drawing_source
from lxml import etree

from chapbook.plugins.diagrams.svg import Svg
from chapbook.plugins.vector.embedding import characters_by_face, lacks_characters
from chapbook.plugins.vector.fonts import name_fonts

HEAD = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"'


def drawn(inside: str) -> str:
    source = drawing_source(f"<svg {HEAD}>{inside}</svg>")
    return Svg().draw(source, ("svg",), {}).files["svg"].decode()


def faces(inside: str) -> dict[str, str]:
    """The characters of each font file that is needed."""
    svg = etree.fromstring(f"<svg {HEAD}>{inside}</svg>")
    name_fonts(svg)
    found = characters_by_face(svg)
    return {f.file: "".join(sorted(map(chr, codes))).strip() for f, codes in found.items()}


def embedded(svg: str) -> dict[str, frozenset[int]]:
    """The code points of each font in an SVG, by its family."""
    found = re.findall(r'font-family: "([^"]+)".*?base64,([^)]+)\)', svg)
    return {
        name: frozenset(uharfbuzz.Face(base64.b64decode(data)).unicodes) for name, data in found
    }


def test_the_font_of_a_text_is_embedded_with_its_characters_alone() -> None:
    svg = drawn("<text>abba</text>")
    ((name, codes),) = embedded(svg).items()
    assert name.startswith("Liberation Sans d")
    assert {chr(code) for code in codes} - {"\xa0"} == {"a", "b", " "}
    assert f"'{name}', Liberation Sans" in svg


def test_a_font_that_is_inherited_is_embedded_all_the_same() -> None:
    svg = drawn('<g font-family="Inter"><text font-family="inherit">ab</text></g>')
    ((name, _),) = embedded(svg).items()
    assert name.startswith("Inter d")
    assert 'font-family="inherit"' in svg


def test_two_drawings_never_share_a_family() -> None:
    names = {name for text in "ab" for name in embedded(drawn(f"<text>{text}</text>"))}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("inside", "needed"),
    [
        ("<text>a</text>", {"LiberationSans-Regular.ttf": "a"}),
        ('<text font-weight="600">a</text>', {"LiberationSans-Bold.ttf": "a"}),
        ('<g font-style="italic"><text>a</text></g>', {"LiberationSans-Italic.ttf": "a"}),
        ('<text style="font: bold 9px Inter">a</text>', {"Inter-Bold.otf": "a"}),
        ('<text font-family="Courier">a</text>', {"LiberationMono-Regular.ttf": "a"}),
        (
            '<text>a<tspan font-weight="bold">b</tspan>c</text>',
            {"LiberationSans-Regular.ttf": "ac", "LiberationSans-Bold.ttf": "b"},
        ),
        ("<title>t</title><text><title>t</title>a</text>", {"LiberationSans-Regular.ttf": "a"}),
        (
            "<style>.b { font-weight: bold }</style><text>a</text>",
            {"LiberationSans-Regular.ttf": "a", "LiberationSans-Bold.ttf": "a"},
        ),
        ('<text text-transform="uppercase">a</text>', {"LiberationSans-Regular.ttf": "Aa"}),
    ],
)
def test_every_face_that_text_uses_is_found(inside: str, needed: dict[str, str]) -> None:
    assert faces(inside) == needed


def test_characters_that_ours_lack_are_left_to_the_other_families() -> None:
    svg = drawn('<text font-family="Noto Sans CJK">漢</text>')
    assert "@font-face" not in svg
    assert "Noto Sans CJK" in svg


def test_a_drawing_without_text_brings_no_font() -> None:
    assert "@font-face" not in drawn("<rect/>")


@pytest.mark.parametrize(("text", "lacks"), [("abc →\n", False), ("漢", True), ("✓", True)])
def test_a_drawing_in_another_script_is_known(text: str, lacks: bool) -> None:
    assert lacks_characters(etree.fromstring(f"<svg {HEAD}><text>{text}</text></svg>")) is lacks
