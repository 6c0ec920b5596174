"""Every color of the website can be read on every ground that it stands on."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest

from chapbook.plugins.ooxml.housestyle import STYLES

TEMPLATES = Path(__file__).parents[3] / "templates"
THEME = (TEMPLATES / "html/theme.css").read_text("utf-8")
COLORS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", THEME
    )
}
GROUNDS = ["ground", "ground-aside", "ground-raised", "ground-code", "ground-chosen"]
BOXES = ["note", "companion", "tip", "warning", "danger"]
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "link") for ground in GROUNDS),
    *((f"code-{kind}", "ground-code") for kind in ("keyword", "type", "number", "string")),
    *((f"code-{kind}", "ground-code") for kind in ("comment", "function", "alert")),
    *((ink, f"{box}-ground") for box in BOXES for ink in (box, "ink", "link")),
    ("ink", "ground-mark"),
    ("ground", "link"),
]


def contrast(one: str, other: str) -> float:
    """The ratio of two colors' luminances as WCAG 2.2 defines it."""
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_has_a_contrast_of_four_and_a_half(ink: str, ground: str) -> None:
    for shade in (0, 1):
        assert contrast(COLORS[ink][shade], COLORS[ground][shade]) >= 4.5, shade


def test_lines_of_fields_have_a_contrast_of_three() -> None:
    for shade in (0, 1):
        assert contrast(COLORS["line-strong"][shade], COLORS["ground"][shade]) >= 3


def test_code_has_the_colors_of_the_epub() -> None:
    for number, name in enumerate(("code", "code-dark")):
        sheet = (TEMPLATES / f"epub/{name}.css").read_text("utf-8")
        used = set(re.findall(r"code [^{]*\{\s*color: (#[0-9a-f]{6})", sheet))
        assert used == {pair[number] for name, pair in COLORS.items() if name[:5] == "code-"}


def hue(color: str) -> float:
    """A color's place on the wheel, in degrees."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 360 * colorsys.rgb_to_hsv(red, green, blue)[0]


def test_boxes_about_a_companion_are_of_one_color_in_every_format() -> None:
    sheets = (TEMPLATES / "epub/style.css", TEMPLATES / "epub/dark.css")
    rule = re.compile(r"aside.crossref \{\s*border-left-color: (#[0-9a-f]{6})")
    latex = (TEMPLATES / "latex/book.tex").read_text("utf-8")
    typst = (TEMPLATES / "typst/book.typ").read_text("utf-8")
    word = next(style for style in STYLES if style.name == "Cross Reference").paragraph
    colors = [
        *COLORS["companion"],
        *(color for sheet in sheets for color in rule.findall(sheet.read_text("utf-8"))),
        *re.findall(r'#let companion = rgb\("(#[0-9a-f]{6})"\)', typst),
        *(f"#{color}" for color in re.findall(r"\{companion\}\{HTML\}\{(\w{6})\}", latex)),
        *(f"#{color}" for color in re.findall(r'<left [^>]*color="(\w{6})"', word)),
    ]
    assert len(colors) == 7
    hues = [hue(color) for color in colors]
    assert max(hues) - min(hues) < 15, dict(zip(colors, hues, strict=True))
