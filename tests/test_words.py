"""The words before numbers, by language."""

from __future__ import annotations

import pytest

from chapbook.words import languages, typed_words, words_for


@pytest.mark.parametrize(
    ("language", "chapter"),
    [("en-US", "Chapter"), ("de", "Kapitel"), ("DE-at", "Kapitel"), ("fr-CA", "Chapitre"),
     ("tlh", "Chapter"), ("", "Chapter")],
)  # fmt: skip
def test_a_language_has_its_words_and_english_stands_in(language: str, chapter: str) -> None:
    assert words_for(language).kinds["chapter"].word == chapter


def test_longer_words_come_before_the_shorter_ones_they_hold() -> None:
    words = typed_words()
    assert "Chapter" in words
    assert "Anhang" in words
    assert [len(word) for word in words] == sorted(map(len, words), reverse=True)


def test_several_of_a_book_s_own_word_are_made_where_the_language_is_regular_enough() -> None:
    assert words_for("en").forms("algorithm", "Algorithm").many == "Algorithms {}"
    assert words_for("de").forms("algorithm", "Algorithmus").many == "Algorithmus {}"
    assert words_for("fr").forms("figure", "").many == "figures {}"


def test_a_label_s_word_stands_before_or_after_its_number() -> None:
    assert words_for("ja").kinds["chapter"].word == "章"
    assert words_for("zh").kinds["figure"].word == "图"
    assert words_for("de").kinds["figure"].word == "Abbildung"


def test_each_language_says_of_a_number_that_its_table_goes_on() -> None:
    said = [words.continued for words in languages().values()]
    assert all(line.startswith("{}") for line in said)
    assert len({*said}) == len(said)
