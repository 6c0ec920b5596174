"""Make a typeset PDF ready for the press: page boxes, crop marks, whole signatures.

The page keeps its coordinates, so that links and destinations stay where they are: what is added
around it lies at negative coordinates, as the PDF standard allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from chapbook.plugins.engines.printing import Printing

_MM = 72 / 25.4
#: How long crop marks are, how far from the trimmed page at least, and the paper beyond them.
_LENGTH, _OFFSET, _EDGE = 5 * _MM, 2 * _MM, 1 * _MM

Box = tuple[float, float, float, float]


def make_ready(path: Path, printing: Printing) -> int:
    """Change the PDF at `path` and return how many empty pages it got.

    Where nothing more than an ordinary file is asked for it stays as it is.
    """
    if printing.bleed == 0 and not printing.crop_marks and printing.signature == 1:
        return 0
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        added = _fill_signature(pdf, printing.signature)
        for page in pdf.pages:
            _set_boxes(pdf, page, printing)
        pdf.save(path, deterministic_id=True)
    return added


def _fill_signature(pdf: pikepdf.Pdf, signature: int) -> int:
    left, bottom, right, top = (float(side) for side in pdf.pages[-1].mediabox)
    added = -len(pdf.pages) % signature
    for _ in range(added):
        page = pdf.add_blank_page(page_size=(right - left, top - bottom))
        # Some readers show nothing behind an empty stream that is compressed.
        page.obj.Contents = pdf.make_stream(b" ")
    return added


def _set_boxes(pdf: pikepdf.Pdf, page: pikepdf.Page, printing: Printing) -> None:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    trim = (left, bottom, right, top)
    bleed = _grown(trim, printing.bleed)
    media = bleed
    if printing.crop_marks:
        offset = max(printing.bleed, _OFFSET)
        media = _grown(trim, offset + _LENGTH + _EDGE)
        # Marks are no part of the text, which a tagged file has to say.
        marks = f"/Artifact BMC q 0 G 0.25 w {' '.join(_marks(trim, offset))} Q EMC"
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(f"Q {marks}".encode()))
    page.obj.MediaBox = _array(media)
    page.obj.CropBox = _array(media)
    page.obj.BleedBox = _array(bleed)
    page.obj.TrimBox = _array(trim)


def _grown(box: Box, by: float) -> Box:
    left, bottom, right, top = box
    return left - by, bottom - by, right + by, top + by


def _marks(trim: Box, offset: float) -> Iterator[str]:
    """Two strokes outside each corner, which point at the edges of the trimmed page."""
    left, bottom, right, top = trim
    for x, outwards in ((left, -1), (right, 1)):
        for y in (bottom, top):
            near, far = x + outwards * offset, x + outwards * (offset + _LENGTH)
            yield f"{near:.3f} {y:.3f} m {far:.3f} {y:.3f} l S"
    for y, outwards in ((bottom, -1), (top, 1)):
        for x in (left, right):
            near, far = y + outwards * offset, y + outwards * (offset + _LENGTH)
            yield f"{x:.3f} {near:.3f} m {x:.3f} {far:.3f} l S"


def _array(box: Box) -> pikepdf.Array:
    return pikepdf.Array([round(side, 3) for side in box])
