"""Sort words as a language does, and tell under which letter each stands.

Capitals and accents do not count, except where a language has letters of its own (`å` behind `z` in
Swedish, `ñ` behind `n` in Spanish); numbers are sorted by their value, and spaces come before
letters. Chinese characters stand in the order of their code points: give such an entry what it is
sorted by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

#: The groups before the letters.
SYMBOLS, NUMBERS = "symbols", "numbers"

#: By language: the letters of its own, each group behind the letter before the colon.
_OWN = {
    "sv": "z:åäö",
    "fi": "z:åäö",
    "da": "z:æøå",
    "nb": "z:æøå",
    "nn": "z:æøå",
    "no": "z:æøå",
    "is": "a:á d:ð e:é i:í o:ó u:ú y:ý z:þæö",
    "et": "s:š w:õäöü",
    "es": "n:ñ",
    "gl": "n:ñ",
    "pl": "a:ą c:ć e:ę l:ł n:ń o:ó s:ś z:źż",
    "cs": "c:č h:ch r:ř s:š z:ž",
    "sk": "a:ä c:č h:ch o:ô s:š z:ž",
    "sl": "c:č s:š z:ž",
    "hr": "c:čć d:đ s:š z:ž",
    "bs": "c:čć d:đ s:š z:ž",
    "hu": "o:ö u:ü",
    "ro": "a:ăâ i:î s:ș t:ț",
    "tr": "c:ç g:ğ h:ı o:ö s:ş u:ü",
    "az": "c:ç e:ə g:ğ h:ı o:ö s:ş u:ü",
    "lt": "c:č s:š z:ž",
    "lv": "c:č g:ģ k:ķ l:ļ n:ņ s:š z:ž",
    "ru": "и:й",
    "uk": "г:ґ е:є и:ії й:й",
}
#: Letters that Unicode does not take apart.
_APART = {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_SIGNS = re.compile(r"\d+|\w|\s+|[^\w\s]", re.S)
#: Stands behind a letter that a language has of its own; its number is the place among them.
_BEHIND = 0xF000


def sort_key(text: str, language: str) -> tuple[int, str, str]:
    """The key by which a text is sorted."""
    group = letter_of(text, language)
    rank = {SYMBOLS: 0, NUMBERS: 1}.get(group, 2)
    return rank, "".join(_weights(text, language)).strip(), text


def letter_of(text: str, language: str) -> str:
    """The letter above a text's group, or `symbols` or `numbers`; empty for Chinese characters."""
    word = text.strip()
    first = word[:1]
    if first.isdigit():
        return NUMBERS
    if not first.isalpha():
        return SYMBOLS
    folded = _folded(word, language)
    own = _own(language)
    for length in (2, 1):
        if folded[:length] in own:
            return _upper(folded[:length], language)
    if "CJK UNIFIED" in unicodedata.name(first, ""):
        return ""
    return _upper(next(_weights(first, language))[:1], language)


@cache
def _own(language: str) -> dict[str, str]:
    """The weight of each letter of a language's own."""
    found = {}
    for group in _OWN.get(language.split("-")[0].lower(), "").split():
        base, _, letters = group.partition(":")
        behind = [letters] if letters == "ch" else list(letters)
        for place, letter in enumerate(behind):
            found[letter] = f"{base}{chr(_BEHIND + place)}" if letter != base else letter
    return found


def _folded(text: str, language: str) -> str:
    if language.split("-")[0].lower() in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def _upper(letter: str, language: str) -> str:
    if letter == "i" and language.split("-")[0].lower() in ("tr", "az"):
        return "İ"
    return letter[:1].upper() + letter[1:]


def _weights(text: str, language: str) -> Iterator[str]:
    own = _own(language)
    folded = _folded(text, language)
    place = 0
    while place < len(folded):
        pair = folded[place : place + 2]
        if len(pair) == 2 and pair in own:
            yield own[pair]
            place += 2
            continue
        match = _SIGNS.match(folded, place)
        assert match is not None, "every sign is one of these"
        place = match.end()
        yield own.get(match[0]) or _weight(match[0])


def _weight(sign: str) -> str:
    if sign.isdecimal():
        return f"{int(sign):012d}"
    if sign.isspace() or sign in "-‐‑–—/":
        return " "
    if not sign.isalnum():
        return ""
    parts = unicodedata.normalize("NFKD", _APART.get(sign, sign))
    return "".join(part for part in parts if not unicodedata.combining(part))
