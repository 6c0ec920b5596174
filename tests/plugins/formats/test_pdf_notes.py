"""Footnotes of several paragraphs in a PDF: all of a note is under its first words."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pdf_book import render, shaped

from chapbook.plugins.engines import latex
from chapbook.plugins.formats.pdf import Pdf

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]

LONG = """\
Text.[^n]

[^n]: First words.

    Second paragraph.

    - Item of a list

    > Quoted words.

    Last paragraph.
"""

CODE = """\
Text.[^n]

[^n]: ```
    begin = 1
    ```

    Below the code.
"""


def _places(path: Path, *texts: str) -> list[tuple[float, float]]:
    """Left edge and base line of each text, on the one page that has it."""
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        found = []
        for text in texts:
            for page in pdf:
                lines = page.get_textpage()
                hit = lines.search(text).get_next()
                if hit is not None:
                    left, bottom, _, _ = lines.get_charbox(hit[0], loose=True)
                    found.append((left, bottom))
    assert len(found) == len(texts)
    return found


@pytest.mark.parametrize("writer", ENGINES)
def test_what_follows_in_a_note_is_not_left_of_its_first_words(writer: str, tmp_path: Path) -> None:
    path = render(Pdf(), shaped(LONG, writer, tmp_path), tmp_path)
    (first, _), *others = _places(
        path, "First words", "Second paragraph", "Item of", "Quoted", "Last paragraph"
    )
    assert min(left for left, _ in others) >= first - 0.1


@pytest.mark.parametrize("writer", ENGINES)
def test_the_second_line_of_a_note_is_under_its_first(writer: str, tmp_path: Path) -> None:
    words = "Begins" + " and goes on" * 14 + " nowstops."
    path = render(Pdf(), shaped(f"Text.^[{words}]", writer, tmp_path), tmp_path)
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        page = next(page for page in pdf if "nowstops" in page.get_textpage().get_text_range())
        lines = page.get_textpage()
        start = lines.search("Begins").get_next()
        assert start is not None
        count = lines.count_chars()
        boxes = [lines.get_charbox(index) for index in range(start[0], count)]
    below = [left for left, bottom, _, _ in boxes if boxes[0][1] - 14 < bottom < boxes[0][1] - 6]
    assert min(below) == pytest.approx(boxes[0][0], abs=1)


def test_a_note_that_begins_with_code_has_it_beside_its_number(tmp_path: Path) -> None:
    path = render(Pdf(), shaped(CODE, "typst", tmp_path), tmp_path)
    (left, code), (below, _) = _places(path, "begin = 1", "Below the code")
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        page = next(page for page in pdf if "begin" in page.get_textpage().get_text_range())
        lines = page.get_textpage()
        boxes = [lines.get_charbox(index, loose=True) for index in range(lines.count_chars())]
    assert left > below
    assert [box for box in boxes if box[0] < below - 5 and abs(box[1] - code) < 4]


def test_numbers_of_three_digits_do_not_touch_their_notes(tmp_path: Path) -> None:
    body = " ".join(f"w{n}^[Note number {n}]." for n in range(1, 102))
    path = render(Pdf(), shaped(body, "typst", tmp_path), tmp_path)
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert "101 Note number 101" in text
