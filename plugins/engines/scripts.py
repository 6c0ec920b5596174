"""Scripts: which one a character is of, how it is set, and which fonts and packages bring it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

#: The script of Chinese, Japanese and Korean, and that of signs of all kinds.
CJK, SYMBOLS = "CJK", "SYMBOLS"

#: How Unicode's names of characters begin in East Asian scripts.
_EAST_ASIAN = (
    *("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "KANGXI", "YI"),
    *("FULLWIDTH", "HALFWIDTH", "HENTAIGANA", "KATAKANA-HIRAGANA", "WAVE DASH", "LEFT CORNER"),
    *("RIGHT CORNER", "LEFT WHITE CORNER", "RIGHT WHITE CORNER", "LEFT DOUBLE ANGLE BRACKET"),
    *("RIGHT DOUBLE ANGLE BRACKET", "LEFT BLACK LENTICULAR", "RIGHT BLACK LENTICULAR"),
)
#: Scripts whose letters need the shaping of their own; fontspec knows them by these names.
_SHAPED = frozenset(
    [
        *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati"),
        *("Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya"),
        *("Sinhala", "Syriac", "Tamil", "Telugu", "Thaana", "Thai", "Tibetan"),
    ]
)
#: Scripts without spaces between words, by the locale whose rules say where a line may end.
_LOCALES = {"THAI": "th", "LAO": "lo", "KHMER": "km", "MYANMAR": "my"}
_REGIONS = {"zh": "SC", "ja": "JP", "ko": "KR"}
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")

_SERIFS = {
    "ARABIC": ("Noto Naskh Arabic", "Amiri", "Scheherazade New", "Scheherazade"),
    "HEBREW": ("Noto Serif Hebrew", "Ezra SIL", "Frank Ruehl CLM"),
}
_SIGNS = (
    *("DejaVu Sans", "Noto Sans Symbols2", "Noto Sans Symbols", "Noto Sans Math", "Symbola"),
    "Noto Emoji",
)
_WESTERN = ("LATIN", "GREEK", "CYRILLIC", "COPTIC")


@dataclass(frozen=True)
class Style:
    """How a script is set: fonts by preference beside serif, sans and code, and its rules.

    `shaping` is fontspec's name of the script, `locale` the one whose rules say where lines end.
    """

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    mono: tuple[str, ...]
    shaping: str = ""
    locale: str = ""
    package: str = "fonts-noto-core"


@cache
def script_of(character: str) -> str:
    """`HEBREW`, `DEVANAGARI`, …, `CJK`, or `SYMBOLS` for what belongs to no script."""
    name = unicodedata.name(character, "")
    if name.startswith(_EAST_ASIAN):
        return CJK
    is_letter = unicodedata.category(character)[0] in "LM" or character.isdecimal()
    if is_letter and not name.startswith(("COMBINING", "MATH")):
        return name.split()[0] if name else SYMBOLS
    first = name.split(" ")[0]
    return first if first.title() in _SHAPED else SYMBOLS


def region_of(language: str, text: Iterable[str]) -> str:
    """The region whose forms ideographs get: that of the book's language, else of the text."""
    said = language.lower()
    if said.startswith(_TRADITIONAL):
        return "TC"
    if said.split("-")[0] in _REGIONS:
        return _REGIONS[said.split("-")[0]]
    names = {unicodedata.name(character, "").split(" ")[0] for character in text}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "JP"
    return "KR" if "HANGUL" in names else "SC"


def style_of(script: str, region: str = "SC") -> Style:
    """The fonts and rules of a script."""
    if script == CJK:
        return _east_asian(region)
    if script == SYMBOLS:
        return Style(_SIGNS, _SIGNS, ("DejaVu Sans Mono", *_SIGNS), package="fonts-symbola")
    name = script.title()
    shaping = name if name in _SHAPED else ""
    noto = "" if script in _WESTERN else f" {name}"
    is_western = script in _WESTERN
    serif = (*_SERIFS.get(script, ()), *(["DejaVu Serif"] if is_western else []))
    serif = (*serif, f"Noto Serif{noto}")
    sans = (f"Noto Sans{noto}", "DejaVu Sans")
    mono = ("DejaVu Sans Mono", *(["Noto Sans Mono"] if is_western else []))
    return Style(
        (*serif, *sans), (*sans, *serif), (*mono, *sans, *serif), shaping, _LOCALES.get(script, "")
    )


def is_right_to_left(character: str) -> bool:
    """Whether a letter is of a script that runs from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def _east_asian(region: str) -> Style:
    serif, sans = f"Noto Serif CJK {region}", f"Noto Sans CJK {region}"
    others = ("Droid Sans Fallback", "WenQuanYi Micro Hei", "IPAexMincho", "IPAMincho")
    locale = {"JP": "ja", "KR": "ko"}.get(region, "zh")
    return Style(
        serif=(serif, sans, *others),
        sans=(sans, serif, *others),
        mono=(f"Noto Sans Mono CJK {region}", sans, serif, *others),
        locale=locale,
        package="fonts-noto-cjk",
    )
