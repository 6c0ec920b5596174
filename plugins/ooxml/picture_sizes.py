"""Whether the bitmaps of a Word file are fine enough for print at their size on the page."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree
from PIL import Image, UnidentifiedImageError

from chapbook.finding import Finding
from chapbook.plugins.ooxml.names import NAMESPACES, qualified, value
from chapbook.plugins.ooxml.package import Package, relations_of
from chapbook.plugins.ooxml.parts import part_at
from chapbook.resolution import pictured, too_coarse
from chapbook.roles import Manuscript

_DOCUMENT = "word/document.xml"
#: English metric units in a point.
_POINT = 12_700
_HAS_VECTORS = etree.XPath(".//asvg:svgBlip", namespaces=NAMESPACES)


def inspect_pictures(package: Package, manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each of the book's bitmaps that is too coarse; what has vectors has none."""
    places = _files(package)
    known: dict[str, tuple[int, int] | None] = {}
    body = package.tree(_DOCUMENT)
    for frame in body.iter(qualified("wp:inline"), qualified("wp:anchor")):
        extent = frame.find(qualified("wp:extent"))
        blip = next(frame.iter(qualified("a:blip")), None)
        if extent is None or blip is None or _HAS_VECTORS(blip):
            continue
        name = places.get(value(blip, "r:embed"), "")
        if name not in known:
            known[name] = _pixels(package.parts.get(name, b""))
        pixels = known[name]
        if pixels is None or pictured(manuscript.pictures, pixels) is None:
            continue
        points = (int(extent.get("cx", 0)) / _POINT, int(extent.get("cy", 0)) / _POINT)
        found = too_coarse(pixels, points, manuscript.pictures, manuscript.book.manifest)
        if found is not None:
            yield found


def _files(package: Package) -> dict[str, str]:
    relations = relations_of(_DOCUMENT)
    if relations not in package.names():
        return {}
    return {
        relation.get("Id", ""): part_at(_DOCUMENT, relation.get("Target", ""))
        for relation in package.tree(relations)
    }


def _pixels(data: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        return None
