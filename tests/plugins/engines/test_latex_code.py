"""Long words in highlighted code."""

from __future__ import annotations

import re

import pytest

from chapbook.plugins.engines.latex_code import (
    SHORT,
    divide_long_words,
    free_indents,
    hold_short_code,
)

PATH = r"/rustc/4d91de4e48198da2e33413efdcd9cd2cc0c46688/library/std/src/panic\_handler.rs:692:5"


@pytest.mark.parametrize("word", [PATH, f"  {PATH}", "x" * 90, r"a\_b" * 30])
def test_a_long_word_keeps_its_characters_and_kind(word: str) -> None:
    divided = divide_long_words(rf"\NormalTok{{{word}}}")
    pieces = re.findall(r"\\NormalTok\{([^{}]+)\}", divided)
    assert "".join(pieces) == word
    assert not [piece for piece in pieces if piece.endswith("\\")]


def test_a_path_is_divided_after_its_slashes() -> None:
    divided = divide_long_words(rf"\StringTok{{{PATH}}}")
    assert divided.count(r"\StringTok{") > 3
    assert r"\StringTok{library/std/}" in divided


@pytest.mark.parametrize("code", [r"\NormalTok{short}", r"\NormalTok{" + "a word " * 20 + "}"])
def test_what_can_break_at_a_space_stays(code: str) -> None:
    assert divide_long_words(code) == code


def test_a_long_word_among_others_is_divided_whatever_pandoc_escapes_in_it() -> None:
    word = r"https://doc.rust{-}lang.org/cargo/reference/manifest.html\#package{-}metadata"
    divided = divide_long_words(rf"\NormalTok{{ see {word} for more}}")
    pieces = re.findall(r"\\NormalTok\{((?:\{-\}|[^{}])+)\}", divided)
    assert "".join(pieces) == f" see {word} for more"
    assert max(map(len, pieces)) < 30


def test_a_line_behind_many_spaces_may_break_there() -> None:
    code = "\\begin{verbatim}\na {b}\n          |\n\\end{verbatim}"
    assert free_indents(code, 8) == (
        "\\begin{Highlighting}[]\na \\{b\\}\n\\mbox{}          |\n\\end{Highlighting}"
    )
    assert free_indents(code, 20) == code


def test_code_of_a_few_lines_stays_on_one_page() -> None:
    short, long = "a\n" * SHORT, "a\n" * (SHORT + 1)
    source = (
        "\\begin{{Highlighting}}[numbers=left]\n{0}\\end{{Highlighting}}\n"
        "\\begin{{verbatim}}\n{0}\\end{{verbatim}}"
    )
    held = hold_short_code(source.format(short))
    assert "\\begin{Highlighting}[numbers=left,samepage=true]\na\n" in held
    assert "\\begin{verbatim}[samepage=true]\na\n" in held
    assert hold_short_code(source.format(long)) == source.format(long)
