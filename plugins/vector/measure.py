"""Measure a finished drawing: once for all rules that look at it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from chapbook.plugins.vector.backdrop import Backdrop
from chapbook.plugins.vector.geometry import Point
from chapbook.plugins.vector.measured import Measured
from chapbook.plugins.vector.runs import make_runs
from chapbook.plugins.vector.source_text import parse_markup, read_source_text
from chapbook.roles import FinishedDrawing

#: The longer side of a rendering in pixels, and its most pixels for one CSS pixel.
_SIDE = 1800
_SHARPEST = 2.0
#: So many texts of a drawing are looked at; nobody could read more.
MOST_TEXTS = 4000


def measure(drawing: FinishedDrawing) -> Measured | None:
    """What can be measured on a drawing; None where it is no vector."""
    pdf = drawing.files.get("pdf")
    if pdf is None:
        return None
    return _measure(pdf, drawing.source.data, drawing.width, drawing.height, MOST_TEXTS)


@lru_cache(maxsize=4)
def _measure(pdf: bytes, source: bytes, width: float, height: float, most: int) -> Measured:
    import pypdfium2 as pdfium

    from chapbook.plugins.vector.pdf_objects import read_page

    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        width, height = (width, height) if width and height else page.get_size()
        painted = read_page(page, width, height)
        for text in painted.texts:
            pdfium.raw.FPDFPageObj_SetIsActive(text, False)
        scale = min(_SHARPEST, _SIDE / max(width, height))
        backdrop = _render(page, width, scale)
    finally:
        document.close()

    @cache
    def whole() -> Backdrop:
        again = pdfium.PdfDocument(pdf)
        try:
            return _render(again[0], width, scale)
        finally:
            again.close()

    unit, corner = _view(source, width)
    runs = make_runs(painted.glyphs, read_source_text(source))
    return Measured(
        runs=runs[:most],
        shapes=painted.shapes,
        width=width,
        height=height,
        backdrop=backdrop,
        whole=whole,
        fonts=frozenset(glyph.font for glyph in painted.glyphs),
        unit=unit,
        corner=corner,
        texts=len(runs),
    )


def _render(page: Any, width: float, scale: float) -> Backdrop:
    rate = scale * width / page.get_size()[0]
    bitmap = page.render(scale=rate, rev_byteorder=False, prefer_bgrx=True)
    return Backdrop(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale)


def _view(source: bytes, width: float) -> tuple[float, Point]:
    """How many units of the drawing's viewBox a pixel is, and the viewBox's corner."""
    root = parse_markup(source)
    svg = next(root.iter("svg"), None) if root is not None else None
    said = (svg.get("viewbox") or "") if svg is not None else ""
    try:
        box = [float(part) for part in said.replace(",", " ").split()]
    except ValueError:
        box = []
    if len(box) != 4 or box[2] <= 0:
        return 1.0, (0.0, 0.0)
    return box[2] / width, (box[0], box[1])
