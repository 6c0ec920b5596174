"""Tables on several pages: rows that stay together, and numbers that are repeated."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.latex_tables import continue_captions, hold_rows
from chapbook.plugins.engines.readback import read_pdf

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
_ROWS = "| a | b |\n|---|---|\n" + "| cell | cell |\n" * 60


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


@pytest.mark.parametrize("short", ["", r"[{\captionlabel{Table 1.1}} A.]"])
def test_the_number_of_a_caption_stands_above_the_rows_of_further_pages(short: str) -> None:
    begin = rf"\begin{{longtable}}[]{{ll}}\n\caption{short}{{{{\captionlabel{{Table 1.1}}}} A.}}"
    source = f"{begin}\nA & B \\\\\n\\endfirsthead\nA & B \\\\\n\\endhead\n\\end{{longtable}}\n"
    line = r"\caption[]{\captionlabel{Table 1.1} (continued)}\tabularnewline"
    expected = source.replace("\\endfirsthead\n", f"\\endfirsthead\n{line}\n")
    assert continue_captions(source, "{} (continued)") == expected


@pytest.mark.parametrize(
    "source",
    [
        "\\begin{longtable}[]{ll}\n\\caption{A.}\n\\endfirsthead\n\\endhead\n\\end{longtable}\n",
        "\\caption{\\captionlabel{Figure 1} A.}\n\\begin{longtable}{ll}\n"
        "\\endfirsthead\n\\end{longtable}",
    ],
)
def test_a_table_without_a_number_repeats_nothing(source: str) -> None:
    assert continue_captions(source, "{} (continued)") == source


@needs_xelatex
@pytest.mark.parametrize(("language", "said"), [("en-US", "continued"), ("de", "Fortsetzung")])
def test_a_table_says_on_further_pages_that_it_goes_on(
    language: str, said: str, new_book: Callable[..., BookTest]
) -> None:
    chapter = f"# A\n\n{_ROWS}\n: Cells.^[A note.] {{#tbl:cells}}\n\nSee @tbl:cells.\n"
    book = f"title: A\nlanguage: {language}\ncontents: {{chapters: [01-a.md]}}\n"
    built = new_book({"01-a.md": chapter, "book.yaml": book}).build("pdf")
    assert {finding.code for finding in built.findings} <= {"hyphenation"}
    pages = read_pdf(built.of("pdf"), ()).pages
    shown = [f"11{said.lower()}" in page for page in pages if "cellcell" in page]
    assert shown == [False, True, *[True] * (len(shown) - 2)]


@needs_xelatex
def test_a_caption_with_a_note_stands_above_a_table_in_a_box(
    new_book: Callable[..., BookTest],
) -> None:
    table = "> | a | b |\n> |---|---|\n> | c | d |\n>\n> : Cells.^[A note.] {#tbl:cells}\n"
    chapter = f"# A\n\n> **Remark:** Words.\n>\n{table}\nSee @tbl:cells.\n"
    built = new_book({"01-a.md": chapter}).build("pdf")
    assert not built.findings
    assert "table11cells1ab" in "".join(read_pdf(built.of("pdf"), ()).pages)
