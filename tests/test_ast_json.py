"""Pandoc's JSON as panflute documents and back, in less time than panflute takes."""

from __future__ import annotations

import io
import json

import panflute as pf
import pytest

from chapbook.ast_json import dump, dump_blocks, load
from chapbook.pandoc import read_markdown

EVERYTHING = """\
# A *heading* {#id .class key=value}

Para with "quotes", `code`{.py}, $x$, [a link](y "title"), a [span]{.s}, ~~gone~~, x^2^, H~2~O,
<b>raw</b>, [small]{.smallcaps}, @key [see @other, p. 3] and a note.[^1]\\
A line.

> - *word*
> - **strong**

1) one
2) two

| a | b |
|---|---|
| 1 | 2 |

: The caption

![Figure caption](x.svg){#fig:x width=50%}

Term
:   Definition

| line
| block

::: {.box #b}
```python
code
```
:::

***

[^1]: The note.
"""


def test_a_document_is_what_panflute_reads() -> None:
    data = read_markdown(EVERYTHING)
    assert load(data).to_json() == pf.load(io.StringIO(data.decode())).to_json()


def test_a_document_is_written_as_it_was_read() -> None:
    data = read_markdown(EVERYTHING)
    assert json.loads(dump(load(data))) == json.loads(data)


def test_blocks_are_written_behind_the_version() -> None:
    version, blocks = dump_blocks(load(read_markdown("*x*"))).split(b"\n")
    assert json.loads(version)[0] == 1
    assert json.loads(blocks) == [
        {"t": "Para", "c": [{"t": "Emph", "c": [{"t": "Str", "c": "x"}]}]}
    ]


def test_text_stays_readable() -> None:
    assert "Grüße 🐢".encode() in dump_blocks(pf.Doc(pf.Para(pf.Str("Grüße 🐢"))))


def test_new_elements_are_like_panflutes_own() -> None:
    word = load(read_markdown("word")).content[0].content[0]
    assert word == pf.Str("word")
    assert [word.index, type(word.parent)] == [0, pf.Para]


def test_lists_take_classes_for_elements_and_refuse_what_is_none() -> None:
    para = pf.Para(pf.Str("a"), pf.Space, pf.Str("b"))
    assert para.content[1] == pf.Space()
    with pytest.raises(TypeError, match="expected"):
        pf.BlockQuote(pf.Str("no block"))


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(TypeError, match="Pandoc's JSON"):
        load(b"[]")
