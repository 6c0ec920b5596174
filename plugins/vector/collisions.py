"""Texts of a drawing that other texts or lines run through."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from chapbook.plugins.vector.bounds import boxed
from chapbook.plugins.vector.geometry import Box, Point, part_within
from chapbook.plugins.vector.measured import Measured, Run, Shape
from chapbook.plugins.vector.visibility import covers_of, is_covered, is_seen, shows_line

#: In ems: how deep two texts overlap at least, and how long a line runs through one.
_OVERLAP = 0.12
_CHORD = 0.28
#: So many pairs of texts that meet are looked at.
_MOST_PAIRS = 50_000


def overlaps(measured: Measured) -> Iterator[tuple[Run, Run, Box]]:
    """Two texts one over the other, and what they share."""
    for one, other in _meeting(measured.runs):
        if _is_shadow(one, other):
            continue
        deep = _OVERLAP * min(one.size, other.size)
        same = one.first.element is not None and one.first.element == other.first.element
        deep *= 2 if same else 1
        shared = [a.shared(b) for a in one.boxes for b in other.boxes]
        met = [box for box in shared if min(box.width, box.height) > deep]
        covers = covers_of(one, measured) + covers_of(other, measured)
        met = [box for box in met if not is_covered(box, covers)]
        if met and is_seen(one, measured) and is_seen(other, measured):
            yield one, other, max(met, key=lambda box: box.area)


def _meeting(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Texts whose boxes meet, in their order; of a heap of texts not all, which would never end."""
    by_left = sorted(range(len(runs)), key=lambda place: runs[place].box.left)
    for one, other in sorted(islice(_pairs(runs, by_left), _MOST_PAIRS)):
        yield runs[one], runs[other]


def _pairs(runs: Sequence[Run], by_left: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(by_left):
        box = runs[one].box
        for after in range(at + 1, len(by_left)):
            other = by_left[after]
            if runs[other].box.left > box.right:
                break
            if box.meets(runs[other].box):
                yield min(one, other), max(one, other)


@lru_cache(maxsize=4)
def crossings(measured: Measured) -> tuple[tuple[Run, Point], ...]:
    """Texts that a visible line runs through, each once, and where."""
    return tuple(_crossings(measured))


def _crossings(measured: Measured) -> Iterator[tuple[Run, Point]]:
    out_of = {run.order: shape for run, shape, _ in boxed(measured)}
    for run in measured.runs:
        if run.first.halo is not None:
            continue
        for shape in measured.shapes_near(run.box.grown(1)):
            is_line = shape.stroke or shape.is_rule
            if not is_line or not run.box.meets(shape.box.grown(1)):
                continue
            place = _crossed(run, shape, measured)
            own = out_of.get(run.order)
            if place is None or own is shape or (own and _is_at_edge(place, own.box)):
                continue
            if is_seen(run, measured):
                yield run, place
                break


def _is_at_edge(place: Point, box: Box) -> bool:
    """Whether a place is at the edge of the box that a text reaches out of: that is one fault."""
    (x, y), room = place, 4.0
    outer, inner = box.grown(room), box.grown(-room)
    is_near = outer.left <= x <= outer.right and outer.top <= y <= outer.bottom
    return is_near and not (inner.left < x < inner.right and inner.top < y < inner.bottom)


def _is_shadow(one: Run, other: Run) -> bool:
    """Whether one is the other's shadow or outline: the same text in about the same place."""
    (x, y), (u, v) = one.box.center, other.box.center
    return one.text == other.text and max(abs(x - u), abs(y - v)) < 0.3 * one.size


def _crossed(run: Run, shape: Shape, measured: Measured) -> Point | None:
    least = max(_CHORD * run.size, 1.5)
    if _is_strike(run, shape):
        return None
    over = (box for box in measured.shapes_near(run.box) if box.order > shape.order)
    is_boxed = any(_is_label_box(box, run) for box in over)
    for bare in run.cores:
        # A line is as wide as it is: one along the baseline may run into the letters.
        core = bare.grown(min(shape.stroke / 2, 0.15 * run.size))
        if bare.width <= 0 or bare.height <= 0 or not core.meets(shape.box):
            continue
        for part in shape.parts:
            inside = 0.0
            for start, end in pairwise(part):
                cut = part_within(start, end, core)
                if cut is None:
                    continue
                middle = sum(cut) / 2
                dx, dy = end[0] - start[0], end[1] - start[1]
                length = math.hypot(dx, dy)
                inside += (cut[1] - cut[0]) * length
                at = start[0] + dx * middle, start[1] + dy * middle
                if inside >= min(least, 0.9 * core.height) and shows_line(
                    at, (dx / length, dy / length), shape, measured, is_boxed
                ):
                    return at
    return None


def _is_label_box(shape: Shape, run: Run) -> bool:
    """Whether a shape is painted beneath a text to set it off, not much larger than it."""
    room = run.box.grown(1.5 * run.size)
    return (
        shape.is_filled
        and shape.order < run.order
        and shape.box.shared(run.box) == run.box
        and room.shared(shape.box) == shape.box
    )


def _is_strike(run: Run, shape: Shape) -> bool:
    """Whether a line strikes a text out, or underlines it: along it, from end to end."""
    (dx, dy), line, text = run.first.along, shape.box, run.box
    long, whole = (line.width, text.width) if abs(dx) > abs(dy) else (line.height, text.height)
    is_thin = min(line.width, line.height) <= max(2.0, 0.15 * run.size)
    is_beside = text.grown(0.7 * run.size).shared(line) == line
    return is_thin and is_beside and long >= 0.6 * whole
