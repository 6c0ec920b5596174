"""Take the one SVG out of an HTML file, or read an SVG file, as a safe XML tree.

A drawing is untrusted input: no entities, no network, no file, no script gets through.
"""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint

from lxml import etree

from chapbook.plugins.vector.expansion import refuse_expansion
from chapbook.roles import DrawingError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

#: The largest source that is read, in bytes, and the largest drawing, in CSS pixels a side.
MAX_BYTES = 20_000_000
MAX_SIDE = 20_000

_SVG_TAG = re.compile(r"<(/?)svg\b[^>]*?(/?)>", re.I)
_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: What `href` and `src` may name: a place in the drawing, or a bitmap in the attribute itself.
_WITHIN = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.I)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S | re.I)
_FORBIDDEN = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler"})


def read_svg(source: bytes) -> etree._Element:
    """The drawing's `<svg>`; raises `DrawingError` where there is none, or more than one."""
    if len(source) > MAX_BYTES:
        raise DrawingError(f"the drawing is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError(
            f"the drawing is not UTF-8 (offset {error.start})", hint="save the file as UTF-8"
        ) from error
    text = _CONTROLS.sub("", text)
    start, end = _span_of_only_svg(text)
    head = text[:start]
    if "<!ENTITY" in head:
        raise DrawingError(
            "the drawing declares XML entities, which are not read",
            hint="write the characters themselves",
        )
    inline = re.search(r"<(?:html|body|head)\b", head, re.I) is not None
    svg = _parse(_as_xml(text[start:end]) if inline else text[start:end], head.count("\n"))
    _adopt_styles(svg, head)
    make_safe(svg)
    refuse_expansion(svg)
    _set_size(svg)
    return svg


def size_of(svg: etree._Element) -> tuple[float, float]:
    """Width and height in CSS pixels."""
    return float(svg.get("width", "0")), float(svg.get("height", "0"))


def title_of(svg: etree._Element) -> str:
    """The drawing's own description: its `<desc>`, else its `<title>`, else nothing."""
    for name in ("desc", "title"):
        found = svg.findtext(f"{{{SVG}}}{name}")
        if found and found.strip():
            return " ".join(found.split())
    return ""


def make_safe(svg: etree._Element) -> None:
    """Take out scripts, event handlers and everything that points out of the file."""
    for element in list(svg.iter()):
        if not isinstance(element.tag, str):
            continue
        if etree.QName(element).localname in _FORBIDDEN:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name, value in list(element.attrib.items()):
            local = etree.QName(str(name)).localname
            outside = local in ("href", "src") and not _WITHIN.match(str(value).strip())
            if local.startswith("on") or outside or _points_outside(str(value)):
                del element.attrib[name]
        if etree.QName(element).localname == "style" and element.text:
            element.text = _without_imports(element.text)


def _points_outside(value: str) -> bool:
    return any(not target.startswith("#") for target in _urls(value))


def _urls(text: str) -> list[str]:
    return re.findall(r"url\(\s*[\"']?([^\"')]+)", text)


def _without_imports(css: str) -> str:
    css = re.sub(r"@(?:import|charset|namespace)[^;]*;", "", css)
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    return re.sub(r"url\(\s*[\"']?(?!#)[^)]*\)", "none", css)


def _span_of_only_svg(text: str) -> tuple[int, int]:
    visible = re.sub(r"<!--.*?-->", lambda found: " " * len(found.group()), text, flags=re.S)
    spans, depth, start = [], 0, 0
    for tag in _SVG_TAG.finditer(visible):
        closing, empty = tag.group(1), tag.group(2)
        if not closing and depth == 0:
            start = tag.start()
        depth += 0 if empty else (-1 if closing else 1)
        if depth == 0:
            spans.append((start, tag.end()))
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
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
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
    """Copy the HTML page's styles into the drawing, where it uses classes."""
    uses = any(element.get("class") for element in svg.iter() if isinstance(element.tag, str))
    css = "\n".join(_STYLE.findall(head)) if uses else ""
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
        raise DrawingError(f"the drawing is {width:g} × {height:g} pixels, more than {MAX_SIDE}")
    svg.set("width", f"{width:g}")
    svg.set("height", f"{height:g}")


def _length(value: str | None) -> float:
    match = re.fullmatch(r"\s*(\d+\.?\d*|\.\d+)\s*(px|pt|pc|in|cm|mm)?\s*", value or "")
    if not match:
        return 0.0
    units = {"pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
    return float(match.group(1)) * units.get(match.group(2) or "px", 1.0)
