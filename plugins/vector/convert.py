"""Convert an SVG to PDF and PNG with Typst; to PDF with svg2pdf where a filter is drawn."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping

from lxml import etree

from chapbook.plugins.vector.embedding import lacks_characters
from chapbook.plugins.vector.fonts import font_database
from chapbook.plugins.vector.from_pdf import svg_from_pdf
from chapbook.plugins.vector.shadows import filter_of, part_shadows
from chapbook.plugins.vector.soft_edges import draw_soft_edges
from chapbook.plugins.vector.typesetting import typeset

#: Resolution of a PNG at the width at which a page prints it, in pixels per inch, and that width
#: in inches.
_PPI = 160
_PRINT_WIDTH = 6.3
#: Bitmaps that svg2pdf makes of filters have 108 ppi at scale 1; at 1.5 they have 245 ppi once an
#: 800-pixel drawing is as wide as the text, and take a third less time than at 2.
_RASTER_SCALE = 1.5
#: The same where only shadows become bitmaps, by the least blur (in CSS pixels) among them.
_SOFT_SCALES = ((2.0, 0.5), (1.0, 0.75))


def convert(
    svg: str,
    width: float,
    height: float,
    kinds: Collection[str],
    known: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """An SVG as each of `pdf`, `outlines` and `png` that is asked for; sizes are in CSS pixels.

    `known` holds kinds that were made before.
    """
    made = dict(known or {})
    if "pdf" not in made and {"pdf", "outlines"} & set(kinds):
        made["pdf"] = to_pdf(svg, width, height)
    if "outlines" in kinds:
        made["outlines"] = svg_from_pdf(made["pdf"], width, height)
    if "png" in kinds:
        made["png"] = to_png(svg, width, height)
    return {kind: made[kind] for kind in kinds if kind in made}


def to_pdf(svg: str, width: float, height: float) -> bytes:
    """An SVG as a one-page PDF with text as text."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, huge_tree=True))
    draw_soft_edges(root)
    is_foreign = lacks_characters(root)
    if not is_foreign and not any(filter_of(element) for element in root.iter(etree.Element)):
        # Without filters Typst takes 9 ms, svg2pdf 50: it reads the font's file for each glyph.
        return typeset("drawing.svg", etree.tostring(root), width, height, "pdf")
    import svg2pdf_py

    blur = part_shadows(root)
    scale = next((scale for least, scale in _SOFT_SCALES if blur >= least), _RASTER_SCALE)
    options = svg2pdf_py.ConversionOptions(raster_scale=scale)
    parted = etree.tostring(root, encoding="unicode")
    # The machine's fonts take 50 ms to find, so only a drawing in another script waits for them.
    database = font_database(with_machine=is_foreign)
    try:
        found = _in_order(svg2pdf_py.svg_to_pdf(parted, database, options))
    except (ValueError, RuntimeError):
        # Colour emoji make its font subsetting fail (measured on 174 drawings: 1).
        found = typeset("drawing.svg", svg.encode(), width, height, "pdf")
    return found


def to_png(svg: str, width: float, height: float) -> bytes:
    """An SVG as a PNG, sharp at the width of a page. Sizes are in CSS pixels."""
    return typeset("drawing.svg", svg.encode(), width, height, "png", resolution(width))


def resolution(width: float) -> float:
    """The pixels per inch that a bitmap of a drawing needs, by its width in CSS pixels."""
    inches = max(width, 1) / 96
    return _PPI * min(inches, _PRINT_WIDTH) / inches


def _in_order(pdf: bytes) -> bytes:
    """The same PDF with its objects in the order of use: svg2pdf writes fonts in a random one."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, deterministic_id=True)
    return out.getvalue()
