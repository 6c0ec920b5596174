"""Draw drop shadows and glows as vectors: outlines laid over one another, each wider and paler.

A converter makes a bitmap of every filter, which takes most of its time and of the file, and not
every reader draws `feDropShadow`. The edge of a shape blurred by σ falls off as the complementary
error function does; a few copies of the shape with strokes of growing width, none of them opaque,
add up to the same to the eye. That holds for what a blur is mostly used for, the shadow of a shape
under itself; every other filter stays as it is.

Facts on `feDropShadow`: Filter Effects Module Level 1, section 9.8.
"""

from __future__ import annotations

import copy
import math
import re
from dataclasses import dataclass

from lxml import etree

from chapbook.plugins.vector.shadows import filter_of, styled

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(f"{_SVG}{name}" for name in ("rect", "circle", "ellipse", "polygon", "path"))
#: Beyond so many standard deviations nothing is seen.
_REACH = 2.0
#: What a copy's own style must not say.
_PAINT = re.compile(r"(?:^|;)\s*(?:fill|stroke|filter|opacity)(?:-[a-z]+)?\s*:[^;]*", re.I)


@dataclass(frozen=True)
class _Edge:
    """A soft edge: how far it is moved and blurred in CSS pixels, its color and opacity.

    `color` is None for a glow, which has the shape's own.
    """

    dx: float
    dy: float
    sigma: float
    color: str | None
    opacity: float


def draw_soft_edges(svg: etree._Element) -> None:
    """Replace drop shadows and glows of plain shapes by vectors, in place."""
    edges = {f.get("id", ""): edge for f in svg.iter(f"{_SVG}filter") if (edge := _read(f))}
    for element in list(svg.iter(*_SHAPES)):
        edge = edges.get(filter_of(element) or "")
        if edge is not None and _is_plain(element):
            _draw(element, edge)


def _read(filter: etree._Element) -> _Edge | None:
    steps = [step for step in filter if isinstance(step.tag, str)]
    names = [etree.QName(step).localname for step in steps]
    if names == ["feDropShadow"]:
        known = styled(steps[0])
        sigma = _number(steps[0].get("stdDeviation", "2"))
        dx, dy = (_number(steps[0].get(name, "2")) for name in ("dx", "dy"))
        opacity = _number(known.get("flood-opacity", "1"))
        if None not in (sigma, dx, dy, opacity):
            return _Edge(
                dx or 0, dy or 0, sigma or 0, known.get("flood-color", "black"), opacity or 0
            )
    if names == ["feGaussianBlur", "feMerge"]:
        merged = [node.get("in") for node in steps[1] if isinstance(node.tag, str)]
        sigma = _number(steps[0].get("stdDeviation", "0"))
        blurred = steps[0].get("in", "SourceGraphic") == "SourceGraphic"
        own = (steps[0].get("result"), "SourceGraphic")
        if blurred and sigma and tuple(merged) == own:
            return _Edge(0, 0, sigma, None, 1)
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_plain(element: etree._Element) -> bool:
    """Whether a shape is filled, and nothing is applied to it after its filter."""
    said = styled(element)
    if any(said.get(name, "none") != "none" for name in ("clip-path", "mask")):
        return False
    return said.get("fill", "black") not in ("none", "transparent") and not element.get("class")


def _draw(element: etree._Element, edge: _Edge) -> None:
    parent = element.getparent()
    if parent is None:
        return
    said = styled(element)
    group = etree.Element(f"{_SVG}g")
    group.tail, element.tail = element.tail, None
    parent.replace(element, group)
    if "opacity" in said:
        group.set("opacity", said["opacity"])
    _forget(element, "filter", "opacity")
    color = edge.color or said.get("fill", "black")
    moved = etree.SubElement(
        group, f"{_SVG}g", {"transform": f"translate({edge.dx:g} {edge.dy:g})"}
    )
    if element.get("transform"):
        # The shadow is moved as the shape is: a filter works in the shape's own coordinates.
        transform = element.attrib.pop("transform")
        group.set("transform", str(transform))
    width = _number(re.sub(r"[a-z]+$", "", said.get("stroke-width", "1"))) or 0
    if said.get("stroke", "none") == "none":
        width = 0
    shade = edge.opacity * (_number(said.get("fill-opacity", "1")) or 0)
    for reach, alpha in _layers(edge, shade):
        layer = copy.deepcopy(element)
        for name in ("id", "stroke-dasharray", "marker-start", "marker-mid", "marker-end"):
            layer.attrib.pop(name, "")
        layer.set("style", _PAINT.sub("", layer.get("style", "")))
        for name, value in (
            ("fill", color),
            ("stroke", color),
            ("stroke-width", f"{width + 2 * reach:.2f}"),
            ("stroke-linejoin", "round"),
            ("fill-opacity", "1"),
            ("stroke-opacity", "1"),
            ("opacity", f"{alpha:.4f}"),
        ):
            layer.set(name, value)
        moved.append(layer)
    group.append(element)


def _layers(edge: _Edge, shade: float) -> list[tuple[float, float]]:
    """Reach and opacity of each copy, the widest first; together they make the edge's profile."""
    count = max(4, min(8, math.ceil(2 * edge.sigma) + 2))
    far = _REACH * edge.sigma
    inner = -min(max(abs(edge.dx), abs(edge.dy)), edge.sigma) / 2
    layers, below = [], 0.0
    for step in range(count):
        reach = far * (count - 1 - step) / (count - 1)
        middle = inner if step == count - 1 else reach - far / (count - 1) / 2
        wanted = (
            shade * 0.5 * math.erfc(middle / (edge.sigma * math.sqrt(2))) if edge.sigma else shade
        )
        if wanted > below:
            layers.append((max(reach, 0.0), (wanted - below) / (1 - below) if below < 1 else 0.0))
            below = wanted
    return layers


def _forget(element: etree._Element, *names: str) -> None:
    """Take properties from an element, as attributes and from its style."""
    for name in names:
        element.attrib.pop(name, "")
        if element.get("style"):
            style = re.sub(rf"(?:^|;)\s*{name}\s*:[^;]*", "", element.get("style", ""))
            element.set("style", style.strip("; "))
