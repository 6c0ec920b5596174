"""Take the one SVG out of an HTML file, or read an SVG file, as a safe XML tree.

A drawing is untrusted input: no entities, no network, no file, no script gets through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.entities import name2codepoint

from lxml import etree

from chapbook.plugins.vector.expansion import MAX_ELEMENTS, Weight, weigh
from chapbook.plugins.vector.pages import (
    is_page,
    needs_browser,
    spans_of_svg,
    styles_of,
    without_comments,
)
from chapbook.plugins.vector.safe import SVG, XLINK, LeftOut, make_safe, names_of_images
from chapbook.roles import DrawingError

#: The largest source that is read, in bytes, and the largest drawing, in CSS pixels a side.
MAX_BYTES = 20_000_000
MAX_SIDE = 20_000

_MAX_ATTRIBUTES = 5_000

_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*);")
#: The font of a whole page.
_PAGE_FONT = re.compile(r"(?:^|[\s,}])(?:html|body|svg|\*)\s*\{[^{}]*?font-family\s*:\s*([^;{}]+)")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STYLESHEET = re.compile(r"<\?xml-stylesheet\b")


@dataclass(frozen=True)
class VectorDrawing:
    """A drawing that is safe, what was left out of it, and how much work it is."""

    svg: etree._Element
    left_out: tuple[LeftOut, ...]
    weight: Weight


def is_only_svg(data: bytes) -> bool:
    """Whether a converter can draw the file: it shows one SVG that needs no browser, and no more.

    True also for what nothing can read, too large or no text: `read_svg` says what is wrong.
    """
    if len(data) > MAX_BYTES:
        return True
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return not needs_browser(text)


def read_svg(source: bytes, inputs: Mapping[str, bytes] | None = None) -> etree._Element:
    """The drawing's `<svg>`; raises `DrawingError` where there is none, or more than one."""
    return read_drawing(source, inputs).svg


def read_drawing(
    source: bytes, inputs: Mapping[str, bytes] | None = None, depth: int = 0
) -> VectorDrawing:
    """The drawing of a file, and what cannot be drawn of it.

    `inputs` are files of the book that it names; `depth` is how many drawings it lies in.
    """
    svg, head, line = _parsed(source)
    _adopt_styles(svg, head)
    found = _STYLESHEET.search(head)
    sheets = [LeftOut("<?xml-stylesheet?>", "is not read", 1)] if found else []
    left = [*sheets, *make_safe(svg, inputs, depth)]
    weight = weigh(svg)
    _set_size(svg)
    return VectorDrawing(
        svg, tuple(LeftOut(one.what, one.reason, line + (one.line or 1)) for one in left), weight
    )


def inputs_of(source: bytes) -> tuple[str, ...]:
    """The files that a drawing names; none where it cannot be read."""
    if b"image" not in source and b"feImage" not in source:
        return ()
    try:
        return names_of_images(_parsed(source)[0])
    except DrawingError:
        return ()


def size_of(svg: etree._Element) -> tuple[float, float]:
    """Width and height in CSS pixels."""
    return float(svg.get("width", "0")), float(svg.get("height", "0"))


def words_of(svg: etree._Element) -> tuple[str, str]:
    """The drawing's alternative text and its description at length, each empty where it has none.

    They are its own `<title>`, or the label that it gives itself, and its `<desc>`; a `<desc>`
    alone is the alternative text.
    """
    title, description = (
        " ".join((svg.findtext(f"{{{SVG}}}{name}") or "").split()) for name in ("title", "desc")
    )
    title = title or " ".join((svg.get("aria-label") or "").split())
    return (title, description) if title else (description, "")


def _parsed(source: bytes) -> tuple[etree._Element, str, int]:
    """The `<svg>` as it is, the text before it, and how many lines that has."""
    if len(source) > MAX_BYTES:
        raise DrawingError(
            f"the drawing is larger than {MAX_BYTES // 1_000_000} MB",
            hint="draw less, or save the drawing as a bitmap",
        )
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError(
            f"the drawing is not UTF-8 (offset {error.start})", hint="save the file as UTF-8"
        ) from error
    text = _CONTROLS.sub("", text)
    tags = text.split("<")
    # An XML parser looks at each attribute for each other of its element.
    if len(tags) > 3 * MAX_ELEMENTS or max(tag.count("=") for tag in tags) > _MAX_ATTRIBUTES:
        raise DrawingError(
            f"the drawing holds more than {MAX_ELEMENTS} elements, or {_MAX_ATTRIBUTES} attributes "
            "in one",
            hint="draw less, or save the drawing as a bitmap",
        )
    start, end = _span_of_only_svg(text)
    head = text[:start]
    if "<!ENTITY" in head:
        raise DrawingError(
            "the drawing declares XML entities, which are not read",
            hint="write the characters themselves",
        )
    line = head.count("\n")
    svg = _parse(_as_xml(text[start:end]) if is_page(head) else text[start:end], line)
    return svg, head, line


def _span_of_only_svg(text: str) -> tuple[int, int]:
    spans = spans_of_svg(without_comments(text))
    if len(spans) != 1:
        what = "no <svg>" if not spans else f"{len(spans)} <svg> elements"
        raise DrawingError(
            f"the drawing holds {what}; exactly one is needed",
            hint="give each drawing a file of its own",
        )
    return spans[0]


def _as_xml(text: str) -> str:
    """SVG as HTML allows it: its bare ampersands made XML."""
    return re.sub(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)", "&amp;", text)


def _parse(text: str, line: int) -> etree._Element:
    text = _ENTITY.sub(_character, text)
    if "xmlns=" not in text.split(">", 1)[0]:
        text = re.sub(r"<svg\b", f'<svg xmlns="{SVG}"', text, count=1, flags=re.I)
    opening = text.split(">", 1)[0]
    if "xlink:" in text and "xmlns:xlink" not in opening:
        text = re.sub(r"<svg\b", f'<svg xmlns:xlink="{XLINK}"', text, count=1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(
            f"the SVG is not well-formed XML: {error.msg}",
            line=line + (error.lineno or 1),
            hint="quote every attribute and close every tag",
        ) from error


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _XML_ENTITIES or name not in name2codepoint:
        return match.group()
    return html.unescape(match.group())


def _adopt_styles(svg: etree._Element, head: str) -> None:
    """Copy the HTML page's styles into the drawing, where it uses classes, and the page's font."""
    families = [family for css in styles_of(head) for family in _PAGE_FONT.findall(css)]
    if families and not svg.get("font-family"):
        svg.set("font-family", families[-1].strip())
    uses = any(element.get("class") for element in svg.iter() if isinstance(element.tag, str))
    css = "\n".join(styles_of(head)) if uses else ""
    if css.strip():
        style = etree.Element(f"{{{SVG}}}style")
        style.text = css
        svg.insert(0, style)


def _set_size(svg: etree._Element) -> None:
    """Give the drawing both a viewBox and a size in pixels."""
    width, height = _length(svg.get("width")), _length(svg.get("height"))
    try:
        box = [float(part) for part in re.split(r"[\s,]+", (svg.get("viewBox") or "").strip())]
    except ValueError:
        box = []
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        width, height = (width, height) if width and height else (box[2], box[3])
    elif width and height:
        svg.set("viewBox", f"0 0 {width:g} {height:g}")
    else:
        raise DrawingError(
            "the SVG has no size", hint="give it a viewBox, for example viewBox='0 0 800 400'"
        )
    if max(width, height) > MAX_SIDE:
        raise DrawingError(
            f"the drawing is {width:g} × {height:g} pixels, more than {MAX_SIDE}",
            hint="give it a smaller viewBox, width and height",
        )
    svg.set("width", f"{width:g}")
    svg.set("height", f"{height:g}")


def _length(value: str | None) -> float:
    match = re.fullmatch(r"\s*(\d+\.?\d*|\.\d+)\s*(px|pt|pc|in|cm|mm)?\s*", value or "")
    if not match:
        return 0.0
    units = {"pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
    return float(match.group(1)) * units.get(match.group(2) or "px", 1.0)
