"""No column of a table in Word is too narrow for what it holds."""

from __future__ import annotations

from pathlib import Path

from docx_book import TEXT, MadeDocx, W, make_docx

MEASURE = 9072
LISTS = """
+------------+------+
| Left       | Code |
+============+======+
| - item     | ```  |
| - another  | code |
|            | word |
|            | ```  |
+------------+------+
"""
WIDE = "\n".join(
    [
        "| " + " | ".join(f"Heading {n}" for n in range(11)) + " |",
        "|" + "---|" * 11,
        "| " + " | ".join("contents" for _ in range(11)) + " |",
    ]
)


def widths(made: MadeDocx) -> list[int]:
    """The widths of the last table's columns."""
    return [int(column.get(f"{W}w")) for column in made.find("(//w:tbl)[last()]//w:gridCol")]


def test_a_column_has_room_for_lists_and_code(tmp_path: Path) -> None:
    left, right = widths(make_docx(tmp_path, text=f"{TEXT}\n\n# X\n{LISTS}\n"))
    assert left >= 1100, "a bullet and a word of seven letters"
    assert right >= 4 * 96 + 410 + 216, "four letters of code, their frame and the cell's margins"


def test_items_in_a_cell_begin_at_its_edge(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=f"{TEXT}\n\n# X\n{LISTS}\n")
    indents = made.find("//w:tc//w:p[w:pPr/w:numPr]/w:pPr/w:ind")
    assert {(i.get(f"{W}left"), i.get(f"{W}hanging")) for i in indents} == {("300", "300")}


def test_many_columns_have_smaller_type_and_margins_and_no_word_is_broken(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=f"{TEXT}\n\n# X\n\n{WIDE}\n")
    assert len(made.styled("DenseTableText")) == 22
    assert made.find("(//w:tbl)[last()]/w:tblPr/w:tblCellMar/w:left/@w:w") == ["57"]
    assert sum(widths(made)) <= MEASURE
    assert min(widths(made)) >= 740


def test_a_table_that_fits_stays_as_it_is(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=TEXT)
    assert not made.styled("DenseTableText")
    assert not made.find("//w:tblCellMar")


def test_a_table_in_a_passage_from_right_to_left_begins_at_the_right(tmp_path: Path) -> None:
    table = "| א | ב |\n|---|---|\n| ג | ד |"
    made = make_docx(tmp_path, text=f"{TEXT}\n\n# X\n\n::: {{dir=rtl}}\n{table}\n:::\n")
    assert len(made.find("//w:tbl")) == 2
    assert len(made.find("//w:tblPr/w:bidiVisual")) == 1
