"""Walking and rewriting a document."""

from __future__ import annotations

import io

import panflute as pf

from chapbook.pandoc import read_markdown
from chapbook.tree import (
    ATTRIBUTED,
    TELLING,
    ancestors,
    iter_blocks,
    iter_elements,
    plain_text,
    rewrite,
)

TEXT = """\
# A *heading*

Para with "quotes", `code`, $x$ and a note.[^1]

- item

| a | b |
|---|---|
| 1 | 2 |

: The caption

![Figure caption](x.svg)

Term
:   Definition

| line
| block

[^1]: The note.
"""


def read(markdown: str) -> pf.Doc:
    return pf.load(io.StringIO(read_markdown(markdown).decode()))


def test_every_element_is_visited_once_in_reading_order() -> None:
    texts = [e.text for e in iter_elements(read(TEXT)) if isinstance(e, pf.Str)]
    words = "A heading Para with quotes , , and a note. The note. item"
    assert " ".join(texts).startswith(words)
    for word in ("caption", "1", "2", "Figure", "Term", "Definition", "block"):
        assert word in texts


def test_elements_of_some_classes_are_visited_in_the_same_order() -> None:
    doc = read(TEXT)
    wanted = (pf.Image, pf.Emph, pf.Str)
    every = [e for e in iter_elements(doc) if isinstance(e, wanted)]
    assert list(iter_elements(doc, wanted)) == every
    assert isinstance(next(iter_elements(doc, (pf.Block,))), pf.Header)


def test_what_tells_of_a_chapter_is_all_but_its_words() -> None:
    kinds = {type(e) for e in iter_elements(read(TEXT))}
    assert kinds - {type(e) for e in iter_elements(read(TEXT), TELLING)} == {pf.Str, pf.Space}


def test_what_can_have_an_identifier_is_found() -> None:
    doc = read("# A {#a}\n\n[b]{#b} `c`{#c} [d](x){#d}\n\n::: {#e}\n![f](f.png){#f}\n:::")
    assert [e.identifier for e in iter_elements(doc, ATTRIBUTED) if e.identifier] == [*"abcdef"]


def test_an_element_knows_what_is_around_it() -> None:
    doc = read("> - *word*")
    word = next(e for e in iter_elements(doc) if isinstance(e, pf.Str))
    kinds = [type(e).__name__ for e in ancestors(word)]
    assert kinds == ["Emph", "Plain", "ListItem", "BulletList", "BlockQuote", "Doc"]


def test_elements_are_replaced_dropped_and_split_from_the_inside_out() -> None:
    doc = read("a *b* c\n\n> *d*")
    seen: list[str] = []

    def change(element: pf.Element) -> object:
        seen.append(type(element).__name__)
        match element:
            case pf.Emph():
                return list(element.content)
            case pf.Space():
                return []
            case pf.BlockQuote():
                return list(element.content)
        return None

    rewrite(doc, (pf.Emph, pf.Space, pf.BlockQuote), change)
    assert [type(block).__name__ for block in doc.content] == ["Para", "Para"]
    assert [plain_text(block) for block in doc.content] == ["abc", "d"]
    assert seen.index("BlockQuote") > seen.index("Emph")


def test_captions_cells_notes_and_definitions_are_rewritten_too() -> None:
    doc = rewrite(read(TEXT), (pf.Str,), lambda word: pf.Str(word.text.upper()))
    out = io.StringIO()
    pf.dump(doc, out)
    for word in ("THE", "CAPTION", "FIGURE", "DEFINITION", "NOTE.", "BLOCK", "ITEM"):
        assert f'"{word}"' in out.getvalue()


def test_plain_text_is_what_a_reader_sees() -> None:
    doc = read('A *b* "c" `d`[^1]\nnext <br>\n\n[^1]: Note.')
    assert plain_text(doc) == "A b “c” d next"


def test_raw_typst_can_be_written() -> None:
    assert pf.RawBlock("#x", format="typst").format == "typst"


def test_blocks_are_found_without_looking_into_running_text() -> None:
    text = "# One\n\n> - a\n>\n>   b^[note]\n\n::: box\n```\nx\n```\n:::\n\n| a |\n|---|\n| 1 |\n"
    found = [type(block).__name__ for block in iter_blocks(read(text))]
    assert found == [
        "Header", "BlockQuote", "BulletList", "Para", "Para", "Div", "CodeBlock", "Table",
        "Plain", "TableBody", "Plain",
    ]  # fmt: skip


def test_blocks_in_footnotes_are_rewritten_too() -> None:
    doc = read("A^[b *c*]\n\n[^1] d\n\n[^1]: e\n\n    ```\n    x\n    ```\n")
    rewrite(doc, (pf.CodeBlock,), lambda block: pf.Para(pf.Str("gone")))
    assert not any(isinstance(element, pf.CodeBlock) for element in iter_elements(doc))


def test_raw_content_may_be_of_any_format() -> None:
    written = "`<x/>`{=html5}\n\n```{=beamer}\nx\n```\n"
    doc = pf.load(io.StringIO(read_markdown(written).decode()))
    formats = [e.format for e in iter_elements(doc) if isinstance(e, pf.RawInline | pf.RawBlock)]
    assert formats == ["html5", "beamer"]
