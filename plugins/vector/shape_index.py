"""Find the shapes near a place of a drawing, where there are too many to look at each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chapbook.plugins.vector.geometry import Box

if TYPE_CHECKING:
    from chapbook.plugins.vector.measured import Shape

#: Into how many columns and rows a drawing is divided.
_CELLS = 48

_Cell = tuple[int, int]


@dataclass(frozen=True)
class ShapeIndex:
    """The places in `shapes` of what reaches into each cell of a drawing, by the cell."""

    shapes: Sequence[Shape]
    cells: Mapping[_Cell, Sequence[int]]
    width: float
    height: float

    @classmethod
    def of(cls, shapes: Sequence[Shape], width: float, height: float) -> ShapeIndex:
        """The index of a drawing of this size."""
        cells: dict[_Cell, list[int]] = {}
        for place, shape in enumerate(shapes):
            for cell in _cells(shape.box, width, height):
                cells.setdefault(cell, []).append(place)
        return cls(shapes, cells, width, height)

    def near(self, box: Box) -> list[Shape]:
        """Every shape whose box meets this one, and some more, in the order of painting."""
        found = {at for cell in _cells(box, self.width, self.height) for at in self._in(cell)}
        return [self.shapes[at] for at in sorted(found)]

    def _in(self, cell: _Cell) -> Sequence[int]:
        return self.cells.get(cell, ())


def _cells(box: Box, width: float, height: float) -> Iterator[_Cell]:
    """What lies outside the drawing belongs to the cells at its edge."""
    for column in _span(box.left, box.right, width):
        for row in _span(box.top, box.bottom, height):
            yield column, row


def _span(start: float, end: float, whole: float) -> range:
    low, high = (
        min(max(int(at / whole * _CELLS), 0), _CELLS - 1) if whole > 0 else 0 for at in (start, end)
    )
    return range(low, high + 1)
