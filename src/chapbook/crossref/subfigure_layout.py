"""Where the images of a figure of several parts stand: as written, in a table, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chapbook.crossref.defaults import table
from chapbook.crossref.nodes import Attr, Node, div, lookup, para, plain, with_value
from chapbook.crossref.numbers import Part
from chapbook.errors import ChapbookError


@dataclass(frozen=True)
class Cell:
    """An image with its letter."""

    image: Node
    #: The attributes of the image, and of the figure around it if Pandoc made one.
    attr: Attr
    outer: Attr
    title: list[Node]
    caption: list[Node]
    letter: Part
    is_figure: bool

    @property
    def width(self) -> float | None:
        """The share of the line that the author wants for it."""
        said = lookup(self.attr, "width")
        if said is None:
            return None
        if not said.endswith("%"):
            raise ChapbookError(
                f"the width '{said}' of a subfigure is not in percent",
                hint="in a grid each width is a share of the line: write `width=30%`",
            )
        return float(said[:-1]) / 100

    def as_image(self, width: str | None = None) -> Node:
        """The image, its letter as its text."""
        attr: Attr = (self.outer[0], self.attr[1], self.attr[2])
        if width is not None:
            attr = with_value(attr, "width", width)
        return {"t": "Image", "c": [list(attr), self.caption, self.image["c"][2]]}

    def as_figure(self) -> Node:
        """The figure that Pandoc made, its letter as its caption."""
        image = {"t": "Image", "c": [list(self.attr), self.caption, self.image["c"][2]]}
        caption = [plain(self.caption)] if self.caption else []
        return {"t": "Figure", "c": [list(self.outer), [None, caption], [plain([image])]]}


def as_grid(rows: Sequence[Sequence[Cell]]) -> list[Node]:
    """A table; the widths of its columns are those of the images of the first row."""
    if not rows:
        return []
    columns = max(len(row) for row in rows)
    said = [cell.width for cell in rows[0]] + [None] * (columns - len(rows[0]))
    rest = (1 if any(said) else 0.99) - sum(width or 0 for width in said)
    share = rest / (sum(width is None for width in said) or 1)
    widths = [width if width is not None else share for width in said]
    cells = [
        [[para([cell.as_image("100%")])] for cell in row] + [[] for _ in range(columns - len(row))]
        for row in rows
    ]
    return [table(tuple(("AlignCenter", width) for width in widths), cells)]


def as_columns(rows: Sequence[Sequence[Cell]]) -> list[Node]:
    """Columns, as slides have them; an image alone in its row stands by itself."""
    made: list[Node] = []
    for row in rows:
        if len(row) == 1:
            made.append(row[0].as_figure() if row[0].is_figure else plain([row[0].as_image()]))
            continue
        share = f"{99 // len(row)}.0%"
        columns = [
            div(("", ["column"], [["width", lookup(c.attr, "width") or share]]), [_inside(c)])
            for c in row
        ]
        made.append(div(("", ["columns"], []), columns))
    return made


def _inside(cell: Cell) -> Node:
    return plain([cell.as_image("100%" if cell.width is not None else None)])
