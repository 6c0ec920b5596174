"""Read from a drawing's source what no converter draws: elements, and references to nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from chapbook.plugins.vector.source_text import line_of, parse_markup

_MOTION = "a book shows the first moment only: draw that one, or several side by side"
_PLAIN = "write the text in <text> elements"
_STILL = "leave it out, or put a picture in its place"
#: Elements that are not drawn in a picture, as HTML's parser spells them, and what to do.
_UNDRAWN = {
    **dict.fromkeys(("animate", "animatemotion", "animatetransform", "set"), _MOTION),
    **dict.fromkeys(("audio", "video", "iframe", "embed", "object"), _STILL),
    **dict.fromkeys(("flowroot", "tref", "altglyph"), _PLAIN),
    **dict.fromkeys(("meshgradient", "hatch", "solidcolor"), "use a <linearGradient> or a color"),
}
_SPELLED = {
    "animatemotion": "animateMotion",
    "animatetransform": "animateTransform",
    "flowroot": "flowRoot",
    "altglyph": "altGlyph",
    "meshgradient": "meshGradient",
    "solidcolor": "solidColor",
}
#: What filters may take in and no converter offers.
_BEHIND = frozenset(("BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint"))
_URL = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")


def line_without_view(source: bytes) -> int | None:
    """The line of an `<svg>` that has no viewBox; None where it has one, or there is no SVG."""
    svg = _svg(source)
    if svg is None or len(re.split(r"[\s,]+", (svg.get("viewbox") or "").strip())) == 4:
        return None
    return line_of(svg) or 1


def undrawn_elements(source: bytes) -> Iterator[tuple[str, int | None, str]]:
    """Elements of an SVG that are left out of a picture, each name once, and what to do.

    A `<foreignObject>` is none: a drawing with one is drawn by a browser, or not at all.
    """
    svg = _svg(source)
    if svg is None:
        return
    seen = set()
    for element in svg.iter(etree.Element):
        name = str(element.tag)
        hint = _UNDRAWN.get(name)
        if _BEHIND & {element.get("in"), element.get("in2")}:
            name, hint = "filter", "a filter sees nothing but its own element: draw it otherwise"
        if hint is not None and name not in seen:
            seen.add(name)
            yield _SPELLED.get(name, name), line_of(element), hint


def lost_references(source: bytes, inputs: Collection[str]) -> Iterator[tuple[str, int | None]]:
    """What an SVG refers to and is not there, `#id` or a file; each once."""
    svg = _svg(source)
    if svg is None:
        return
    ids = {element.get("id") for element in svg.getroottree().iter(etree.Element)}
    seen = set()
    for element in svg.iter(etree.Element):
        for target in _targets(element):
            is_lost = target[1:] not in ids if target.startswith("#") else target not in inputs
            if is_lost and target not in seen:
                seen.add(target)
                yield target, line_of(element)


def _targets(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        text = str(value).strip()
        for found in _URL.finditer(text):
            yield f"#{found.group(1)}"
        if str(name) in ("href", "xlink:href", "src") and str(element.tag) != "a":
            is_drawn = text.startswith("#") or str(element.tag) in ("image", "img", "use")
            if len(text) > 1 and is_drawn and not text.lower().startswith("data:"):
                yield text
    if element.tag == "style":
        for found in _URL.finditer(element.text or ""):
            yield f"#{found.group(1)}"


def _svg(source: bytes) -> etree._Element | None:
    """The only SVG of a source; None where there is none, or there are several."""
    root = parse_markup(source)
    outer = [] if root is None else [e for e in root.iter("svg") if not _within_svg(e)]
    return outer[0] if len(outer) == 1 else None


def _within_svg(element: etree._Element) -> bool:
    return next(element.iterancestors("svg"), None) is not None
