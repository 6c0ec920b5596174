"""What can be seen of a drawing: texts under shapes, lines in the color of what is beside them."""

from __future__ import annotations

from chapbook.plugins.vector.backdrop import Color, contrast, distance
from chapbook.plugins.vector.geometry import Box, Point, holds
from chapbook.plugins.vector.measured import Glyph, Measured, Run, Shape

#: Contrast and difference of color below which nobody sees a line or a text, and the contrast below
#: which a line does not disturb that shines through a box beneath a text.
_VISIBLE = 1.15
_DIFFERENT = 20
_DISTURBING = 2.0


def uncovered(run: Run, measured: Measured) -> list[Glyph]:
    """The letters of a text over which no shape is painted."""
    covers = covers_of(run, measured)
    return [glyph for glyph in run.glyphs if not is_covered(glyph.box, covers)]


def is_seen(run: Run, measured: Measured) -> bool:
    """Whether anything of a text shows: it may lie under a shape, or have no color of its own."""
    whole, backdrop = measured.whole(), measured.backdrop
    for glyph in uncovered(run, measured)[:12]:
        box = glyph.box
        for row in range(1, 6):
            for column in range(1, 6):
                at = box.left + box.width * column / 6, box.top + box.height * row / 6
                if contrast(whole.at(at), backdrop.at(at)) > _VISIBLE:
                    return True
    return False


def covers_of(run: Run, measured: Measured) -> list[Shape]:
    """What is painted over a text and hides what is beneath."""
    return [
        shape
        for shape in measured.shapes_near(run.box)
        if shape.is_opaque and shape.order > run.order and shape.box.meets(run.box)
    ]


def is_covered(box: Box, covers: list[Shape]) -> bool:
    """Whether the middle of a box, where there is ink, lies under a shape."""
    inner = box.scaled(0.5)
    corners = (inner[:2], (inner.right, inner.top), (inner.left, inner.bottom), inner[2:])
    return any(all(_under(shape, corner) for corner in corners) for shape in covers)


def _under(shape: Shape, point: Point) -> bool:
    # Of two outlines one in the other, the inner is a hole.
    return sum(holds(part, point) for part in shape.parts) % 2 == 1


def shows_line(at: Point, along: Point, shape: Shape, measured: Measured, is_boxed: bool) -> bool:
    """Whether a line can be seen at a point: its color is not that of either side.

    Where the text has a box of its own over the line, it has to be seen well.
    """
    (x, y), (dx, dy) = at, along
    width = shape.stroke or min(shape.box.width, shape.box.height)
    away = width / 2 + 1.5
    backdrop = measured.backdrop
    sides = [backdrop.at((x - dy * side, y + dx * side)) for side in (-away, away)]
    near = [backdrop.at((x - dy * off, y + dx * off)) for off in (0.0, -0.5, 0.5)]
    differ = _differ_much if is_boxed else _differ
    return any(all(differ(color, side) for side in sides) for color in near)


def _differ(one: Color, other: Color) -> bool:
    far = distance(one, other)
    return far > 2 * _DIFFERENT or (far > _DIFFERENT and contrast(one, other) > _VISIBLE)


def _differ_much(one: Color, other: Color) -> bool:
    return contrast(one, other) > _DISTURBING
