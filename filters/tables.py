"""Give tables column widths that fit their content, so that no column is crushed.

A table whose cells fit on one line keeps its natural widths. A wider one fills the text width, and
each column gets at least its longest word and beyond that a share by the amount of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text, rewrite

#: Characters of table type that fit on a line of a book page, of which the text is so wide.
LINE = 84
_MEASURE = 378.0
#: Space around a cell, in characters.
_PADDING = 2
#: The same beside a column's longest word, whose letters may be wide.
_ROOM = 3
#: A cell's share of the width grows more slowly than its length, so long cells wrap first.
_GROWTH = 0.75
#: Where words may break: after these marks, and in a table that is too wide names like `scaleUp`.
_MARK = re.compile(r"(?<=[/-])")
_HUMP = re.compile(r"(?<=[/-])|(?<=[a-z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Tables:
    """The filter `tables`."""

    name: str = "tables"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Set the column widths of each table."""
        line = LINE
        if context.measure:
            line = min(LINE, round(LINE * context.measure / _MEASURE))

        def widen(table: pf.Table) -> None:
            widths: Sequence[float | str] = column_widths(read_cells(table), line)
            widths = widths or ["ColWidthDefault"] * table.cols
            alignments = [alignment for alignment, _ in table.colspec]
            table.colspec = list(zip(alignments, widths, strict=True))

        return rewrite(doc, (pf.Table,), widen)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Tables()]


def read_cells(table: pf.Table) -> list[list[str]]:
    """The text of each column's cells; a cell that spans columns counts for its first one alone."""
    columns: list[list[str]] = [[] for _ in range(table.cols)]
    groups = [table.head.content, table.foot.content]
    groups += [rows for body in table.content for rows in (body.head, body.content)]
    for row in (row for rows in groups for row in rows):
        place = 0
        for cell in row.content:
            if place < table.cols and cell.colspan == 1:
                columns[place].append(plain_text(cell))
            place += cell.colspan
    return columns


def column_widths(columns: Sequence[Sequence[str]], line: int = LINE) -> list[float]:
    """Widths as shares of the text width, empty where natural widths fit on a line."""
    natural = [max((len(cell) for cell in cells), default=0) + _PADDING for cells in columns]
    if sum(natural) <= line:
        return []
    floors = [_longest_word(cells) + _ROOM for cells in columns]
    if sum(floors) >= line:
        floors = [_longest_word(cells, _HUMP) + _ROOM for cells in columns]
    if sum(floors) >= line:
        return [floor / sum(floors) for floor in floors]
    weights = [sum(len(cell) ** _GROWTH for cell in cells) + 1 for cells in columns]
    widths = _share_out(floors, natural, weights, line)
    return [width / sum(widths) for width in widths]


def _longest_word(cells: Sequence[str], breakable: re.Pattern[str] = _MARK) -> int:
    words = (word for cell in cells for word in breakable.sub(" ", cell).split())
    return min(max(map(len, words), default=1), 24)


def _share_out(
    floors: Sequence[int], natural: Sequence[int], weights: Sequence[float], line: int
) -> list[float]:
    """Shares by weight, none below its floor or above its natural width."""
    widths = [0.0] * len(floors)
    free, room = set(range(len(floors))), float(line)
    while free:
        unit = room / sum(weights[i] for i in free)
        bound = {i: floors[i] for i in free if weights[i] * unit < floors[i]} or {
            i: natural[i] for i in free if weights[i] * unit > natural[i]
        }
        if not bound:
            for i in free:
                widths[i] = weights[i] * unit
            break
        for i, width in bound.items():
            widths[i] = float(width)
            room -= width
            free.remove(i)
        room = max(room, 1.0)
    return widths
