"""Turn a page of a PDF into an SVG with text as outlines, by Typst, which draws PDFs as images."""

from __future__ import annotations

import base64
import re

from chapbook.plugins.vector.glyphs import share_glyphs
from chapbook.plugins.vector.typesetting import typeset
from chapbook.roles import DrawingError
from chapbook.store import digest

_PAYLOAD = re.compile(rb'href="data:image/svg\+xml;base64,([^"]+)"')
_ROOT = re.compile(r"<svg\b[^>]*>")
#: Where an identifier stands, or is referred to.
_IDENTIFIER = re.compile(r'(\bid="|href="#|url\(#)')


def svg_from_pdf(pdf: bytes, width: float, height: float) -> bytes:
    """A PDF's first page as an SVG of that size in CSS pixels.

    Its identifiers begin with a digest of the page, so that two such SVGs can stand on one page.
    """
    sheet = typeset("drawing.pdf", pdf, width, height, "svg")
    found = _PAYLOAD.search(sheet)
    if found is None:
        raise DrawingError("the drawing cannot be converted: Typst made no SVG of its page")
    # A hundredth of a pixel is not seen, unless the drawing is tiny.
    svg = share_glyphs(base64.b64decode(found[1]).decode(), 2 if min(width, height) > 100 else 4)
    prefix = f"p{digest(pdf)[:8]}-"
    root = _ROOT.search(svg)
    box = re.search(r'viewBox="[^"]*"', root[0]) if root else None
    if root is None or box is None:
        raise DrawingError("the drawing cannot be converted: Typst's SVG has no viewBox")
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{box[0]} width="{width:g}" height="{height:g}">'
    )
    body = _IDENTIFIER.sub(rf"\g<1>{prefix}", svg[root.end() :])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{body}\n'.encode()
