"""How much work a drawing is, with all that its references repeat; refuse what is beyond measure.

Ten elements that each use the one before ten times are ten thousand million shapes to draw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from chapbook.plugins.vector.css import urls_of
from chapbook.roles import DrawingError

#: The most elements that a drawing may hold once every `<use>` is replaced by what it names, and
#: how deep they may lie in one another.
MAX_ELEMENTS = 200_000
MAX_DEPTH = 512

#: What a converter does for sure in a moment.
_EASY_ELEMENTS, _EASY_DEPTH = 5_000, 64
#: Square CSS pixels that filters touch: a hundred elements of a large drawing.
_EASY_FILTERED = 100_000_000.0
#: Characters of path data and of text that are as much work as an element.
_PATH, _TEXT = 50, 4
_FOLLOWED = frozenset(
    {"use", "linearGradient", "radialGradient", "pattern", "textPath", "feImage", "filter", "mpath"}
)
_EASY_FILTERS = frozenset(
    {
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feOffset",
    }
)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.I)
_DASHES = re.compile(r"stroke-dasharray\s*:([^;]*)")
_LARGE, _SMALL = 200.0, 0.05


@dataclass(frozen=True)
class Weight:
    """Work: elements once all references are followed, their depth, and whether it may be slow."""

    elements: int
    depth: int
    is_heavy: bool


def weigh(svg: etree._Element) -> Weight:
    """How much work a drawing is; raises `DrawingError` where it is too much, or uses itself."""
    named = {e.get("id"): e for e in svg.iter(etree.Element) if e.get("id")}
    known: dict[etree._Element, tuple[int, int]] = {}
    # Depth first without recursion: an element is weighed when all it depends on is.
    stack: list[tuple[etree._Element, list[etree._Element] | None]] = [(svg, None)]
    open_ones: set[etree._Element] = set()
    while stack:
        element, parts = stack.pop()
        if element in known:
            continue
        if parts is not None:
            open_ones.discard(element)
            known[element] = _weight(element, [known[part] for part in parts])
            continue
        parts = [*element.iterchildren(tag=etree.Element), *_referred(element, named)]
        open_ones.add(element)
        stack.append((element, parts))
        for part in parts:
            if part in open_ones:
                raise DrawingError(
                    f"the drawing uses itself, in <{etree.QName(element).localname}>",
                    hint="take out the reference that loops",
                )
            if part not in known:
                stack.append((part, None))
    elements, depth = known[svg]
    if elements > MAX_ELEMENTS:
        raise DrawingError(
            f"the drawing holds more than {MAX_ELEMENTS} elements once each <use> is followed",
            hint="draw less, or save the drawing as a bitmap",
        )
    if depth > MAX_DEPTH:
        raise DrawingError(
            f"the drawing's elements lie more than {MAX_DEPTH} deep in one another",
            hint="take out needless groups, or save the drawing as a bitmap",
        )
    is_heavy = elements > _EASY_ELEMENTS or depth > _EASY_DEPTH or _may_be_slow(svg)
    return Weight(elements, depth, is_heavy)


def _weight(element: etree._Element, parts: list[tuple[int, int]]) -> tuple[int, int]:
    values = map(str, element.attrib.values())
    written = sum(len(value) for value in values if not value.startswith("data:"))
    own = 1 + written // _PATH + (len(element.text or "") + len(element.tail or "")) // _TEXT
    inner = sum(elements for elements, _ in parts)
    if any(element.get(f"marker-{place}") for place in ("start", "mid", "end")):
        inner *= 1 + len(element.get("d", element.get("points", ""))) // 8
    depth = 1 + max((depth for _, depth in parts), default=0)
    return min(own + inner, MAX_ELEMENTS + 1), min(depth, MAX_DEPTH + 1)


def _referred(
    element: etree._Element, named: dict[str | None, etree._Element]
) -> list[etree._Element]:
    """What an element draws besides its children."""
    names = []
    follows = etree.QName(element).localname in _FOLLOWED
    for key, value in element.attrib.items():
        if follows and str(key).rpartition("}")[2] == "href":
            names.append(str(value).strip())
        else:
            names += urls_of(str(value))
    found = (named.get(name[1:]) for name in dict.fromkeys(names) if name.startswith("#"))
    return [target for target in found if target is not None]


def _may_be_slow(svg: etree._Element) -> bool:
    """Whether something in a drawing can take long though it is little to read."""
    filtered = 0
    for element in svg.iter(etree.Element):
        name = etree.QName(element).localname
        if name.startswith("fe") or name == "filter":
            if name not in _EASY_FILTERS or any(
                _has_large(str(value)) for key, value in element.attrib.items() if key != "id"
            ):
                return True
        elif name == "image" or (
            name == "style"
            and re.search(r"filter|marker|mask|clip-path|dasharray", element.text or "")
        ):
            return True
        style = element.get("style", "")
        filtered += "filter" in element.attrib or "filter:" in style
        dashes = _DASHES.search(style)
        if _has_small(dashes[1] if dashes else element.get("stroke-dasharray", "")):
            return True
    return filtered * _area(svg) > _EASY_FILTERED


def _area(svg: etree._Element) -> float:
    """The drawing's canvas in its own square units, as far as it is said."""
    box = _numbers(svg.get("viewBox", ""))[2:4] or [1000.0, 1000.0]
    sizes = [(_numbers(svg.get(name, "")) or [0.0])[0] for name in ("width", "height")]
    return max(box[0] * box[-1], sizes[0] * sizes[1])


def _has_large(text: str) -> bool:
    return any(abs(number) > _LARGE for number in _numbers(text))


def _has_small(text: str) -> bool:
    return any(0 < abs(number) < _SMALL for number in _numbers(text))


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
