"""Set numbered equations: the formula in the middle, its number at the right, in a plain table.

A tab would do on paper, but Word sets a formula that shares its line with anything as if it stood
in running text.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from chapbook.plugins.ooxml.names import build, every, prefixed, properties, put, style_of
from chapbook.plugins.ooxml.tables import GRID

#: The style in which the filter `equations` leaves a paragraph of a formula and its number.
_STYLE, _NUMBER_STYLE = "Equation", "EquationNumber"
#: Twips for the number, and as much at the left, so that the formula stays in the middle.
_SIDE = 1100


def place_equations(body: etree._Element, text_width: int) -> None:
    """Make a table of each numbered equation; `text_width` is in twips."""
    for paragraph in list(every(body, "w:p")):
        if style_of(paragraph) != _STYLE:
            continue
        formulas = [child for child in paragraph if prefixed(child) == "m:oMathPara"]
        rest = [child for child in paragraph if prefixed(child) not in ("w:pPr", "m:oMathPara")]
        if not formulas or not rest:
            continue
        number = build("w:p", {}, *rest)
        put(properties(number, "w:pPr"), "w:pStyle", {"w:val": _NUMBER_STYLE})
        empty = build("w:p")
        put(properties(empty, "w:pPr"), "w:pStyle", {"w:val": _STYLE})
        widths = (_SIDE, text_width - 2 * _SIDE, _SIDE)
        place = build("w:bookmarkStart")
        paragraph.addprevious(place)
        table = _table((empty, paragraph, number), widths)
        place.addnext(table)
        parent = place.getparent()
        assert parent is not None, "a paragraph stands in something"
        parent.remove(place)
        if prefixed(parent) == "w:tc" and table.getnext() is None:
            # Word refuses a cell that ends with a table.
            table.addnext(build("w:p"))


def _table(paragraphs: Sequence[etree._Element], widths: Sequence[int]) -> etree._Element:
    look = build(
        "w:tblPr",
        {},
        build("w:tblStyle", {"w:val": GRID}),
        build("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        build("w:tblLayout", {"w:type": "fixed"}),
    )
    grid = build("w:tblGrid", {}, *(build("w:gridCol", {"w:w": width}) for width in widths))
    cells = [
        build("w:tc", {}, _cell_look(width), paragraph)
        for paragraph, width in zip(paragraphs, widths, strict=True)
    ]
    row = build("w:tr", {}, build("w:trPr", {}, build("w:cantSplit")), *cells)
    return build("w:tbl", {}, look, grid, row)


def _cell_look(width: int) -> etree._Element:
    size = build("w:tcW", {"w:w": width, "w:type": "dxa"})
    return build("w:tcPr", {}, size, build("w:vAlign", {"w:val": "center"}))
