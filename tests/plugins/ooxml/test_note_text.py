"""What stands in footnotes has their type."""

from __future__ import annotations

from pathlib import Path

from docx_book import TEXT, W, make_docx

NOTE = """
More.[^2]

[^2]: A note with `code`.

    - one
    - two

    ```
    block()
    ```
"""


def test_lists_and_words_of_code_in_a_note_have_the_size_of_notes(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=TEXT + NOTE)
    notes = "word/footnotes.xml"
    styles = [style.get(f"{W}val") for style in made.find("//w:pPr/w:pStyle", notes)]
    assert set(styles) == {"FootnoteText", "SourceCode"}
    code = made.find("//w:r[w:t='code']/w:rPr/w:rStyle", notes)
    assert [style.get(f"{W}val") for style in code] == ["VerbatimTable"]
