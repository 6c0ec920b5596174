"""Fonts for what the text fonts lack."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from chapbook.book import Target
from chapbook.plugins.engines import fallbacks, fonts
from chapbook.plugins.engines.fallbacks import choose_fallbacks
from chapbook.plugins.engines.scripts import CJK, SYMBOLS, region_of, script_of

TARGET = Target("pdf", "pdf")
LATIN = frozenset(range(0x180))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, frozenset[int]]:
    """The fonts of a machine and what they have; a test adds to them."""
    known = {"Charis SIL": LATIN, "Inter": LATIN | {0x2192}, "JetBrains Mono": LATIN}

    def families_with(character: str) -> tuple[str, ...]:
        return tuple(name for name, codes in sorted(known.items()) if ord(character) in codes)

    def coverage(family: str) -> frozenset[int]:
        return known.get(family, frozenset())

    monkeypatch.setattr(fallbacks, "coverage", coverage)
    monkeypatch.setattr(fallbacks, "families_with", families_with)
    monkeypatch.setattr(
        fallbacks, "first_installed", lambda names: next((n for n in names if n in known), None)
    )
    return known


@pytest.mark.parametrize(
    ("character", "script"),
    [("中", CJK), ("か", CJK), ("、", CJK), ("ש", "HEBREW"), ("ن", "ARABIC"), ("न", "DEVANAGARI")],
)
def test_a_letter_is_of_a_script(character: str, script: str) -> None:
    assert script_of(character) == script


@pytest.mark.parametrize("sign", ["→", "☃", "①", "🚀", "\U000e0041"])
def test_other_signs_are_symbols(sign: str) -> None:
    assert script_of(sign) == SYMBOLS


@pytest.mark.parametrize(
    ("language", "text", "region"),
    [
        ("zh-TW", "中", "TC"),
        ("ja", "中", "JP"),
        ("en", "中か", "JP"),
        ("en", "한", "KR"),
        ("en", "中", "SC"),
    ],
)
def test_ideographs_get_the_forms_of_the_language(language: str, text: str, region: str) -> None:
    assert region_of(language, text) == region


def test_a_character_is_set_with_the_preferred_font_of_its_script(
    machine: dict[str, frozenset[int]],
) -> None:
    machine |= {"Another": frozenset({0x5D0}), "DejaVu Sans": frozenset({0x5D0})}
    machine["Noto Serif Hebrew"] = frozenset({0x5D0})
    chosen = choose_fallbacks("a א", TARGET, "en")
    font = chosen.fonts["א"]
    assert (font.serif, font.sans, font.shaping) == ("Noto Serif Hebrew", "DejaVu Sans", "Hebrew")
    assert chosen.missing == frozenset()


def test_a_font_that_the_target_names_comes_first(machine: dict[str, frozenset[int]]) -> None:
    machine |= {"Another": frozenset({0x5D0}), "DejaVu Sans": frozenset({0x5D0})}
    target = Target("pdf", "pdf", {"fallback-fonts": "Another"})
    assert choose_fallbacks("א", target, "en").fonts["א"].serif == "Another"


def test_a_font_that_the_engine_cannot_set_is_passed_over(
    machine: Mapping[str, frozenset[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = choose_fallbacks("→", TARGET, "en", lambda family: family != "Inter")
    assert chosen.missing == {"→"}


def test_it_is_told_which_text_fonts_lack_a_character(
    machine: Mapping[str, frozenset[int]],
) -> None:
    assert choose_fallbacks("→é", TARGET, "en").lacks == {"→": frozenset({"serif", "mono"})}


def test_what_no_font_has_is_missing(machine: Mapping[str, frozenset[int]]) -> None:
    chosen = choose_fallbacks("中 a\u200d\ufe0f", TARGET, "en")
    assert chosen.missing == {"中"}
    assert chosen.fonts == {}


def test_fonts_are_found_without_fontconfig_too(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {name for face in fonts.installed() for name in face.families}
    fonts.installed.cache_clear()
    monkeypatch.setattr(fonts, "find_program", lambda name: None)
    try:
        scanned = {name for face in fonts.installed() for name in face.families}
    finally:
        fonts.installed.cache_clear()
    assert not listed or listed & scanned
