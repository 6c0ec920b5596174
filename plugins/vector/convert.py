"""Convert an SVG to PDF with svg2pdf, to PNG with Typst; Typst also where svg2pdf cannot."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from chapbook.plugins.vector.fonts import font_database, font_folder
from chapbook.plugins.vector.shadows import part_shadows
from chapbook.roles import DrawingError

#: Resolution of a PNG at the width at which a page prints it, in pixels per inch, and that width
#: in inches.
_PPI = 160
_PRINT_WIDTH = 6.3
#: Bitmaps that svg2pdf makes of filters have 108 ppi at scale 1; at 1.5 they have 245 ppi once an
#: 800-pixel drawing is as wide as the text, and take a third less time than at 2.
_RASTER_SCALE = 1.5
#: The same where only shadows become bitmaps, by the least blur (in CSS pixels) among them.
_SOFT_SCALES = ((2.0, 0.5), (1.0, 0.75))


def to_pdf(svg: str, width: float, height: float) -> bytes:
    """An SVG as a one-page PDF with text as text."""
    import svg2pdf_py

    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, huge_tree=True))
    blur = part_shadows(root)
    scale = next((scale for least, scale in _SOFT_SCALES if blur >= least), _RASTER_SCALE)
    options = svg2pdf_py.ConversionOptions(raster_scale=scale)
    parted = etree.tostring(root, encoding="unicode")
    try:
        found = _in_order(svg2pdf_py.svg_to_pdf(parted, font_database(), options))
    except (ValueError, RuntimeError):
        # Colour emoji make its font subsetting fail (measured on 174 drawings: 1).
        found = _typeset(svg, width, height, "pdf", None)
    return found


def to_png(svg: str, width: float, height: float) -> bytes:
    """An SVG as a PNG, sharp at the width of a page. Sizes are in CSS pixels."""
    inches = max(width, 1) / 96
    return _typeset(svg, width, height, "png", _PPI * min(inches, _PRINT_WIDTH) / inches)


def _in_order(pdf: bytes) -> bytes:
    """The same PDF with its objects in the order of use: svg2pdf writes fonts in a random one."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _typeset(
    svg: str, width: float, height: float, format: Literal["pdf", "png"], ppi: float | None
) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        (Path(folder) / "drawing.svg").write_text(svg, encoding="utf-8")
        main = Path(folder) / "main.typ"
        # CSS pixels are 3/4 of a point.
        main.write_text(
            f"#set page(width: {width * 0.75}pt, height: {height * 0.75}pt, margin: 0pt)\n"
            f'#image("drawing.svg", width: 100%, height: 100%)\n',
            encoding="utf-8",
        )
        try:
            found: bytes = typst.compile(
                str(main),
                root=folder,
                font_paths=_fonts(),
                format=format,
                ppi=ppi,
                timestamp=0,
            )
        except typst.TypstError as error:
            raise DrawingError(f"the drawing cannot be converted: {error.message}") from error
    return found


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(font_paths=[str(font_folder())])
