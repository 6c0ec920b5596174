"""Whether the bitmaps of a PDF are fine enough for print at the size that they have on the page."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chapbook.finding import Finding
from chapbook.plugins.engines.pdf_tree import Resource
from chapbook.plugins.engines.printing import read_printing
from chapbook.plugins.engines.readback import ONE_AT_A_TIME
from chapbook.resolution import LEAST, PRESS, pictured, too_coarse
from chapbook.roles import Manuscript

Pixels = tuple[int, int]


def inspect_images(
    path: Path, images: Iterable[Resource], manuscript: Manuscript
) -> Iterator[Finding]:
    """A finding for each of the book's bitmaps that is too coarse where it is first shown.

    Bitmaps in drawings, as those of soft shadows, are coarse on purpose; they are not looked at.
    """
    printing = read_printing(manuscript.target)
    is_press = printing.bleed > 0 or printing.crop_marks or printing.signature > 1
    pages: dict[int, set[Pixels]] = defaultdict(set)
    for image in images:
        pixels = (int(image.object.Width), int(image.object.Height))
        if pictured(manuscript.pictures, pixels) is not None:
            pages[image.page].add(pixels)
    if not pages:
        return
    with ONE_AT_A_TIME, closing(pdfium.PdfDocument(path)) as document:
        for number, wanted in sorted(pages.items()):
            for pixels, points in _shown(document, number, wanted):
                least = PRESS if is_press else LEAST
                manifest = manuscript.book.manifest
                found = too_coarse(pixels, points, manuscript.pictures, manifest, least)
                if found is not None:
                    yield found


def _shown(
    document: pdfium.PdfDocument, number: int, wanted: set[Pixels]
) -> Iterator[tuple[Pixels, tuple[float, float]]]:
    """The images of a page that are wanted, with the size in points at which they are shown."""
    with closing(document[number - 1]) as page:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
            pixels = tuple(item.get_px_size())
            if pixels not in wanted:
                continue
            a, b, c, d = item.get_matrix().get()[:4]
            form = item.container
            while form is not None:
                e, f, g, h = form.get_matrix().get()[:4]
                a, b, c, d = a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h
                form = form.container
            yield pixels, (math.hypot(a, b), math.hypot(c, d))
