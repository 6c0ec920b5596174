"""Other scripts in PDF: what fonts of the machine set, and what none has."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from pdf_book import shaped, workbench

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.fonts import installed
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.formats.pdf import Pdf

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]


def _has(family: str) -> bool:
    return any(family in face.families for face in installed())


@pytest.mark.parametrize("writer", ENGINES)
def test_letters_that_no_font_has_are_known_and_told(writer: str, tmp_path: Path) -> None:
    made, findings = Pdf().render(
        shaped("Text.\n\nA \u0378 here.", writer, tmp_path),
        tmp_path / "a.pdf",
        workbench(tmp_path),
    )
    told = [f for f in findings if f.code == "missing-glyph"]
    assert made.missing == {"\u0378"}
    assert [(f.path, f.line) for f in told] == [(PurePosixPath("chapters/01-one.md"), 7)]


@needs_xelatex
@pytest.mark.skipif(not _has("DejaVu Sans"), reason="needs a font with Hebrew letters")
def test_passages_from_right_to_left_are_set_in_text_headings_tables_and_code(
    tmp_path: Path,
) -> None:
    body = "Say שלום עולם, twice.^[הערה קצרה.]\n\n### כותרת here\n\n| א |\n|---|\n| שלום |\n\n"
    body += "פסקה שלמה (עם סוגריים) and words.\n\n- פריט\n\n`קוד`\n\n```python\nx = 'שלום'\n```\n"
    made, findings = Pdf().render(
        shaped(body, "latex", tmp_path), tmp_path / "book.pdf", workbench(tmp_path)
    )
    assert made.missing == frozenset()
    assert [f for f in findings if f.code == "missing-glyph"] == []
    shown = "".join(read_pdf(tmp_path / "book.pdf", ()).pages)
    assert all(word in shown for word in ("שלום", "הערה", "כותרת", "פסקה", "פריט", "קוד"))
