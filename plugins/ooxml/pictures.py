"""Finish the pictures: the vector beside each bitmap, a size that fits, alternative text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from chapbook.plugins.ooxml.names import build, every, find, qualified, value
from chapbook.plugins.ooxml.package import Package, relations_of
from chapbook.plugins.ooxml.pages import EMU_PER_TWIP
from chapbook.plugins.ooxml.tables import GRID

_DOCUMENT, _NOTES = "word/document.xml", "word/footnotes.xml"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
#: The extension by which Word 2016 and newer find a picture's SVG; others show the bitmap.
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
#: How much of its cell a picture beside another takes.
_CELL_SHARE = 0.96
#: A picture leaves room for its caption and a line of text.
_HEIGHT_SHARE = 0.8


def finish_pictures(
    package: Package,
    vectors: Mapping[str, str],
    media: Mapping[str, bytes],
    text_area: tuple[int, int],
) -> None:
    """Finish every picture; `text_area` is the width and height of the text in EMU."""
    drawn: dict[str, str] = {}
    for part in filter(package.parts.__contains__, (_DOCUMENT, _NOTES)):
        related: dict[str, str] = {}
        for picture in every(package.tree(part), "wp:inline"):
            _fit(picture, text_area)
            inner = find(picture, ".//pic:cNvPr")
            if inner is None:
                continue
            source = inner.get("descr", "")
            _describe(picture, inner)
            if part == _NOTES:
                _relate_bitmap(package, picture)
            twin = vectors.get(source)
            if twin is None:
                continue
            if twin not in drawn:
                drawn[twin] = f"media/drawing{len(drawn) + 1}{PurePosixPath(twin).suffix}"
                package.parts[f"word/{drawn[twin]}"] = media[twin]
                package.tell_type(drawn[twin], "image/svg+xml")
            if twin not in related:
                related[twin] = package.relate(part, _IMAGE, drawn[twin])
            _point_to(picture, related[twin])


def _fit(picture: etree._Element, text_area: tuple[int, int]) -> None:
    extent = find(picture, "wp:extent")
    if extent is None:
        return
    width, height = int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    if not width or not height:
        return
    room = (_room(picture, text_area[0]), round(text_area[1] * _HEIGHT_SHARE))
    scale = min(1.0, room[0] / width, room[1] / height)
    for element in (extent, find(picture, ".//pic:spPr/a:xfrm/a:ext")):
        if element is not None and scale < 1:
            element.set("cx", str(round(width * scale)))
            element.set("cy", str(round(height * scale)))


def _room(picture: etree._Element, text_width: int) -> int:
    """The width that a picture may take: that of its cell, where it stands beside another."""
    table = next(picture.iterancestors(qualified("w:tbl")), None)
    cell = next(picture.iterancestors(qualified("w:tc")), None)
    if table is None or cell is None or value(find(table, "w:tblPr/w:tblStyle")) != GRID:
        return text_width
    width = int(value(find(cell, "w:tcPr/w:tcW"), "w:w") or 0) * EMU_PER_TWIP
    return round(width * _CELL_SHARE) or text_width


def _describe(picture: etree._Element, inner: etree._Element) -> None:
    """One description in both places where readers look for it, in place of the file's name."""
    outer = find(picture, "wp:docPr")
    if outer is None:
        return
    alt = outer.get("descr", "")
    inner.set("descr", alt)
    outer.set("name", f"Picture {outer.get('id', '')}".strip())
    if outer.get("title") == "":
        del outer.attrib["title"]


def _relate_bitmap(package: Package, picture: etree._Element) -> None:
    """Let footnotes know a picture of theirs: Pandoc relates it to the text alone."""
    relations = package.tree(relations_of(_DOCUMENT))
    for bitmap in every(picture, "a:blip"):
        wanted = value(bitmap, "r:embed")
        target = next((one.get("Target") for one in relations if one.get("Id") == wanted), None)
        if target:
            bitmap.set(qualified("r:embed"), package.relate(_NOTES, _IMAGE, target))


def _point_to(picture: etree._Element, relation: str) -> None:
    bitmap = find(picture, ".//a:blip")
    if bitmap is None or not value(bitmap, "r:embed"):
        return
    vector = build("asvg:svgBlip", {"r:embed": relation})
    extension = build("a:ext", {"uri": _SVG_EXTENSION}, vector)
    known = bitmap.find(qualified("a:extLst"))
    if known is None:
        bitmap.append(build("a:extLst", {}, extension))
    else:
        known.append(extension)
