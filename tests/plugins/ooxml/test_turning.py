"""A Word file in a language from right to left is turned round: text, tables and pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_book import TEXT, MadeDocx, W, make_docx

WORDS = """
טקסט עם `code`.

| שם | גובה |
|----|-----:|
| א  | 12   |

```python
print(1)
```
"""


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    folder = tmp_path_factory.mktemp("hebrew")
    return make_docx(folder, text=TEXT + WORDS, metadata={"language": "he"})


def style(made: MadeDocx, name: str, path: str) -> list[str | None]:
    """The values of a property that a style sets itself."""
    found = made.find(f"//w:style[@w:styleId='{name}']/{path}", "word/styles.xml")
    return [element.get(f"{W}val") for element in found]


def test_paragraphs_and_words_run_from_right_to_left(hebrew: MadeDocx) -> None:
    assert style(hebrew, "Normal", "w:pPr/w:bidi") == [None]
    assert style(hebrew, "Normal", "w:rPr/w:rtl") == [None]


def test_code_runs_from_left_to_right(hebrew: MadeDocx) -> None:
    assert style(hebrew, "SourceCode", "w:pPr/w:bidi") == ["0"]
    assert style(hebrew, "SourceCode", "w:rPr/w:rtl") == ["0"]
    assert style(hebrew, "VerbatimChar", "w:rPr/w:rtl") == ["0"]


def test_each_table_and_section_is_turned_round(hebrew: MadeDocx) -> None:
    tables, sections = hebrew.find("//w:tbl"), hebrew.find("//w:sectPr")
    assert len(hebrew.find("//w:tblPr/w:bidiVisual")) == len(tables) > 0
    assert len(hebrew.find("//w:sectPr/w:bidi")) == len(sections) > 0
    assert len(hebrew.find("//w:sectPr/w:rtlGutter")) == len(sections)


def test_sizes_and_weights_hold_for_scripts_from_right_to_left_too(hebrew: MadeDocx) -> None:
    looks = hebrew.find("//w:rPr", "word/styles.xml")
    assert looks
    for ours, twin in (("sz", "szCs"), ("b", "bCs"), ("i", "iCs")):
        for look in looks:
            assert (look.find(f"{W}{ours}") is None) == (look.find(f"{W}{twin}") is None)


def test_a_rule_before_the_text_stays_before_it(hebrew: MadeDocx, tmp_path: Path) -> None:
    english = make_docx(tmp_path, text=TEXT)
    left, right = border(english, "left"), border(english, "right")
    assert left != right
    assert (border(hebrew, "left"), border(hebrew, "right")) == (right, left)


def border(made: MadeDocx, side: str) -> list[str]:
    """How thick a box is ruled at a side."""
    query = f"//w:style[@w:styleId='Callout']/w:pPr/w:pBdr/w:{side}/@w:sz"
    return list(map(str, made.find(query, "word/styles.xml")))


def test_a_file_in_another_language_stays_as_it_is(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=TEXT)
    assert made.find("//w:bidi | //w:bidiVisual | //w:rtl") == []
    assert made.find("//w:bidi | //w:rtl", "word/styles.xml") == []
