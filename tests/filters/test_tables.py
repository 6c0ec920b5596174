"""The filter that gives tables their column widths."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path, PurePosixPath

import panflute as pf
import pytest

from chapbook.book import Book, Chapter, Metadata, Target
from chapbook.filters.tables import Tables, column_widths
from chapbook.outline import number_book
from chapbook.pandoc import read_markdown
from chapbook.roles import Context
from chapbook.survey import Survey

CHAPTER = Chapter(PurePosixPath("chapters/01.md"))
BOOK = Book(Path("book"), Metadata("Book"), (CHAPTER,), PurePosixPath("book.yaml"))
TABLE = """\
| Work                                              | Chapters |
|---------------------------------------------------|----------|
| A book with a title that takes most of a line     | 1, 2, 3  |
"""


def widths(measure: float) -> list[float | str]:
    survey = Survey()
    outline = number_book(BOOK, {CHAPTER.path: survey})
    context = Context(BOOK, outline.plans[0], outline, survey, Target("pdf", "pdf"), "latex")
    doc = pf.load(io.StringIO(read_markdown(TABLE).decode()))
    shaped = Tables().apply(doc, replace(context, measure=measure))
    return [width for _, width in shaped.content[0].colspec]


@pytest.mark.parametrize("measure", [0.0, 378.0, 450.0])
def test_a_table_that_fits_on_a_line_of_the_page_keeps_its_natural_widths(measure: float) -> None:
    assert widths(measure) == ["ColWidthDefault", "ColWidthDefault"]


def test_names_that_may_break_leave_room_for_words_that_may_not() -> None:
    columns = [["AmazonTranscribe"] * 3, ["StreamingRecognize"] * 3, ["transcriptions of words"]]
    assert column_widths(columns, 48)[2] >= (len("transcriptions") + 2) / 48


def test_on_a_small_page_no_column_is_narrower_than_its_longest_word() -> None:
    # 90 mm of paper hold about 43 characters on a line.
    first, second = widths(191.3)
    assert isinstance(first, float) and isinstance(second, float)
    assert round(first + second, 3) == 1
    assert second >= len("Chapters") / 43
