"""What is measured on a finished drawing: its texts, the shapes that it paints, and its colors.

All places are in CSS pixels with y downwards; `order` counts what is painted, the lowest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from chapbook.plugins.vector.backdrop import Backdrop, Color
from chapbook.plugins.vector.geometry import Box, Point, around
from chapbook.plugins.vector.shape_index import ShapeIndex

#: A letter that could not be read.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
#: The characters of a text that a message shows.
_LONGEST = 40


@dataclass(frozen=True)
class Glyph:
    """What one text operation of a PDF paints: mostly one letter, else several, or a space.

    `box` is that of its ink; `seen` the part of it that no clip takes away. `along` is the
    direction of its line, of length 1.
    """

    text: str
    box: Box
    seen: Box
    origin: Point
    along: Point
    size: float
    color: Color
    alpha: float
    font: str
    weight: int
    order: int
    halo: Color | None = None
    line: int | None = None
    element: int | None = None

    @property
    def is_level(self) -> bool:
        """Whether its line runs along an axis."""
        return min(abs(self.along[0]), abs(self.along[1])) < 0.02

    @property
    def core(self) -> Box:
        """Its box between baseline and the height of small letters: a line there is a fault."""
        if not self.is_level:
            return self.box.scaled(0.5)
        (x, y), (dx, dy) = self.origin, self.along
        low, high = self.size * 0.1, self.size * 0.5
        # Upwards from the baseline is (dy, -dx).
        ends = [(x + dy * far, y - dx * far) for far in (low, high)]
        if abs(dx) > abs(dy):
            top, bottom = sorted(end[1] for end in ends)
            return self.box.shared(Box(self.box.left, top, self.box.right, bottom))
        left, right = sorted(end[0] for end in ends)
        return self.box.shared(Box(left, self.box.top, right, self.box.bottom))


@dataclass(frozen=True)
class Run:
    """Text in one line and style, as its glyphs; `words` are those between spaces."""

    glyphs: tuple[Glyph, ...]
    words: tuple[tuple[Glyph, ...], ...]

    @cached_property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join("".join(glyph.text for glyph in word) for word in self.words)

    @property
    def quoted(self) -> str:
        """Its text as messages show it."""
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[: _LONGEST - 1]}…"
        return f"'{text}'"

    @cached_property
    def box(self) -> Box:
        """That of its ink."""
        return around(glyph.box for glyph in self.glyphs)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Those of its words; of its letters where its line runs aslant."""
        if self.first.is_level:
            return tuple(around(glyph.box for glyph in word) for word in self.words)
        return tuple(glyph.box.scaled(0.7) for glyph in self.glyphs)

    @cached_property
    def cores(self) -> tuple[Box, ...]:
        """What lines should not cross."""
        if self.first.is_level:
            return tuple(around(glyph.core for glyph in word) for word in self.words)
        return tuple(glyph.core for glyph in self.glyphs)

    @property
    def first(self) -> Glyph:
        """The glyph that the run's style is taken from."""
        return self.glyphs[0]

    @property
    def line(self) -> int | None:
        """The line of the source, where known."""
        return self.first.line

    @property
    def size(self) -> float:
        """That of its type in CSS pixels."""
        return self.first.size

    @property
    def order(self) -> int:
        """That of its first glyph."""
        return self.first.order

    @cached_property
    def ends(self) -> tuple[Point, Point]:
        """Both ends of its line, at half the height of its letters."""
        (dx, dy), (x, y) = self.first.along, self.box.center
        half = (abs(dx) * self.box.width + abs(dy) * self.box.height) / 2
        if not self.first.is_level:
            half = max(half - self.size / 2, 0)
        return (x - dx * half, y - dy * half), (x + dx * half, y + dy * half)


@dataclass(frozen=True)
class Shape:
    """A painted path; `parts` are its polylines, `stroke` the width of its line, 0 without one.

    `is_opaque` is whether nothing shows through its fill.
    """

    parts: tuple[tuple[Point, ...], ...]
    box: Box
    is_filled: bool
    is_opaque: bool
    stroke: float
    order: int

    @property
    def is_rule(self) -> bool:
        """Whether it is filled but so thin that it shows as a line."""
        thin, long = sorted((self.box.width, self.box.height))
        return self.is_filled and not self.stroke and thin <= 3 and long >= 8


@dataclass(frozen=True, eq=False)
class Measured:
    """A drawing's texts and shapes, and what is behind its texts; equal to itself alone.

    `backdrop` renders the drawing without its texts, `whole` with them; each is made when first
    asked for. `unit` is how many units of its viewBox a CSS pixel is, `corner` where that begins.
    """

    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    width: float
    height: float
    backdrop: Backdrop
    whole: Callable[[], Backdrop]
    fonts: frozenset[str] = frozenset()
    unit: float = 1.0
    corner: Point = (0.0, 0.0)
    #: How many texts it has; `runs` are the first of them.
    texts: int = 0

    def shapes_near(self, box: Box) -> list[Shape]:
        """Every shape whose box meets this one, and some more, in the order of painting."""
        return self._index.near(box)

    @cached_property
    def _index(self) -> ShapeIndex:
        return ShapeIndex.of(self.shapes, self.width, self.height)

    def place(self, point: Point) -> str:
        """A point as the drawing's author counts: `(120, 45)`."""
        x, y = (at * self.unit + start for at, start in zip(point, self.corner, strict=True))
        return f"({x:.0f}, {y:.0f})"
