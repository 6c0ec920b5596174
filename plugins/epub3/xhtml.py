"""XHTML trees: names of namespaces, new pages, parsing and writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from lxml import etree

from chapbook.direction import direction_of

Element = etree._Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
EPUB_TYPE = f"{{{OPS}}}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: Elements without content; all others are written with an end tag, which every reader accepts.
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)


def prefixes(default: str, **others: str) -> dict[str, str]:
    """A map of prefixes; lxml's stubs do not know that None stands for no prefix."""
    return cast("dict[str, str]", {None: default, **others})


def parse(content: bytes) -> Element:
    """Parse a page; raises `lxml.etree.XMLSyntaxError` where it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def serialize(root: Element) -> bytes:
    """The tree as an XHTML file."""
    for element in elements(root):
        if not len(element) and element.text is None and local(element) not in VOID:
            element.text = ""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def elements(root: Element) -> Iterator[Element]:
    """All elements of the tree in order, without comments and processing instructions."""
    return root.iter(etree.Element)


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def raw_text_of(element: Element) -> str:
    """All text in the element, as it is written."""
    return "".join(map(str, element.itertext()))


def drop(element: Element, attribute: str) -> None:
    """Take an attribute away, where it is there."""
    if attribute in element.attrib:
        del element.attrib[attribute]


def text_of(element: Element) -> str:
    """All text in the element, white space folded."""
    return " ".join(raw_text_of(element).split())


def h(
    tag: str,
    *content: str | Element,
    attributes: Mapping[str, str] | None = None,
    **named: str,
) -> Element:
    """A new XHTML element; `class_` and the like are attributes, `attributes` those not names."""
    element = etree.Element(f"{{{XHTML}}}{tag}", nsmap=prefixes(XHTML, epub=OPS))
    for name, value in named.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    for name, value in (attributes or {}).items():
        element.set(name, value)
    for item in content:
        append(element, item)
    return element


def append(parent: Element, item: str | Element) -> None:
    """Add text or an element at the end of `parent`."""
    if not isinstance(item, str):
        parent.append(item)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + item
    else:
        parent.text = (parent.text or "") + item


def new_page(
    title: str,
    language: str,
    stylesheets: Iterable[str],
    body_type: str,
    content: Iterable[Element],
) -> Element:
    """A page with the book's style."""
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("title", title),
        *(h("link", rel="stylesheet", type="text/css", href=sheet) for sheet in stylesheets),
    )
    body = h("body", *content, attributes={EPUB_TYPE: body_type})
    page = h("html", head, body, lang=language, attributes={LANG: language})
    if direction_of(language) == "rtl":
        page.set("dir", "rtl")
    return page


def replace_by_content(element: Element) -> None:
    """Remove an element but keep what it holds."""
    parent = element.getparent()
    assert parent is not None, "the root is never replaced"
    pieces: list[str | Element] = [element.text or "", *element, element.tail or ""]
    position = parent.index(element)
    element.tail = None
    parent.remove(element)
    for piece in pieces:
        if not isinstance(piece, str):
            parent.insert(position, piece)
            position += 1
        elif position:
            parent[position - 1].tail = (parent[position - 1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece
