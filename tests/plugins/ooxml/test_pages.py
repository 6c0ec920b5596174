"""Where sections of a Word file end."""

from __future__ import annotations

from pathlib import Path

from docx_book import TEXT, make_docx


def test_a_section_does_not_end_in_a_formula_which_libreoffice_would_move(tmp_path: Path) -> None:
    text = TEXT.replace('print("hello")\n```\n', 'print("hello")\n```\n\n$$ a = b $$\n')
    made = make_docx(tmp_path, text=text)
    assert made.find("//m:oMathPara", "word/document.xml")
    assert not made.find("//w:p[w:pPr/w:sectPr][m:oMathPara]")
