"""Captions, titles, references and anchors of a shaped chapter in an engine's own language."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from chapbook import pandoc
from chapbook.book import Chapter
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.plugins.engines import latex_source, typst_source
from chapbook.plugins.engines.marks import Marks

PATH = PurePosixPath("chapters/01-one.md")
ANCHORS = ("one", "one--fig", "one--tbl", "one--lst", "one--größe")
OUTLINE = Outline(
    (),
    (
        ChapterPlan(
            Chapter(PATH), "one", 0, None,
            tuple(Label("figure", anchor, "1.1", "Title", PATH) for anchor in ANCHORS),
        ),
    ),
)  # fmt: skip


def marked(markdown: str, writer: str, language: str = "en") -> str:
    """What Pandoc writes of shaped Markdown that went through the marks of an engine."""
    dialect = latex_source.DIALECT if writer == "latex" else typst_source.DIALECT
    marks = Marks(dialect, OUTLINE, language)
    document = json.loads(pandoc.read_markdown(markdown), object_hook=marks)
    marks.finish()
    args = ["--wrap=none"]
    return pandoc.write(json.dumps(document).encode(), writer, args=args).decode().strip()


@pytest.mark.parametrize(
    ("writer", "expected"),
    [("latex", r"{\captionlabel{Figure 1.1}} A"), ("typst", "#caption-label[Figure 1.1] A")],
)
def test_a_caption_label_becomes_a_command(writer: str, expected: str) -> None:
    assert marked("[Figure 1.1]{.caption-label} A", writer) == expected


@pytest.mark.parametrize(
    ("language", "writer", "expected"),
    [
        ("en", "latex", r"{\hyperref[one]{x} on~page~\pageref{one}}"),
        ("en", "typst", '#link(<one>)[x] on~page~#page-of("one")'),
        ("de", "latex", r"{\hyperref[one]{x} auf~Seite~\pageref{one}}"),
        ("ja", "typst", '#link(<one>)[x]\\(#page-of("one")ページ)'),
    ],
)
def test_a_reference_that_asks_for_it_gets_its_page(
    language: str, writer: str, expected: str
) -> None:
    assert marked('[x](#one){page="yes"}', writer, language) == expected


def test_a_figure_is_found_at_its_top_and_not_at_its_caption() -> None:
    figure = "![A](a.png){#one--fig}"
    latex, typst = marked(figure, "latex"), marked(figure, "typst")
    assert latex.index(r"\phantomsection\label{one--fig}") < latex.index(r"\includegraphics")
    assert typst.startswith('#figure([#anchor("one--fig")#box(image("a.png"')
    assert "<one--fig>" not in typst


def test_a_place_in_a_tables_caption_stands_before_the_table_in_latex() -> None:
    table = marked("|a|\n|-|\n|1|\n\n: [C]{#here} {#one--tbl}\n", "latex")
    caption = table.index(r"\caption")
    assert table.index(r"\phantomsection\label{here}") < table.index(r"\begin{longtable}")
    assert "phantomsection" not in table[caption:]


def test_letters_beyond_ascii_are_spelled_as_pandoc_spells_them_in_latex() -> None:
    assert r"\label{one--gruxf6uxdfe}" in marked("![A](a.png){#one--größe}", "latex")


def test_the_anchor_of_a_listing_stands_in_its_caption_which_no_page_break_parts_from_it() -> None:
    listing = "::: {#one--lst}\n`\\begin{codelisting}{`{=latex}Cap`}`{=latex}\n:::\n"
    assert marked(listing, "latex") == r"\begin{codelisting}{\phantomsection\label{one--lst}Cap}"


def test_the_title_of_an_own_kind_has_a_label_of_its_own_look_instead_of_a_colon() -> None:
    title = "`#kind-box(title: [`{=typst}[Law 1]{.caption-label}: Gravity`])`{=typst}"
    shown = marked(f"::: {{#one--lst}}\n{title}\n:::\n", "typst")
    assert '#anchor("one--lst")#caption-label[Law 1] Gravity' in shown


def test_a_list_prints_titles_as_the_captions_have_them_without_notes_and_links() -> None:
    entry = '[A title]{.list-title anchor="one--fig"}'
    caption = "[Figure 1.1]{.caption-label} *A* [$x$](#one)^[Note.]"
    shown = marked(f"{entry}\n\n![{caption}](a.png){{#one--fig}}", "latex")
    assert shown.startswith(r"{\emph{A} \(x\)}")


@pytest.mark.parametrize("what", ["[word]{#one--word}", "![](a.png){#one--word}"])
def test_what_is_linked_has_a_named_place_in_typst(what: str) -> None:
    assert '#box(anchor("one--word"))' in marked(f"See [it](#one--word): {what}.", "typst")
    assert "anchor" not in marked(f"See {what}.", "typst")
