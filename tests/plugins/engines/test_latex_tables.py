"""Rows of long tables that stay together."""

from __future__ import annotations

import pytest

from chapbook.plugins.engines.latex_tables import hold_rows


def table(rows: list[str]) -> str:
    body = "\n".join(rows)
    begin = "\\begin{longtable}[]{@{}ll@{}}\nA & B \\\\\n\\endhead\n\\endlastfoot\n"
    return f"{begin}{body}\n\\end{{longtable}}\n"


@pytest.mark.parametrize(
    ("count", "held"),
    [(1, []), (2, [0]), (4, [0, 1, 2]), (5, [0, 3]), (9, [0, 7])],
)
def test_no_page_holds_the_first_or_the_last_row_alone(count: int, held: list[int]) -> None:
    rows = [f"{n} & x \\\\" for n in range(count)]
    expected = [f"{row}*" if n in held else row for n, row in enumerate(rows)]
    assert hold_rows(table(rows)) == table(expected)


def test_a_line_break_in_a_cell_is_no_row() -> None:
    rows = ["one & two\\\\", "lines \\\\", "b & c \\\\"]
    assert hold_rows(table(rows)) == table([rows[0], rows[1] + "*", rows[2]])


def test_what_is_no_long_table_stays() -> None:
    source = "\\begin{tabular}{l}\na \\\\\nb \\\\\n\\end{tabular}\n"
    assert hold_rows(source) == source
