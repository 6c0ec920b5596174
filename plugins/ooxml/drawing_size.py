"""How large an SVG means to be, in CSS pixels."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}
_LENGTH = re.compile(r"\s*([\d.]+)\s*([a-z]*)\s*")


def svg_size(source: bytes) -> tuple[float, float] | None:
    """Width and height, by its attributes or else its view box; None where neither says it."""
    # Its first element is all that is read: outlines of text can be long.
    begun = etree.iterparse(BytesIO(source), ("start",), resolve_entities=False, no_network=True)
    try:
        _, root = next(begun)
    except (etree.XMLSyntaxError, StopIteration):
        return None
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = [float(number) for number in re.findall(r"[-+\d.]+", root.get("viewBox") or "")]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if width and not height:
            height = width * box[3] / box[2]
        elif height and not width:
            width = height * box[2] / box[3]
        elif not width:
            width, height = box[2], box[3]
    return (width, height) if width and height else None


def _pixels(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length or "")
    unit = _PIXELS.get(match.group(2)) if match else None
    return float(match.group(1)) * unit if match and unit else None
