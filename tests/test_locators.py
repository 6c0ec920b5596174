"""Locators of citations."""

from __future__ import annotations

import pytest

from chapbook.locators import leading_locator, trailing_locator


@pytest.mark.parametrize(
    ("text", "label", "locator", "rest"),
    [
        (", p. 3", "page", "3", ""),
        (", pp. 33-35, and more", "page", "33-35", ", and more"),
        (" pp. 33–35", "page", "33-35", ""),
        (", chap. 2", "chapter", "2", ""),
        (", sec. 4.2", "section", "4.2", ""),
        (", § 4", "section", "4", ""),
        (", fig. 7", "figure", "7", ""),
        (", vol. 2", "volume", "2", ""),
        (", 12", "page", "12", ""),
        (", {pp. iv, vi-xi}, passim", "page", "iv, vi-xi", ", passim"),
        (", and others", "page", "", ", and others"),
        (" 2nd edition", "page", "", " 2nd edition"),
        ("", "page", "", ""),
    ],
)
def test_a_locator_is_told_from_what_follows(
    text: str, label: str, locator: str, rest: str
) -> None:
    found = leading_locator(text)
    assert (found[0], found[1], text[found[2] :]) == (label, locator, rest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kwon et al., 2023, p. 5", ("Kwon et al., 2023", "page", "5")),
        ("Beyer, 2016, Chapter 6", ("Beyer, 2016", "chapter", "6")),
        ("Beyer, 2016", ("Beyer, 2016", "page", "")),
        ("Author, Part 2", ("Author, Part 2", "page", "")),
    ],
)
def test_a_short_citation_may_end_with_a_locator(text: str, found: tuple[str, str, str]) -> None:
    assert trailing_locator(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de-DE", ", S. 3", ("page", "3")),
        ("de", ", Abschnitt 4 und 5", ("section", "4 und 5")),
        ("de-AT", ", Kap. 2", ("chapter", "2")),
        ("fr-FR", ", chapitre 2 et 3", ("chapter", "2 et 3")),
        ("fr", ", sect. 4", ("section", "4")),
        ("ru-RU", ", глава 7", ("chapter", "7")),
        ("ru-RU", ", с. 12–14", ("page", "12-14")),
        ("ja-JP", ", ページ 5", ("page", "5")),
        ("ja-JP", ", p. 5", ("page", "5")),
        ("tlh", ", p. 5", ("page", "5")),
        ("../../x", ", p. 5", ("page", "5")),
        ("en-US", ", cc. 3", ("page", "")),
        ("en-GB", ", fol. 3", ("folio", "3")),
    ],
)
def test_locators_have_the_words_of_the_book_s_language_and_english(
    language: str, text: str, found: tuple[str, str]
) -> None:
    assert leading_locator(text, language)[:2] == found


def test_a_short_citation_ends_with_a_locator_of_the_book_s_language() -> None:
    assert trailing_locator("Kwon, 2023, глава 3", "ru-RU") == ("Kwon, 2023", "chapter", "3")
    assert trailing_locator("Kwon, 2023, глава 3", "en") == ("Kwon, 2023, глава 3", "page", "")
