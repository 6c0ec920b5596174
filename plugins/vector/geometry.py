"""Boxes and lines on a drawing, in CSS pixels with y downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle along the axes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right; negative where there is nothing."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom; negative where there is nothing."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        """0 where there is nothing."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    def shared(self, other: Box) -> Box:
        """What lies in both; of negative width or height where nothing does."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def meets(self, other: Box) -> bool:
        """Whether they share a point."""
        shared = self.shared(other)
        return shared.width >= 0 and shared.height >= 0

    def grown(self, by: float) -> Box:
        """With `by` added on each side; taken away where it is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def scaled(self, by: float) -> Box:
        """Smaller or larger about its center."""
        return self.grown_by(self.width * (by - 1) / 2, self.height * (by - 1) / 2)

    def grown_by(self, dx: float, dy: float) -> Box:
        """With `dx` added at left and right, `dy` above and below."""
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; there has to be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def box_of(points: Iterable[Point]) -> Box:
    """The smallest box that holds all points; there has to be one."""
    return around(Box(x, y, x, y) for x, y in points)


def part_within(start: Point, end: Point, box: Box) -> tuple[float, float] | None:
    """The part of a straight line that lies in a box, from 0 to 1 along it (Liang and Barsky)."""
    enter, leave = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for step, room in (
        (-dx, start[0] - box.left),
        (dx, box.right - start[0]),
        (-dy, start[1] - box.top),
        (dy, box.bottom - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return (enter, leave) if enter < leave else None


def holds(polygon: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def area(polygon: Sequence[Point]) -> float:
    """That of a polygon."""
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def is_convex(polygon: Sequence[Point]) -> bool:
    """Whether a polygon turns one way only; a hair of the other is allowed."""
    turned = []
    corners = [*polygon, *polygon[:2]]
    for (ax, ay), (bx, by), (cx, cy) in zip(corners, corners[1:], corners[2:], strict=False):
        one, two = math.hypot(bx - ax, by - ay), math.hypot(cx - bx, cy - by)
        if one > 1e-3 and two > 1e-3:
            turned.append(((bx - ax) * (cy - by) - (by - ay) * (cx - bx)) / (one * two))
    return all(turn > -0.02 for turn in turned) or all(turn < 0.02 for turn in turned)
