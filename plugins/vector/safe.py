"""Take out of a drawing what runs, fetches or reads; embed the images of the book that it names."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree

from chapbook.plugins.vector.bitmaps import read_bitmap
from chapbook.plugins.vector.css import safe_css
from chapbook.roles import DrawingError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_FORBIDDEN = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler"})
_ANIMATIONS = frozenset({"animate", "set", "animateColor", "animateMotion", "animateTransform"})
#: Where a link leads is not fetched, so it may lead out.
_LINK = re.compile(r"#|https?://|mailto:", re.I)
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|svg\+xml)\b([^,]*),", re.I)
_FAR = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\")
_OUTSIDE = "leads out of the book or is not there"
#: The most drawings that may lie in one another.
_DEPTH = 2


@dataclass(frozen=True)
class LeftOut:
    """Something of a drawing that is not drawn: the element or address, and its source line."""

    what: str
    reason: str
    line: int | None


def make_safe(
    svg: etree._Element, inputs: Mapping[str, bytes] | None = None, depth: int = 0
) -> list[LeftOut]:
    """Make a drawing safe in place, and tell what was left out.

    `inputs` are the files of the book that it names, which become part of it.
    """
    left: list[LeftOut] = []
    for element in list(svg.iter()):
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element)
        if name.namespace != SVG or name.localname in _FORBIDDEN or _animates_more(element):
            _take_out(element, left)
            continue
        told = _teller(element, left)
        for key, value in list(element.attrib.items()):
            _clean_attribute(element, str(key), str(value), inputs or {}, depth, told)
        if name.localname == "style" and element.text:
            element.text = safe_css(element.text, told)
    return left


def names_of_images(svg: etree._Element) -> tuple[str, ...]:
    """The files that a drawing's `<image>` elements name, sorted."""
    found = set()
    for element in svg.iter(f"{{{SVG}}}image", f"{{{SVG}}}feImage"):
        for key in ("href", f"{{{XLINK}}}href"):
            name = (element.get(key) or "").strip()
            if name and not name.startswith("#") and not _FAR.match(name):
                found.add(name)
    return tuple(sorted(found))


def _teller(element: etree._Element, left: list[LeftOut]) -> Callable[..., None]:
    line = _line(element)

    def told(what: str, reason: str = _OUTSIDE) -> None:
        left.append(LeftOut(what, reason, line))

    return told


def _take_out(element: etree._Element, left: list[LeftOut]) -> None:
    name = etree.QName(element)
    if name.namespace == SVG or name.localname == "include":
        left.append(LeftOut(f"<{name.localname}>", "is not drawn", _line(element)))
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _line(element: etree._Element) -> int | None:
    found = element.sourceline
    return found if isinstance(found, int) else None


def _animates_more(element: etree._Element) -> bool:
    """Whether an animation changes an address, a script or a style."""
    if etree.QName(element).localname not in _ANIMATIONS:
        return False
    animated = (element.get("attributeName") or "").rpartition(":")[2].strip().lower()
    return animated in ("href", "src", "style", "class") or animated.startswith("on")


def _clean_attribute(
    element: etree._Element,
    key: str,
    value: str,
    inputs: Mapping[str, bytes],
    depth: int,
    told: Callable[..., None],
) -> None:
    name = etree.QName(key)
    if name.namespace not in (None, XLINK, _XML) or name.localname == "base":
        del element.attrib[key]
    elif name.localname.lower().startswith("on"):
        told(name.localname)
        del element.attrib[key]
    elif name.localname in ("href", "src"):
        try:
            found = _address(element, value.strip(), inputs, depth)
            trouble = _OUTSIDE
        except DrawingError as error:
            found, trouble = None, f"is no image that can be read: {error.message}"
        if found is None:
            told(value.strip()[:100], trouble)
            del element.attrib[key]
        elif found != value:
            element.set(key, found)
    elif "(" in value or "\\" in value:
        cleaned = safe_css(value, told)
        if cleaned != value:
            element.set(key, cleaned)


def _address(
    element: etree._Element, value: str, inputs: Mapping[str, bytes], depth: int
) -> str | None:
    """What an address becomes; None where it is not followed."""
    local = etree.QName(element).localname
    if local == "a":
        return value if _LINK.match(value) else None
    if value.startswith("#"):
        return value
    if local not in ("image", "feImage"):
        return None
    written = _DATA.match(value)
    if written is not None:
        data = _content(written, value)
    else:
        data = inputs.get(value, inputs.get(unquote(value)))
    return None if data is None else _as_address(data, depth)


def _content(written: re.Match[str], value: str) -> bytes | None:
    text = value[written.end() :]
    if "base64" not in written[2].lower():
        return unquote_to_bytes(text)
    try:
        return base64.b64decode(re.sub(r"\s+", "", unquote(text)), validate=False)
    except (binascii.Error, ValueError):
        return None


def _as_address(data: bytes, depth: int) -> str | None:
    """An image as a `data:` address: a bitmap that every reader takes, or a safe drawing."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        bitmap = read_bitmap(data)
        return f"data:{bitmap.media_type};base64,{base64.b64encode(bitmap.data).decode()}"
    if depth >= _DEPTH:
        return None
    from chapbook.plugins.vector.extract import read_drawing

    inner = etree.tostring(read_drawing(data, depth=depth + 1).svg)
    return f"data:image/svg+xml;base64,{base64.b64encode(inner).decode()}"
