"""The package document, content.opf: metadata, every file, and the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from chapbook.direction import direction_of
from chapbook.errors import RenderError
from chapbook.plugins.epub3.landmarks import Landmark
from chapbook.plugins.epub3.metadata import Statement
from chapbook.plugins.epub3.xhtml import LANG, MATHML, SVG, Element, prefixes

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".ncx": "application/x-dtbncx+xml",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}
#: Landmarks that EPUB 2's guide has a word for.
_GUIDE = {
    "cover": "cover",
    "toc": "toc",
    "titlepage": "title-page",
    "bodymatter": "text",
    "loi": "loi",
    "lot": "lot",
}
_RELATORS = "marc:relators"


@dataclass(frozen=True)
class Contents:
    """What is in the package: pages by name, other files' names, and what is read after what."""

    pages: Mapping[str, Element]
    others: Sequence[str]
    reading_order: Sequence[str]
    nav: str
    cover_image: str | None


def package_document(
    statements: Iterable[Statement],
    contents: Contents,
    landmarks: Sequence[Landmark],
    language: str,
) -> bytes:
    """The package document as XML."""
    root = etree.Element(f"{{{_OPF}}}package", nsmap=prefixes(_OPF))
    root.set("version", "3.0")
    root.set("unique-identifier", "book-id")
    root.set(LANG, language)
    _add_metadata(root, statements, contents)
    _add_manifest(root, contents)
    spine = _add(root, "spine", toc=_id("toc.ncx"))
    if direction_of(language) == "rtl":
        spine.set("page-progression-direction", "rtl")
    for name in contents.reading_order:
        _add(spine, "itemref", idref=_id(name))
    guide = _add(root, "guide")
    for place in landmarks:
        if place.kind in _GUIDE:
            _add(guide, "reference", type=_GUIDE[place.kind], title=place.title, href=place.href)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_metadata(root: Element, statements: Iterable[Statement], contents: Contents) -> None:
    metadata = etree.SubElement(root, f"{{{_OPF}}}metadata", nsmap={"dc": _DC})
    for statement in statements:
        prefix, _, term = statement.name.rpartition(":")
        if prefix == "dc":
            element = etree.SubElement(metadata, f"{{{_DC}}}{term}")
        else:
            element = _add(metadata, "meta", property=statement.name)
        element.text = statement.value
        if statement.id:
            element.set("id", statement.id)
        if statement.about:
            element.set("refines", f"#{statement.about}")
        if statement.name == "role":
            element.set("scheme", _RELATORS)
    if contents.cover_image:
        _add(metadata, "meta", name="cover", content=_id(contents.cover_image))


def _add_manifest(root: Element, contents: Contents) -> None:
    manifest = _add(root, "manifest")
    for name in sorted({*contents.pages, *contents.others}):
        item = _add(manifest, "item", id=_id(name), href=name)
        item.set("media-type", _media_type(name))
        properties = _properties(name, contents)
        if properties:
            item.set("properties", properties)


def _properties(name: str, contents: Contents) -> str:
    page = contents.pages.get(name)
    found = {
        "nav": name == contents.nav,
        "cover-image": name == contents.cover_image,
        "mathml": page is not None and page.find(f".//{{{MATHML}}}math") is not None,
        "svg": page is not None and page.find(f".//{{{SVG}}}svg") is not None,
    }
    return " ".join(key for key, value in found.items() if value)


def _media_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _MEDIA_TYPES:
        raise RenderError(
            f"EPUB has no media type for {PurePosixPath(name).name}",
            hint=f"use one of {', '.join(sorted(_MEDIA_TYPES))}",
        )
    return _MEDIA_TYPES[suffix]


def _id(name: str) -> str:
    """A name of the package as an XML id."""
    return "item-" + re.sub(r"[^\w.-]", "-", name)


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_OPF}}}{tag}", attributes)
