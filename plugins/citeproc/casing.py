"""CSL's `text-case` on marked text."""

from __future__ import annotations

import re
from collections.abc import Callable

from chapbook.plugins.citeproc.marks import ANY_MARK, CLOSE, TAGS, bare

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "d",
        "de",
        "down",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "onto",
        "or",
        "over",
        "so",
        "the",
        "till",
        "to",
        "up",
        "van",
        "via",
        "von",
        "with",
        "yet",
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "amid",
        "among",
        "around",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "despite",
        "during",
        "except",
        "inside",
        "like",
        "near",
        "off",
        "out",
        "outside",
        "past",
        "per",
        "since",
        "than",
        "through",
        "throughout",
        "toward",
        "towards",
        "under",
        "underneath",
        "until",
        "unto",
        "upon",
        "versus",
        "vs",
        "v",
        "c",
        "ca",
        "et",
        "within",
        "without",
    ]
)
_WORD = re.compile(r"[^\W_]+(?:[’'`.][^\W_]+)*", re.UNICODE)
#: Names in code, such as `max_tokens` and `os.path`, are no words.
_CODE = re.compile(r"\w*(?:[^\W_]_+[^\W_])\w*|\b[a-z]\w*(?:\.[a-z]\w+)+")
_NOCASE = {mark for mark, tag in TAGS.items() if tag in ("nocase",)}
_FIXED = {mark for mark, tag in TAGS.items() if tag in ("nocase", "sup", "sub", "sc")}


def cased(text: str, how: str, english: bool) -> str:
    """The text in that case; `title` is for English only."""
    if how == "lowercase":
        return _pieces(text, str.lower)
    if how == "uppercase":
        return _pieces(text, str.upper)
    if how == "capitalize-first":
        return _first(text)
    if how == "capitalize-all":
        return _each(text, lambda word, first, last: word[:1].upper() + word[1:])
    if how == "title" and english:
        return _title(text)
    if how == "sentence":
        shouted = _shouted(text)
        return _each(text, lambda word, first, last: _sentence(word, first, shouted))
    return text


def _shouted(text: str) -> bool:
    """Whether a title is all capitals, which says nothing of its words; `UK` alone is one."""
    plain = bare(text)
    return plain.isupper() and len(re.findall(r"[^\W\d_]+", plain)) > 1


def _sentence(word: str, first: bool, shouted: bool) -> str:
    if shouted:
        word = word.lower()
    if first:
        return word[:1].upper() + word[1:] if word.islower() else word
    return word.lower() if word[:1].isupper() and not any(c.isupper() for c in word[1:]) else word


def _title(text: str) -> str:
    shouted = _shouted(text)

    def title(word: str, first: bool, last: bool) -> str:
        if shouted:
            word = word.lower()
        if word.lower() in _STOP and not first and not last:
            return word.lower() if word[1:].islower() or len(word) == 1 else word
        return word[:1].upper() + word[1:] if word.islower() else word

    return _each(text, title)


def _pieces(text: str, change: Callable[[str], str]) -> str:
    out = []
    kept: list[bool] = []
    for piece in re.split(f"({ANY_MARK})", text):
        if piece in TAGS:
            kept.append(piece in _NOCASE)
        elif piece == CLOSE and kept:
            kept.pop()
        elif not any(kept):
            piece = change(piece) if piece else piece
        out.append(piece)
    return "".join(out)


def _first(text: str) -> str:
    found = re.search(r"[^\W_]", text)
    if found is None or any(mark in text[: found.start()] for mark in _NOCASE):
        return text
    word = _WORD.match(text, found.start())
    if _CODE.match(text, found.start()):
        return text
    if word and not word[0].islower():
        return text
    return text[: found.start()] + found[0].upper() + text[found.end() :]


def _each(text: str, change: Callable[[str, bool, bool], str]) -> str:
    """Change each word; told whether it is the first, of the text or after `:?!`, and the last."""
    words = list(_WORD.finditer(text))
    fixed = _protected(text)
    out = []
    end = 0
    for number, word in enumerate(words):
        between = bare(text[end : word.start()])
        first = number == 0 or bool(re.search(r"[:?!.]\W*$", between)) or between.endswith("“")
        out.append(text[end : word.start()])
        joined = text[word.end() : word.end() + 1]
        last = number == len(words) - 1 or (joined in "?!:" and joined != "")
        inside = any(start <= word.start() < stop for start, stop in fixed)
        out.append(word[0] if inside else change(word[0], first, last))
        end = word.end()
    return "".join(out) + text[end:]


def _protected(text: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in _CODE.finditer(text)]
    opened: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in TAGS:
            opened.append((char, place))
        elif char == CLOSE and opened:
            mark, start = opened.pop()
            if mark in _FIXED:
                spans.append((start, place))
    return spans
