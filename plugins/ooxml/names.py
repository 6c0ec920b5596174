"""Build and find WordprocessingML elements by their prefixed names (`w:p`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree

NAMESPACES: dict[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

#: Word refuses a file whose properties do not stand in the schema's order.
ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    "w:tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark"
    ),
    "w:sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid"
    ),
    "w:style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
        "qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
}


_BOOKMARK = re.compile(r"[a-z][a-z0-9_]{0,39}")


@cache
def bookmark_name(anchor: str) -> str:
    """The bookmark of an anchor: itself if Word can refer to it so, else what is left of it.

    Word wants a letter first, then letters, digits and underscores, 40 in all, and does not tell
    capitals from small letters; a digest keeps two anchors apart.
    """
    if _BOOKMARK.fullmatch(anchor):
        return anchor
    kept = re.sub(r"[^a-z0-9]+", "_", anchor.lower()).strip("_")
    kept = kept if kept[:1].isalpha() else f"b_{kept}"
    return f"{kept[:29].rstrip('_')}_{hashlib.sha256(anchor.encode()).hexdigest()[:10]}"


@cache
def qualified(name: str) -> str:
    """`w:p` → lxml's name for it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def prefixed(element: etree._Element) -> str:
    """An element's name as it is written here; empty for a comment."""
    return _prefixed(element.tag) if isinstance(element.tag, str) else ""


@cache
def _prefixed(tag: str) -> str:
    name = etree.QName(tag)
    prefix = next((p for p, uri in NAMESPACES.items() if uri == name.namespace), "?")
    return f"{prefix}:{name.localname}"


def build(
    name: str, attributes: Mapping[str, str | int] | None = None, *children: etree._Element
) -> etree._Element:
    """A new element."""
    prefix = name.partition(":")[0]
    element = etree.Element(qualified(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in (attributes or {}).items():
        element.set(qualified(key) if ":" in key else key, str(value))
    element.extend(children)
    return element


def text_run(text: str, style: str | None = None) -> etree._Element:
    """A run of plain text, in a character style."""
    words = build("w:t", {"xml:space": "preserve"})
    words.text = text
    properties = [build("w:rPr", {}, build("w:rStyle", {"w:val": style}))] if style else []
    return build("w:r", {}, *properties, words)


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a prefixed path: names of children, or `.//` and one of descendants."""
    if path.startswith(".//"):
        return element.find(f".//{'/'.join(_steps(path[3:]))}")
    return _first(element, _steps(path))


def _first(element: etree._Element, steps: tuple[str, ...]) -> etree._Element | None:
    """The first element so many levels below; lxml's own search takes four times as long."""
    children = element.iterchildren(steps[0])
    if len(steps) == 1:
        return next(children, None)
    for child in children:
        found = _first(child, steps[1:])
        if found is not None:
            return found
    return None


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(map(qualified, path.split("/")))


def every(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of a name below, in the order of the document."""
    return element.iter(qualified(name))


def value(element: etree._Element | None, attribute: str = "w:val") -> str:
    """An attribute's value, empty where there is none."""
    return "" if element is None else element.get(qualified(attribute), "")


def style_of(paragraph: etree._Element) -> str:
    """The id of a paragraph's style, empty for one without."""
    return value(find(paragraph, "w:pPr/w:pStyle"))


def style_id(name: str) -> str:
    """A style's id by its name: without spaces, with a capital (`heading 1` → `Heading1`)."""
    return (name[:1].upper() + name[1:]).replace(" ", "")


def find_style(styles: etree._Element, identifier: str) -> etree._Element | None:
    """A style by its id."""
    found = (style for style in every(styles, "w:style") if value(style, "w:styleId") == identifier)
    return next(found, None)


def text_of(element: etree._Element) -> str:
    """The text in an element."""
    return "".join(text.text or "" for text in every(element, "w:t"))


def parent_paragraph(element: etree._Element) -> etree._Element | None:
    """The paragraph in which an element stands; None where it stands between paragraphs."""
    return next(element.iterancestors(qualified("w:p")), None)


def properties(element: etree._Element, name: str) -> etree._Element:
    """The element's properties child (`w:pPr`), made where it is missing."""
    found = find(element, name)
    if found is None:
        found = build(name)
        element.insert(0, found)
    return found


def put(
    owner: etree._Element, name: str, attributes: Mapping[str, str | int] | None = None
) -> etree._Element:
    """Set one property in its place by the schema; its other attributes stay."""
    found = find(owner, name)
    if found is None:
        found = build(name)
        owner.append(found)
        sort_children(owner)
    for key, what in (attributes or {}).items():
        found.set(qualified(key), str(what))
    return found


def sort_children(owner: etree._Element) -> None:
    """Bring properties into the order of the schema."""
    order = _places(prefixed(owner))
    owner[:] = sorted(owner, key=lambda child: order.get(prefixed(child), len(order)))


@cache
def _places(owner: str) -> dict[str, int]:
    return {f"w:{name}": place for place, name in enumerate(ORDER[owner].split())}
