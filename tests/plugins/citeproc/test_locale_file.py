"""The words and options of a language's CSL locale, and what a style says instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.plugins.citeproc.locale_file import locator_words, puts_stops_in_quotes

STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl">{}</style>'
SAID = '<locale {}><style-options punctuation-in-quote="{}"/></locale>'


@pytest.mark.parametrize(
    ("language", "word"), [("en-US", "page"), ("de", "Seite"), ("fr-CA", "page"), ("xx", "page")]
)
def test_a_locator_is_named_in_the_language(language: str, word: str) -> None:
    assert locator_words(language)["page"] == word


@pytest.mark.parametrize(
    ("language", "own", "inside"),
    [
        ("en-US", "", True),
        ("en-GB", "", False),
        ("de", "", False),
        ("en-US", SAID.format('xml:lang="en"', "false"), False),
        ("en-GB", SAID.format("", "true"), True),
        ("en-GB", SAID.format('xml:lang="de"', "true"), False),
        ("en-US", '<locale><style-options limit-day-ordinals-to-day-1="true"/></locale>', True),
    ],
)
def test_a_style_goes_before_the_language(
    tmp_path: Path, language: str, own: str, inside: bool
) -> None:
    style = tmp_path / "own.csl"
    style.write_text(STYLE.format(own), encoding="utf-8")
    assert puts_stops_in_quotes(style, language) is inside
