"""Tables that are written in HTML are tables in every format."""

from __future__ import annotations

import io

import panflute as pf
import pytest

from chapbook.filters.htmltables import HtmlTables
from chapbook.pandoc import read_markdown


def read(markdown: str) -> pf.Doc:
    doc = pf.load(io.StringIO(read_markdown(markdown).decode()))
    return HtmlTables().apply(doc, None)  # type: ignore[arg-type]


def rows(table: pf.Table) -> list[list[str]]:
    parts = [*table.head.content, *(row for body in table.content for row in body.content)]
    return [[pf.stringify(cell).strip() for cell in row.content] for row in parts]


def test_a_table_has_its_head_its_cells_and_its_caption() -> None:
    (table,) = read(
        "<table>\n<caption>Sizes</caption>\n<thead><tr><th>A</th><th>B</th></tr></thead>\n"
        "<tbody><tr><td>1</td><td>`x` **2**</td></tr></tbody>\n</table>\n"
    ).content
    assert rows(table) == [["A", "B"], ["1", "x 2"]]
    assert len(table.head.content) == 1
    assert pf.stringify(table.caption).strip() == "Sizes"


def test_a_first_row_of_heads_is_the_head() -> None:
    (table,) = read("<table><tr><th>A</th></tr><tr><td>1</td></tr></table>\n").content
    assert [len(table.head.content), rows(table)] == [1, [["A"], ["1"]]]


def test_cells_hold_blocks_and_reach_over_columns_and_rows() -> None:
    (table,) = read(
        "<table>\n<tr><td rowspan=2 align=right>\n\n```js\na\n```\n\n</td>\n"
        "<td colspan='2'>b</td></tr>\n<tr><td>c</td></tr>\n</table>\n"
    ).content
    first, second = table.content[0].content
    assert [(cell.rowspan, cell.colspan) for cell in first.content] == [(2, 1), (1, 2)]
    assert first.content[0].alignment == "AlignRight"
    assert isinstance(first.content[0].content[0], pf.CodeBlock)
    assert len(second.content) == 2  # one of its three places is the cell above, one is empty


def test_a_table_may_stand_in_a_list_and_in_another_table() -> None:
    (items,) = read("- a\n\n  <table><tr><td>b</td></tr></table>\n").content
    assert isinstance(items.content[0].content[1], pf.Table)
    (outer,) = read("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>\n").content
    assert isinstance(outer.content[0].content[0].content[0].content[0], pf.Table)


@pytest.mark.parametrize("html", ["<table>\n</table>", "</table>", "<table><tr><td>x</td></tr>"])
def test_what_is_no_table_is_left_to_others(html: str) -> None:
    assert not any(isinstance(block, pf.Table) for block in read(f"{html}\n\ntext\n").content)


def test_absurd_spans_are_cut() -> None:
    (table,) = read("<table><tr><td rowspan=99999999 colspan=x>a</td></tr></table>\n").content
    cell = table.content[0].content[0].content[0]
    assert (cell.rowspan, cell.colspan) == (1, 1)
