"""Words in the order of a language, and the letters above them."""

from __future__ import annotations

import pytest

from chapbook.collation import letter_of, sort_key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", [".env", "404", "emigration", "Émigré", "p99", "p100", "zoo"]),
        ("en-US", ["new york", "newark", "Newton"]),
        ("en-US", ["Cache", "cache", "cache-line", "caching"]),
        ("de", ["Masse", "Maße", "Mast", "Öl", "Ost"]),
        ("sv", ["alm", "zoo", "ål", "ära", "öl"]),
        ("da-DK", ["zebra", "æble", "øl", "å"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("cs", ["hora", "chata", "ink"]),
        ("pl", ["lot", "łoś", "mama"]),
        ("tr", ["hız", "ılık", "iç"]),
        ("ru", ["ёлка", "ель", "идти", "йод"]),
        ("ja", ["かき", "がく", "さけ"]),
    ],
)
def test_words_are_in_the_order_of_the_language(language: str, words: list[str]) -> None:
    shuffled = words[::-1]
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("word", "language", "letter"),
    [
        ("émigré", "en-US", "E"),
        ("ö", "de", "O"),
        ("ö", "sv-SE", "Ö"),
        ("chata", "cs", "Ch"),
        ("ileti", "tr", "İ"),
        ("--force", "en-US", "symbols"),
        ("404", "en-US", "numbers"),
        ("ßig", "de", "S"),
        ("が", "ja", "か"),
        ("索引", "zh", ""),
        ("", "en-US", "symbols"),
    ],
)
def test_a_word_stands_below_its_letter(word: str, language: str, letter: str) -> None:
    assert letter_of(word, language) == letter
