"""Passages from right to left in LaTeX."""

from __future__ import annotations

import json

import pytest

from chapbook import pandoc
from chapbook.plugins.engines.direction import has_right_to_left, lay_out, turn_paragraphs
from chapbook.plugins.engines.document import dump, raw_inline


def latex(markdown: str) -> str:
    document = json.loads(pandoc.read_markdown(markdown))
    laid = {**document, "blocks": lay_out(document["blocks"])}
    return pandoc.write(dump(laid), "latex-smart", args=["--wrap=none"]).decode().strip()


@pytest.mark.parametrize(("text", "is_so"), [("שלום", True), ("مرحبا", True), ("中文 é", False)])
def test_it_is_known_whether_a_text_has_letters_from_right_to_left(text: str, is_so: bool) -> None:
    assert has_right_to_left(text) is is_so


def test_words_from_right_to_left_are_one_passage_with_what_stands_between() -> None:
    assert latex("One (שלום *עולם*, טוב) two.") == (
        r"One (\righttoleft{שלום \emph{עולם}, טוב}) two."
    )


def test_a_paragraph_that_begins_so_runs_from_right_to_left() -> None:
    assert latex("שלום big world (טוב).") == (
        r"\rightparagraph{שלום \lefttoright{big world} \mirrored{)}{(}טוב\mirrored{(}{)}.}"
    )


def test_links_and_notes_keep_their_order_in_such_a_paragraph() -> None:
    assert latex("ראו [אתר](https://example.org) שם.") == (
        r"\rightparagraph{ראו {\lefttoright{\href{https://example.org}{\righttoleft{אתר}}}} שם.}"
    )
    assert r"\lefttoright{\footnote{Note.}}" in latex("שלום^[Note.] שם")


def test_a_cell_of_a_table_and_a_heading_hold_passages_and_no_paragraphs() -> None:
    made = latex("# שלום one\n\n| a |\n|---|\n| שלום |\n")
    assert r"\section{\texorpdfstring{\righttoleft{שלום \lefttoright{one}}}{שלום one}}" in made
    assert made.count(r"\righttoleft{") == 2
    assert r"\rightparagraph" not in made


def test_text_without_such_letters_stays_as_it_is() -> None:
    assert latex("A (b) *c* `d`.") == r"A (b) \emph{c} \texttt{d}."


def test_paragraphs_from_right_to_left_are_marked_for_typst() -> None:
    blocks = json.loads(pandoc.read_markdown("שלום one\n\nOne שלום"))["blocks"]
    turned = turn_paragraphs(blocks, raw_inline("typst", "#a["), raw_inline("typst", "]"))
    assert [block["c"][0]["t"] for block in turned] == ["RawInline", "Str"]
