"""The directions of text."""

from __future__ import annotations

import pytest

from chapbook.plugins.engines.bidi import LEFT, NEUTRAL, NUMBER, RIGHT, divide, passage_end


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("word", [LEFT]),
        ("שלום", [RIGHT]),
        ("(שלום)", [NEUTRAL, RIGHT, NEUTRAL]),
        ("3.14", [NUMBER]),
        ("utf8", [LEFT]),
        ("ו־42", [RIGHT, NUMBER]),
    ],
)
def test_a_word_is_divided_where_directions_meet(word: str, kinds: list[str]) -> None:
    pieces = [*divide(word)]
    assert [piece.kind for piece in pieces] == kinds
    assert "".join(piece.node["c"] for piece in pieces) == word


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("שלום עולם and more", "שלום עולם"),
        ("שלום 123 here", "שלום 123"),
        ("שלום (טוב) here", "שלום (טוב)"),
        ("שלום) here", "שלום"),
        ("שלום, here", "שלום"),
    ],
)
def test_a_passage_ends_behind_its_last_letters_and_numbers(text: str, passage: str) -> None:
    pieces = [piece for word in text.replace(" ", "\n \n").split("\n") for piece in divide(word)]
    end = passage_end(pieces, 0)
    assert "".join(piece.node["c"] for piece in pieces[:end]) == passage
