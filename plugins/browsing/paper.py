"""A page that a browser printed: what is painted on it, and the page cut to that."""

from __future__ import annotations

import io
from dataclasses import dataclass

#: The most pixels that are looked at to find what is painted.
_MAX_PIXELS = 4_000_000
#: Fainter than this, of 255, a pixel is the end of a shadow and not seen.
_FAINT = 6
_SEEN = bytes(0 if alpha < _FAINT else 1 for alpha in range(256))


@dataclass(frozen=True)
class Box:
    """A part of a page in CSS pixels, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def joined(self, other: Box) -> Box:
        """The least box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, width: float, height: float) -> Box:
        """The part of it that lies on a page."""
        return Box(
            max(self.left, 0), max(self.top, 0), min(self.right, width), min(self.bottom, height)
        )


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def painted_box(pdf: bytes) -> Box | None:
    """The box of all that is painted on a PDF's first page, None where there is nothing."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        # 4/3 pixels to the point: those of CSS.
        scale = min(4 / 3, (_MAX_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, fill_color=(0, 0, 0, 0), force_bitmap_format=4)
        pixels = bytes(bitmap.buffer)
        stride = bitmap.stride
        rows = [
            pixels[y * stride + 3 : y * stride + bitmap.width * 4 : 4].translate(_SEEN)
            for y in range(bitmap.height)
        ]
        bitmap.close()
        page.close()
    lines = [(y, row) for y, row in enumerate(rows) if 1 in row]
    if not lines:
        return None
    left = min(row.index(1) for _, row in lines)
    right = max(row.rindex(1) for _, row in lines) + 1
    css = 4 / 3 / scale
    return Box(left * css, lines[0][0] * css, right * css, (lines[-1][0] + 1) * css)


def cut(pdf: bytes, box: Box) -> bytes:
    """The PDF's first page cut to the box, without anything that differs from run to run."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        height = float(page.mediabox[3])
        # CSS pixels are 3/4 of a point; PDF counts from below.
        left, bottom = box.left * 0.75, height - box.bottom * 0.75
        page.contents_add(f"1 0 0 1 {-left:.4f} {-bottom:.4f} cm\n".encode(), prepend=True)
        # A pattern (a gradient, say) lies on the page, whatever is done to the content.
        patterns = page.resources.get("/Pattern", pikepdf.Dictionary())
        for pattern in {one.objgen: one for _, one in patterns.items()}.values():
            matrix = [float(number) for number in pattern.get("/Matrix", (1, 0, 0, 1, 0, 0))]
            pattern["/Matrix"] = pikepdf.Array([*matrix[:4], matrix[4] - left, matrix[5] - bottom])
        page.mediabox = pikepdf.Array([0, 0, _number(box.width), _number(box.height)])
        for name in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Annots"):
            if name in page.obj:
                del page.obj[name]
        del document.pages[1:]
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _number(pixels: float) -> float:
    return round(pixels * 0.75, 4)
