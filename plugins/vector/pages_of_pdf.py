"""Read the first page of a PDF as a drawing, and convert it to SVG and PNG."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass

from chapbook.plugins.vector.convert import resolution
from chapbook.plugins.vector.from_pdf import svg_from_pdf
from chapbook.roles import DrawingError

#: The largest file that is read, in bytes, and the longest side of a page, in points
#: (PDF 1.7, annex C.2).
MAX_BYTES = 50_000_000
_MAX_SIDE = 14_400


@dataclass(frozen=True)
class Page:
    """A PDF of one page, and that page's size in CSS pixels."""

    data: bytes
    width: float
    height: float


def read_page(data: bytes) -> Page:
    """The first page of a PDF, alone, without scripts and forms; raises `DrawingError`."""
    import pikepdf

    if len(data) > MAX_BYTES:
        raise DrawingError(
            f"the PDF is larger than {MAX_BYTES // 1_000_000} MB",
            hint="save the page of the drawing alone, with smaller images",
        )
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as whole:
            if not whole.pages:
                raise DrawingError("the PDF has no pages", hint="export the drawing again")
            if whole.is_encrypted:
                raise _encrypted()
            single = pikepdf.new()
            whole.flatten_annotations()
            single.pages.append(whole.pages[0])
            page = single.pages[0]
            for name in ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/B"):
                if name in page:
                    del page[name]
            width, height = _size(page)
            single.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise DrawingError(
            "the PDF is damaged", hint="open it in a PDF reader and save or export it again"
        ) from error
    return Page(out.getvalue(), width, height)


def convert_page(
    pdf: bytes, width: float, height: float, kinds: Collection[str]
) -> dict[str, bytes]:
    """A page as each of `svg`, `outlines` and `png` that is asked for; sizes are in CSS pixels."""
    made = {}
    if {"svg", "outlines"} & set(kinds):
        made["svg"] = made["outlines"] = svg_from_pdf(pdf, width, height)
    if "png" in kinds:
        made["png"] = to_bitmap(pdf, width)
    return {kind: made[kind] for kind in kinds if kind in made}


def to_bitmap(pdf: bytes, width: float) -> bytes:
    """The first page as a PNG, sharp at the width of a page of the book."""
    import pypdfium2

    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=resolution(width) / 72)
        bitmap.to_pil().save(out, "PNG")
    return out.getvalue()


def _size(page: object) -> tuple[float, float]:
    """The page's size in CSS pixels, as it is shown: cropped and turned."""
    import pikepdf

    assert isinstance(page, pikepdf.Page)
    left, bottom, right, top = (float(each) for each in page.cropbox)
    across, up = abs(right - left), abs(top - bottom)
    if int(page.get("/Rotate", 0)) % 180:
        across, up = up, across
    unit = float(page.get("/UserUnit", 1))
    if not (0 < across * unit <= _MAX_SIDE and 0 < up * unit <= _MAX_SIDE):
        raise DrawingError(
            f"the PDF's page is {across * unit:g} × {up * unit:g} points",
            hint="export the drawing on a page of its size",
        )
    return across * unit * 96 / 72, up * unit * 96 / 72


def _encrypted() -> DrawingError:
    return DrawingError("the PDF is encrypted", hint="save it without a password")
