"""Whether the pages of a PDF have the size that the target asks for, with bleed and signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from chapbook.finding import Finding, Severity
from chapbook.plugins.engines.page import points, read_page
from chapbook.plugins.engines.printing import Printing, read_printing
from chapbook.roles import Manuscript

CODE = "page-size"
#: How far a page may be off, in points: engines round.
_TOLERANCE = 0.6
#: What a target says who sends its file to a printer, or has a page of a certain size in mind.
_ASKED = ("paper", "bleed", "crop-marks", "signature")

Size = tuple[float, float]


def inspect_pages(pdf: pikepdf.Pdf, manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each kind of page that is not as asked, and for a signature that is not full.

    Where the target asks for no size, the pages of a book's own template are its author's.
    """
    target, manifest = manuscript.target, manuscript.book.manifest
    page, printing = read_page(target), read_printing(target)
    severity = Severity.ERROR if any(o in target.options for o in _ASKED) else Severity.WARNING
    trim = (points(page.width), points(page.height))
    wrong: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(pdf.pages, 1):
        for fault in _faults(found, trim, printing):
            wrong[fault].append(number)
    for fault, numbers in wrong.items():
        more = f" and {len(numbers) - 1} more" if len(numbers) > 1 else ""
        yield Finding(
            CODE,
            f"page {numbers[0]}{more}: {fault}",
            manifest,
            severity=severity,
            hint="look for a template or a plugin that sets the size of pages",
        )
    if len(pdf.pages) % printing.signature:
        yield Finding(
            CODE,
            f"{len(pdf.pages)} pages do not fill signatures of {printing.signature}",
            manifest,
            severity=Severity.ERROR,
        )


def _faults(page: pikepdf.Page, trim: Size, printing: Printing) -> Iterator[str]:
    media = _size(page.obj.get("/MediaBox") or page.mediabox)
    is_plain = printing.bleed == 0 and not printing.crop_marks
    if is_plain and printing.signature == 1:
        if not _agree(media, trim):
            yield f"the page is {_said(media)}, not {_said(trim)}"
        return
    cut = page.obj.get("/TrimBox")
    if cut is None:
        yield "the file does not say where the page is trimmed"
    elif not _agree(_size(cut), trim):
        yield f"the page is trimmed to {_said(_size(cut))}, not {_said(trim)}"
    bled = (trim[0] + 2 * printing.bleed, trim[1] + 2 * printing.bleed)
    around = page.obj.get("/BleedBox", pikepdf.Array())
    if printing.bleed and not (len(around) == 4 and _agree(_size(around), bled)):
        yield f"the bleed is not {printing.bleed:.1f} pt on every side"
    if media[0] < bled[0] - _TOLERANCE or media[1] < bled[1] - _TOLERANCE:
        yield f"the sheet of {_said(media)} is smaller than page and bleed"
    if printing.crop_marks and not media[0] > bled[0] + _TOLERANCE:
        yield "there is no room for crop marks"


def _size(box: pikepdf.Object | pikepdf.Array) -> Size:
    left, bottom, right, top = (float(side) for side in box)
    return abs(right - left), abs(top - bottom)


def _agree(found: Size, wanted: Size) -> bool:
    return all(abs(a - b) <= _TOLERANCE for a, b in zip(found, wanted, strict=True))


def _said(size: Size) -> str:
    return f"{size[0]:.0f} × {size[1]:.0f} pt"
