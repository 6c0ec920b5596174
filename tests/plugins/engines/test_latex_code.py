"""Long words in highlighted code."""

from __future__ import annotations

import re

import pytest

from chapbook.plugins.engines.latex_code import divide_long_words

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
