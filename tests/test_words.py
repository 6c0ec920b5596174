"""The words before numbers, by language."""

from __future__ import annotations

import pytest

from chapbook.words import typed_words, words_for


@pytest.mark.parametrize(
    ("language", "chapter"),
    [("en-US", "Chapter"), ("de", "Kapitel"), ("DE-at", "Kapitel"), ("fr-CA", "Chapitre"),
     ("tlh", "Chapter"), ("", "Chapter")],
)  # fmt: skip
def test_a_language_has_its_words_and_english_stands_in(language: str, chapter: str) -> None:
    assert words_for(language).chapter == chapter


def test_longer_words_come_before_the_shorter_ones_they_hold() -> None:
    words = typed_words()
    assert "Chapter" in words
    assert "Anhang" in words
    assert [len(word) for word in words] == sorted(map(len, words), reverse=True)
