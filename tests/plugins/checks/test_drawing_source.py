"""What a drawing's source asks for and no converter draws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from measured_drawing import SHEET, faults_of, finish

TEXT = '<text x="20" y="60">Words</text>'
SIZED = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">{}</svg>'
USE = '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{}"/>'

CASES = {
    "no viewBox": ("diagram-viewbox", SIZED.format(TEXT), ["1: the <svg> has no viewBox"]),
    "a viewBox": ("diagram-viewbox", SHEET.format(TEXT), []),
    "an animation": (
        "diagram-element",
        SHEET.format('<circle r="4"><animate attributeName="r" to="9"/></circle>'),
        ["3: <animate> is not drawn as it is meant"],
    ),
    "a filter of what lies behind": (
        "diagram-element",
        SHEET.format(
            '<filter id="f"><feBlend in="SourceGraphic"\nin2="BackgroundImage"/></filter>'
            '<rect width="9" height="9" filter="url(#f)"/>'
        ),
        ["4: <filter> is not drawn as it is meant"],
    ),
    "plain shapes": ("diagram-element", SHEET.format(TEXT), []),
    "a marker that is not there": (
        "diagram-reference",
        SHEET.format('<path d="M0 0H9" marker-end="url(#arrow)"/>'),
        ["3: nothing in the drawing has the id 'arrow'"],
    ),
    "an element that is not there": (
        "diagram-reference",
        SHEET.format(USE.format("#leaf")),
        ["3: nothing in the drawing has the id 'leaf'"],
    ),
    "an element that is there": (
        "diagram-reference",
        SHEET.format('<defs><g id="leaf"/></defs>' + USE.format("#leaf")),
        [],
    ),
    "an image that is nowhere": (
        "diagram-reference",
        SHEET.format('<image href="gone.png" width="9" height="9"/>'),
        ["3: the drawing cannot use 'gone.png'"],
    ),
    "a link": ("diagram-reference", SHEET.format(f'<a href="https://x.org">{TEXT}</a>'), []),
}


@pytest.mark.parametrize(("code", "source", "said"), CASES.values(), ids=CASES)
def test_what_is_asked_for_can_be_drawn(code: str, source: str, said: list[str]) -> None:
    found = faults_of(code, finish(source))
    assert len(found) == len(said), found
    for one, beginning in zip(found, said, strict=True):
        assert one.startswith(beginning)


def test_a_line_is_that_of_an_html_file_around_the_drawing() -> None:
    page = "<!DOCTYPE html>\n<html>\n<head><title>T</title></head>\n<body>\n{}\n</body></html>"
    drawing = finish(page.format(SIZED.format(TEXT)), "assets/a.html")
    assert faults_of("diagram-viewbox", drawing)[0].startswith("5: ")


def test_html_in_an_svg_is_no_fault_for_a_browser_draws_it() -> None:
    html = '<foreignObject width="90" height="30"><p>Words</p></foreignObject>'
    plain = finish(SHEET.format('<text x="20" y="60">Plain</text>'))
    seen = replace(plain, source=replace(plain.source, data=SHEET.format(html).encode()))
    assert faults_of("diagram-element", seen) == []
