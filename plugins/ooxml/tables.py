"""Finish the tables: heads that repeat, rows that stay whole, widths, room around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from chapbook.plugins.ooxml.cells import least_width, unwrapped_width
from chapbook.plugins.ooxml.insides import indent_item, is_item
from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    prefixed,
    properties,
    put,
    qualified,
    style_of,
    value,
)

#: The style of tables that only place things beside each other.
GRID = "Grid"
#: Tables of at most so many rows are kept on one page.
_KEPT_ROWS = 8
#: The space at the sides of a cell, in twips.
_PADDING = 240
#: The same in a table that has more columns than its words have room for, the margin at each side
#: of a cell there, and how much smaller its type is.
_DENSE_PADDING, _DENSE_MARGIN, _DENSE_SIZE = 138, 57, 8 / 9


def finish_tables(body: etree._Element, measure: int) -> None:
    """Finish every table; `measure` is the width of the text in twips."""
    for table in list(every(body, "w:tbl")):
        if value(find(table, "w:tblPr/w:tblStyle")) == GRID:
            continue
        rows = [child for child in table if prefixed(child) == "w:tr"]
        for row in rows:
            _keep_row(row)
        for row in rows[:-1] if len(rows) <= _KEPT_ROWS else rows[:1]:
            for paragraph in every(row, "w:p"):
                put(properties(paragraph, "w:pPr"), "w:keepNext")
        _restyle(table)
        if all(find(paragraph, "w:pPr/w:bidi") is not None for paragraph in every(table, "w:p")):
            # A table in a passage from right to left has its first column at the right.
            put(properties(table, "w:tblPr"), "w:bidiVisual")
        _set_widths(table, rows, measure)
        _room_after(table)


def _keep_row(row: etree._Element) -> None:
    found = properties(row, "w:trPr")
    if find(found, "w:cantSplit") is None:
        found.insert(0, build("w:cantSplit"))


def _restyle(table: etree._Element) -> None:
    """Cells get a style of their own, so that body text can change without the tables."""
    for paragraph in every(table, "w:p"):
        if is_item(paragraph):
            indent_item(paragraph, 0)
        style = put(properties(paragraph, "w:pPr"), "w:pStyle")
        if value(style) in ("", "Compact", "BodyText", "FirstParagraph"):
            put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": "TableText"})
        for code in every(paragraph, "w:rStyle"):
            if value(code) == "VerbatimChar":
                code.set(qualified("w:val"), "VerbatimTable")


def _set_widths(table: etree._Element, rows: Sequence[etree._Element], measure: int) -> None:
    """Widths in twips on table, grid and cells: Word and LibreOffice each trust another of them."""
    grid = find(table, "w:tblGrid")
    if grid is None or not len(grid) or not rows:
        return
    look = properties(table, "w:tblPr")
    columns = [int(value(column, "w:w") or 0) for column in grid]
    least = _needs(rows, len(columns), least_width)
    is_dense = sum(least) + len(least) * _PADDING > measure
    padding, size = (_DENSE_PADDING, _DENSE_SIZE) if is_dense else (_PADDING, 1.0)
    if is_dense:
        _make_dense(table, look)
    if value(find(look, "w:tblW"), "w:type") == "auto":
        natural = _needs(rows, len(columns), unwrapped_width)
        columns = [round(width * size) + padding for width in natural]
        total = min(sum(columns), measure)
    else:
        total = measure
    scale = total / (sum(columns) or 1)
    widths = _without_crushed(
        [max(1, int(width * scale)) for width in columns],
        [round(width * size) + padding for width in least],
    )
    put(look, "w:tblW", {"w:type": "dxa", "w:w": sum(widths)})
    for column, width in zip(grid, widths, strict=True):
        column.set(qualified("w:w"), str(width))
    for row in rows:
        _set_cells(row, widths)


def _make_dense(table: etree._Element, look: etree._Element) -> None:
    """Give the words of many columns room: smaller type, and less space beside it."""
    for paragraph in every(table, "w:p"):
        if style_of(paragraph) == "TableText":
            put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": "DenseTableText"})
    sides = (build(side, {"w:w": _DENSE_MARGIN, "w:type": "dxa"}) for side in ("w:left", "w:right"))
    put(look, "w:tblCellMar")[:] = list(sides)


def _needs(
    rows: Sequence[etree._Element], count: int, of: Callable[[etree._Element], int]
) -> list[int]:
    """What each column's cells need, without the space at their sides."""
    widest = [0] * count
    for row in rows:
        for place, span, cell in _cells(row):
            if span == 1 and place < count:
                widest[place] = max(widest[place], of(cell))
    return widest


def _without_crushed(widths: Sequence[int], least: Sequence[int]) -> list[int]:
    """Widths of the same sum, none below its least if there is room: the others give way."""
    raised = [max(width, low) for width, low in zip(widths, least, strict=True)]
    excess, spare = sum(raised) - sum(widths), sum(raised) - sum(least)
    if not excess or spare < excess:
        return list(widths)
    pairs = zip(raised, least, strict=True)
    return [width - -(-excess * (width - low) // spare) for width, low in pairs]


def _set_cells(row: etree._Element, widths: Sequence[int]) -> None:
    for place, span, cell in _cells(row):
        width = sum(widths[place : place + span])
        put(properties(cell, "w:tcPr"), "w:tcW", {"w:type": "dxa", "w:w": width})


def _cells(row: etree._Element) -> list[tuple[int, int, etree._Element]]:
    """Each cell with the column it begins in and the columns it spans."""
    cells, place = [], 0
    for cell in row:
        if prefixed(cell) == "w:tc":
            span = int(value(find(cell, "w:tcPr/w:gridSpan")) or 1)
            cells.append((place, span, cell))
            place += span
    return cells


def _room_after(table: etree._Element) -> None:
    """A table has no space of its own below it; the next paragraph brings it."""
    following = table.getnext()
    while following is not None and prefixed(following) in ("w:bookmarkStart", "w:bookmarkEnd"):
        following = following.getnext()
    if following is None or prefixed(following) != "w:p":
        return
    style = value(find(following, "w:pPr/w:pStyle"))
    if style in ("", "BodyText", "FirstParagraph", "Compact", "SourceCode", "BlockText"):
        put(properties(following, "w:pPr"), "w:spacing", {"w:before": 200})
