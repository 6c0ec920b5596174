"""Drawings as PDF and PNG."""

from __future__ import annotations

import io
import struct
from contextlib import closing

import pikepdf
import pypdfium2
import pytest

from chapbook.plugins.vector.convert import to_pdf, to_png
from chapbook.roles import DrawingError

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100" '
    'font-family="Liberation Sans"><rect width="9" height="9"/><text y="50">Words</text></svg>'
)


def test_a_pdf_has_the_drawings_shape_and_its_text_as_text() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(SVG, 400, 100))) as pdf:
        left, top, right, bottom = map(float, pdf.pages[0].mediabox)
        assert (right - left) / (bottom - top) == pytest.approx(4)
    with closing(pypdfium2.PdfDocument(to_pdf(SVG, 400, 100))) as read:
        assert read[0].get_textpage().get_text_range() == "Words"


def test_a_png_is_sharp_at_the_width_of_a_page() -> None:
    data = to_png(SVG, 400, 100)
    width, height = struct.unpack(">II", data[16:24])
    assert width == pytest.approx(400 / 96 * 160, abs=1)
    assert height == pytest.approx(width / 4, abs=1)


def test_a_wide_drawing_makes_no_larger_png_than_a_page_needs() -> None:
    wide = SVG.replace('width="400"', 'width="8000"')
    assert struct.unpack(">I", to_png(wide, 8000, 2000)[16:20])[0] == pytest.approx(1008, abs=1)


def test_two_conversions_give_equal_bytes() -> None:
    assert to_pdf(SVG, 400, 100) == to_pdf(SVG, 400, 100)
    assert to_png(SVG, 400, 100) == to_png(SVG, 400, 100)


def test_a_drawing_with_many_fonts_is_converted_to_equal_bytes_too() -> None:
    families = ("Liberation Sans", "Liberation Serif", "Liberation Mono", "DejaVu Sans")
    texts = "".join(
        f'<text y="{row * 20}" font-family="{family}" font-weight="{weight}">Words</text>'
        for row, family in enumerate(families)
        for weight in ("normal", "bold")
    )
    svg = SVG.replace("</svg>", f"{texts}</svg>")
    assert len({to_pdf(svg, 400, 100) for _ in range(5)}) == 1


def test_what_cannot_be_converted_is_told() -> None:
    with pytest.raises(DrawingError, match="cannot be converted"):
        to_png("<svg", 10, 10)


@pytest.mark.parametrize(
    "inside",
    [
        '<filter id="f"><feDropShadow dx="1" dy="1"/></filter><rect filter="url(#f)" width="5"/>',
        '<text>\N{ROCKET} emoji</text><text x="nan" y="-1e99">out</text>',
        '<linearGradient id="a" href="#a"/><rect fill="url(#a)" width="9" height="9"/>',
        '<mask id="m" mask="url(#m)"/><rect mask="url(#m)" width="9" height="9"/>',
        '<path d="M0 0 L garbage"/><circle r="-4"/><polygon points="1"/>',
        '<text font-size="1e30">big</text><rect width="1e38" height="1e38" stroke-width="1e38"/>',
    ],
)
def test_odd_drawings_are_converted_or_refused_but_never_crash(inside: str) -> None:
    svg = SVG.replace("<rect", inside + "<rect", 1)
    for convert in (to_pdf, to_png):
        try:
            assert convert(svg, 400, 100)
        except DrawingError as error:
            assert error.message
