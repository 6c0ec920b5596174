"""Read the numbers after a word: `6`, `1, 2 and 8`, `3-5`, `I to III`, `5-1`, `A.2`, `三`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from chapbook.numerals import letters, roman
from chapbook.words import words_for

#: The letters that, alone, are a number and no word: `appendix I say`, `Appendix A`.
LETTERED = "ABCDEFGHJKLMNOPQRSTUVWXYZ"

_HYPHENS = "-‐‑–"
_END = r"(?![\w%°]|[-‐‑]\w|\.\d|,\d{3}|/\d|:\d|\s[%°])"
_CJK_END = r"(?![\d.]|[A-Za-z])"
_DOTTED = r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,3}"
_PATTERNS = {
    "part": r"[IVX]{1,7}|\d{1,2}",
    "chapter": r"\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,8}",
    "appendix": r"[A-Z](?:\.\d{1,3}){0,3}|[IVX]{2,6}|\d{1,2}(?:\.\d{1,3}){0,3}",
    "section": rf"{_DOTTED}|\d{{1,3}}",
    "figure": rf"{_DOTTED}[a-z]?|\d{{1,3}}",
    "table": rf"{_DOTTED}[a-z]?|\d{{1,3}}",
    "listing": rf"{_DOTTED}|\d{{1,3}}",
    "equation": rf"{_DOTTED}|\d{{1,3}}",
}
#: `Figure 5-1` is one number, `Chapters 5-7` are three.
_HYPHENED = re.compile(rf"(?P<a>\d{{1,3}}|[A-Z])[{_HYPHENS}](?P<b>\d{{1,3}}){_END}")
_KANJI = "一二三四五六七八九"
_KANJI_NUMBER = re.compile(rf"[{_KANJI}]?十[{_KANJI}]?|[{_KANJI}]")
#: The most numbers that a range stands for.
_MOST = 60


@dataclass(frozen=True)
class Numbers:
    """Numbers as read: all that are meant, those that are written with their places, the end."""

    all: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...]
    end: int


def read_numbers(text: str, start: int, kind: str, count: str, language: str) -> Numbers | None:
    """The numbers at `start`, None where there are none.

    `count` is what the word before announces: `one` number or range, `many`, or `any` of both.
    """
    first = _item(text, start, kind, count, language)
    if first is None:
        return None
    items, ordered = [first], True
    conjunction = False
    while count != "one":
        joiner = _joiner(language).match(text, items[-1].end)
        if joiner is None or (conjunction and joiner["word"] is None):
            break
        item = _item(text, joiner.end(), kind, count, language)
        if item is None:
            break
        ordered = ordered and _order(item.all[0]) > _order(items[-1].all[-1])
        conjunction = conjunction or joiner["word"] is not None
        items.append(item)
    if count == "any" and len(items) > 1 and not (conjunction and ordered):
        items = items[:1]  # `In Kapitel 5, 3 Beispiele`
    return Numbers(
        tuple(dict.fromkeys(number for item in items for number in item.all)),
        tuple(span for item in items for span in item.spans),
        items[-1].end,
    )


def expand(first: str, last: str) -> tuple[str, ...] | None:
    """The numbers from `first` to `last`, None where that is no range."""
    head, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if head != other:
        return None
    prefix = f"{head}." if head else ""
    if low.isdigit() and high.isdigit():
        a, b = int(low), int(high)
        return tuple(f"{prefix}{n}" for n in range(a, b + 1)) if a < b <= a + _MOST else None
    for write in (roman, letters):
        known = [write(n) for n in range(1, _MOST)]
        if low in known and high in known and known.index(low) < known.index(high):
            return tuple(known[known.index(low) : known.index(high) + 1])
    return None


def _item(text: str, start: int, kind: str, count: str, language: str) -> Numbers | None:
    """One number or one range."""
    hyphened = _HYPHENED.match(text, start)
    if hyphened and kind not in ("part", "chapter", "appendix"):
        a, b = hyphened["a"], hyphened["b"]
        if count != "many" or not expand(a, b) or _is_one_of_several(text, hyphened, language):
            number = f"{a}.{b}"
            return Numbers((number,), ((number, start, hyphened.end()),), hyphened.end())
    opened = re.compile(r"\(?").match(text, start)
    assert opened is not None
    begin = opened.end() if kind == "equation" else start
    one = _number(text, begin, kind, language)
    if one is None:
        return None
    number, end = one
    closes = begin > start and text.startswith(")", end)
    if begin > start and not closes:
        return None
    tail = end + closes
    between = _range(language, count == "one").match(text, tail)
    if between and not closes and (count != "one" or kind in ("part", "chapter", "appendix")):
        last = _number(text, between.end(), kind, language)
        meant = expand(number, last[0]) if last else None
        if last and meant:
            spans = ((number, begin, end), (last[0], between.end(), last[1]))
            return Numbers(meant, spans, last[1])
    if count == "one" and re.compile(rf"[{_HYPHENS}]\d").match(text, tail):
        return None
    return Numbers((number,), ((number, begin, end),), tail)


def _is_one_of_several(text: str, hyphened: re.Match[str], language: str) -> bool:
    """`Figures 5-7 and 5-8`: the next one has the same number before its hyphen."""
    joiner = _joiner(language).match(text, hyphened.end())
    following = _HYPHENED.match(text, joiner.end()) if joiner else None
    return following is not None and following["a"] == hyphened["a"]


def _number(text: str, start: int, kind: str, language: str) -> tuple[str, int] | None:
    match = _pattern(kind, language in _cjk()).match(text, start)
    if match:
        return match.group(), match.end()
    kanji = _KANJI_NUMBER.match(text, start) if language in _cjk() else None
    if kanji is None:
        return None
    tens, ten, ones = kanji.group().rpartition("十")
    value = (_KANJI.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return str(value + _KANJI.find(ones) + 1 if ones else value), kanji.end()


@cache
def _pattern(kind: str, is_cjk: bool) -> re.Pattern[str]:
    # A range's or an enumeration's next number may follow a hyphen, a letter may not.
    end = _CJK_END if is_cjk else _END.replace(r"[-‐‑]\w", r"[-‐‑][^\W\dA-Z]")
    return re.compile(rf"(?:{_PATTERNS[kind]}){end}")


@cache
def _cjk() -> frozenset[str]:
    return frozenset({"ja", "zh"})


@cache
def _joiner(language: str) -> re.Pattern[str]:
    words = [word for word in words_for(language).prose.joiners if word != "、"]
    said = "|".join(map(re.escape, words))
    if language in _cjk():
        return re.compile(rf"\s*(?:(?P<word>{said})|[,、，])\s*")
    return re.compile(rf"(?:\s*,\s*|\s+(?=(?:{said})\s))(?:(?P<word>{said})\s+)?")


@cache
def _range(language: str, is_tight: bool) -> re.Pattern[str]:
    if is_tight:
        return re.compile(rf"[{_HYPHENS}]")
    said = "|".join(map(re.escape, words_for(language).prose.to))
    gap = r"\s*" if language in _cjk() else r"\s+"
    return re.compile(rf"\s*[{_HYPHENS}—~〜～]\s*|{gap}(?:{said}){gap}")


def _order(number: str) -> tuple[object, ...]:
    romans = [roman(n) for n in range(1, _MOST)]
    return tuple(
        int(piece) if piece.isdigit() else romans.index(piece) if piece in romans else ord(piece[0])
        for piece in number.split(".")
    )
