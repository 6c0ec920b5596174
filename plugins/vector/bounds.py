"""Texts of a drawing that reach out of it or out of their box, or lie under a shape."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from chapbook.plugins.vector.backdrop import distance
from chapbook.plugins.vector.geometry import Box, Point, area, holds, is_convex
from chapbook.plugins.vector.measured import Measured, Run, Shape
from chapbook.plugins.vector.visibility import is_seen, uncovered

#: In ems: how far a text may reach out of its box, or be cut.
_EXCESS = 0.15
_CUT = 0.08


def cut_texts(measured: Measured) -> Iterator[tuple[Run, bool]]:
    """Texts that the drawing's edge or a clip cuts, and whether nothing of them is left."""
    edge = Box(0.0, 0.0, measured.width, measured.height)
    for run in measured.runs:
        allowed = max(_CUT * run.size, 0.75)
        seen = [glyph.seen.shared(edge) for glyph in run.glyphs]
        lost = [
            max(glyph.box.width - part.width, glyph.box.height - part.height) > allowed
            for glyph, part in zip(run.glyphs, seen, strict=True)
        ]
        if any(lost):
            yield run, all(min(part.width, part.height) <= 0 for part in seen)


def hidden_texts(measured: Measured) -> Iterator[tuple[Run, bool]]:
    """Texts that a shape painted over them hides, and whether it hides all of them."""
    for run in measured.runs:
        left = uncovered(run, measured)
        if len(left) < len(run.glyphs):
            yield run, not left


@lru_cache(maxsize=4)
def boxed(measured: Measured) -> tuple[tuple[Run, Shape, float], ...]:
    """Texts that reach out of the box that they stand in, that box, and how far."""
    return tuple(_boxed(measured))


def _boxed(measured: Measured) -> Iterator[tuple[Run, Shape, float]]:
    held = {shape.order for shape in measured.shapes if _may_hold_text(shape, measured)}
    for run in measured.runs:
        boxes = [shape for shape in measured.shapes_near(run.box) if shape.order in held]
        around = [shape for shape in boxes if shape.order < run.order and _is_around(shape, run)]
        if not around:
            continue
        own = min(around, key=lambda shape: shape.box.area)
        excess = _excess(run, own)
        if excess <= max(_EXCESS * run.size, 1.0):
            continue
        if any(_is_track(shape, own, run) for shape in boxes) or not _shows(run, own, measured):
            continue
        if is_seen(run, measured):
            yield run, own, excess


def _may_hold_text(shape: Shape, measured: Measured) -> bool:
    if len(shape.parts) != 1 or shape.box.area > 0.8 * measured.width * measured.height:
        return False
    (part,) = shape.parts
    is_closed = len(part) > 3 and (shape.is_filled or part[0] == part[-1])
    return is_closed and is_convex(part[:-1]) and _is_box(part, shape.box)


def _is_box(part: tuple[Point, ...], box: Box) -> bool:
    """Whether an outline is a rectangle, round, or a diamond: what people write in."""
    corners = set(part)
    (x, y), width, height = box.center, box.width, box.height
    if len(corners) == 4 and all(
        min(abs(at[0] - x) - 0.02 * width, abs(at[1] - y) - 0.02 * height) < 0 for at in corners
    ):
        return True
    return area(part) > 0.76 * box.area


def _is_around(shape: Shape, run: Run) -> bool:
    """Whether a text stands in a shape: its middle, and all of its height."""
    if not holds(shape.parts[0], run.box.center):
        return False
    dx, dy = run.first.along
    box, text = shape.box, run.box
    if abs(dx) > abs(dy):
        return box.top <= text.top + 1 and text.bottom - 1 <= box.bottom
    return box.left <= text.left + 1 and text.right - 1 <= box.right


def _excess(run: Run, shape: Shape) -> float:
    """How far the text's ends reach out of a shape, 0 where they do not."""
    (x, y), polygon = run.box.center, shape.parts[0]
    far = 0.0
    for u, v in run.ends:
        inner, outer = 0.0, 1.0
        if holds(polygon, (u, v)):
            continue
        while outer - inner > 1e-3:
            middle = (inner + outer) / 2
            is_inside = holds(polygon, (x + (u - x) * middle, y + (v - y) * middle))
            inner, outer = (middle, outer) if is_inside else (inner, middle)
        far = max(far, (1 - inner) * math.dist((x, y), (u, v)))
    return far


def _is_track(shape: Shape, own: Shape, run: Run) -> bool:
    """Whether a shape is the track of a bar: as high as it, and as long as the text needs."""
    apart = [abs(a - b) for a, b in zip(shape.box, own.box, strict=True)]
    is_level = abs(run.first.along[0]) > abs(run.first.along[1])
    is_flush = max(apart[1::2] if is_level else apart[::2]) <= 2
    return shape is not own and is_flush and _excess(run, shape) == 0


def _shows(run: Run, shape: Shape, measured: Measured) -> bool:
    """Whether a box can be seen beside the text: by its line, or by its fill."""
    if shape.stroke:
        return True
    inside = measured.backdrop.at(run.box.center)
    ends = [measured.backdrop.at(end) for end in run.ends if not holds(shape.parts[0], end)]
    return any(distance(inside, color) > 12 for color in ends)
