"""Code, verse and lists within boxes and quotations look as what holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_book import TEXT, MadeDocx, W, make_docx

WORDS = """
> Said.
>
> ::: {custom-style="Verse"}
> Roses are red,
> :::
>
> ::: {custom-style="Verse Last"}
> violets blue.
> :::
>
> - one
> - two
>
> ```
> quoted()
> ```

::: {custom-style="Callout Title"}
With code
:::

::: {custom-style="Callout"}
Words.

1. numbered

   ```python
   boxed()
   ```
:::

::: {custom-style="Cross Reference Title"}
From Book 1
:::

::: {custom-style="Cross Reference"}
```
pointed()
```
:::
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    return make_docx(tmp_path_factory.mktemp("insides"), text=TEXT + WORDS)


def test_verse_in_a_quotation_is_set_in_as_the_quotation(made: MadeDocx) -> None:
    assert made.styled("BlockVerse") == ["Roses are red,"]
    assert made.styled("BlockVerseLast") == ["violets blue."]
    query = "//w:style[@w:styleId='BlockText' or @w:styleId='BlockVerse']/w:pPr/w:ind"
    said = made.find(query, "word/styles.xml")
    first_lines = {int(i.get(f"{W}left")) - int(i.get(f"{W}hanging", "0")) for i in said}
    assert first_lines == {454}


def test_a_list_in_a_quotation_has_its_style_and_is_set_in(made: MadeDocx) -> None:
    assert made.styled("BlockText") == ["Said.", "one", "two"]
    indents = made.find("//w:p[w:pPr/w:pStyle/@w:val='BlockText'][w:pPr/w:numPr]/w:pPr/w:ind")
    assert [i.get(f"{W}left") for i in indents] == ["754", "754"]


def test_code_has_the_style_of_the_box_or_quotation_that_holds_it(made: MadeDocx) -> None:
    assert made.styled("BlockCode") == ["quoted()"]
    assert made.styled("CalloutCode") == ["boxed()"]
    assert made.styled("CrossReferenceCode") == ["pointed()"]
    assert made.styled("SourceCode") == ['print("hello")']


def test_no_mark_is_left(made: MadeDocx) -> None:
    assert not made.find("//w:pStyle[starts-with(@w:val, 'CodeMark')]")


def test_a_box_that_ends_with_code_is_kept_apart_from_the_next(made: MadeDocx) -> None:
    query = "//w:p[w:pPr/w:pStyle/@w:val='CalloutCode']/following-sibling::w:p[1]/w:pPr/w:pStyle"
    assert [style.get(f"{W}val") for style in made.find(query)] == ["BoxGap"]


def test_code_in_a_box_has_the_rule_and_the_ground_of_the_box(made: MadeDocx) -> None:
    for box in ("Callout", "CrossReference"):
        for look in ("w:pBdr/w:left/@w:color", "w:shd/@w:fill", "w:ind/@w:left"):
            text, code = (
                made.find(f"//w:style[@w:styleId='{name}']/w:pPr/{look}", "word/styles.xml")
                for name in (box, f"{box}Code")
            )
            assert text == code != []


def test_code_in_a_box_within_a_quotation_is_the_boxs(tmp_path: Path) -> None:
    box = '> ::: {custom-style="Callout"}\n> ```\n> inner()\n> ```\n> :::\n'
    assert make_docx(tmp_path, text=f"{TEXT}\n{box}").styled("CalloutCode") == ["inner()"]


def test_verse_in_a_box_is_one_paragraph_of_the_box(tmp_path: Path) -> None:
    verse = (
        '::: {custom-style="Verse"}\nOne\n\nTwo\n:::\n\n::: {custom-style="Verse Last"}\nEnd\n:::'
    )
    box = f'\n:::: {{custom-style="Callout"}}\nBefore.\n\n{verse}\n::::\n'
    made = make_docx(tmp_path, text=f"{TEXT}\n{box}")
    assert made.styled("Callout")[-2:] == ["Before.", "OneTwoEnd"]
    assert len(made.find("//w:p[w:pPr/w:pStyle/@w:val='Callout']/w:r/w:br")) == 2
