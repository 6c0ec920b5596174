"""Footnotes in a PDF by LaTeX, wherever they are, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import PNG, BookTest

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.latex_notes import save_code, write_saved
from chapbook.plugins.engines.readback import read_pdf

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)

_CODE = {"t": "CodeBlock", "c": [["", ["python"], []], "x = 1"]}


def _raw(text: str) -> dict[str, object]:
    return {"t": "RawInline", "c": ["latex", text]}


def test_code_of_a_note_is_saved_before_its_block() -> None:
    words = {"t": "Para", "c": [{"t": "Str", "c": "Words"}]}
    begin, saved, end, block = save_code(
        [{"t": "Para", "c": [{"t": "Note", "c": [words, _CODE, words]}]}]
    )
    assert (begin["c"][1], saved, end["c"][1]) == ("% saved code 1", _CODE, "% end of saved code")
    note = [*words["c"], _raw(r"\endgraf "), _raw(r"\UseVerbatim{note-code-1}")]
    assert block["c"][0]["c"] == [{"t": "Plain", "c": [*note, _raw(r"\endgraf "), *words["c"]]}]


def test_code_of_the_text_stays() -> None:
    assert save_code([_CODE]) == [_CODE]


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        (
            "\\begin{Shaded}\n\\begin{Highlighting}[samepage=true]\nx\n\\end{Highlighting}\n"
            "\\end{Shaded}\n",
            "\\begin{SaveVerbatim}[samepage=true,commandchars=\\\\\\{\\}]{note-code-7}\nx\n"
            "\\end{SaveVerbatim}",
        ),
        (
            "\\begin{verbatim}\nx\n\\end{verbatim}\n",
            "\\begin{SaveVerbatim}[]{note-code-7}\nx\n\\end{SaveVerbatim}",
        ),
    ],
)
def test_saved_code_is_not_printed_where_it_stands(written: str, saved: str) -> None:
    source = f"a\n\n% saved code 7\n\n{written}\n% end of saved code\n"
    assert write_saved(source) == f"a\n\n{saved}\n"


_PLACES = {
    "a box": "::: note\nText.[^n]\n:::",
    "a box in a box": "::: note\n> **Remark:** Text.[^n]\n:::",
    "a table in a box": "::: note\n| a | b |\n|---|---|\n| c[^n] | d |\n:::",
    "a heading": "## Title[^n]",
    "a heading without number": "## *Title[^n]* {.unnumbered}",
    "a caption of a table": "| a | b |\n|---|---|\n| c | d |\n\n: Caption.[^n]",
    "a caption of a figure": "![Caption.[^n]](lamp.png)",
    "a cell": "| a | b |\n|---|---|\n| c[^n] | d |",
    "bold words": "**Bold[^n]**",
    "an item": "- Item[^n]",
    "a quotation": "> Quoted.[^n]",
    "a term": "Term[^n]\n:   Definition.",
    "a term that a list defines": "Term[^n]\n\n:   - Item",
}


@needs_xelatex
def test_code_and_paragraphs_of_notes_are_set_whatever_the_notes_are_in(
    new_book: Callable[..., BookTest],
) -> None:
    chapter = "# A\n"
    for number, place in enumerate(_PLACES.values()):
        note = f"[^n{number}]"
        chapter += f"\n{place.replace('[^n]', note)}\n\n{note}: First{number}."
        chapter += f"\n\n    ```python\n    def code{number}(): return ' << '  # 50\n    ```\n"
        chapter += f"\n    Last{number}.\n"
    built = new_book({"01-a.md": chapter, "lamp.png": PNG}).build("pdf")
    assert {finding.code for finding in built.findings} <= {"image-resolution", "figure-cited"}
    text = "".join(read_pdf(built.of("pdf"), ()).pages)
    for number in range(len(_PLACES)):
        assert f"defcode{number}return50" in text
        assert f"first{number}" in text
        assert f"last{number}" in text
