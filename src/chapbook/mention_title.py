"""Read the title stated after a number: `: Title`, ` (Title)`, `, "Title"`; and compare titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COLON = re.compile(r"\s?[:：]\s*(?=[^\W\d_]|\d|[“\"])")
_PARENS = re.compile(r"\s+\((?P<title>[^()]{3,80})\)")
_QUOTES = re.compile(
    r"(?:\s*[,，:：])?\s*(?:[“\"„](?P<a>[^“”\"„\n]{3,90})[”\"“]|«\s?(?P<b>[^«»\n]{3,90}?)\s?»"
    r"|‘(?P<c>[^‘’\n]{3,90})’(?!\w)|[「『《](?P<d>[^「」『』《》]{2,60})[」』》])"
)
_STOP = re.compile(r"[.;!?](?=[\s”\"’)\]]|$)|[()\[\]“”\"|\n\ufffc。；！？（）]|\s[–—-]\s|—|,\s|，")
_WORD = re.compile(r"[^\W_]+(?:[’'.&/-][^\W_]+)*|&")
#: A lowercase word of so many letters is an article, a preposition or a conjunction.
_SMALL = 4
#: So many words of more letters make a run of capitalized words a title.
_ENOUGH = 2


def read_title(text: str, start: int, limit: int | None) -> tuple[int, int] | None:
    """Where the title stated after a number ends and begins, None where there is none.

    `limit` is the end of the run of bold text and the like that the number stands in, if it does.
    """
    quoted = _QUOTES.match(text, start)
    if quoted:
        group = quoted.lastgroup or "a"
        return _trimmed(text, *quoted.span(group))
    parens = _PARENS.match(text, start)
    if parens and not re.search(r"\d{4}", parens["title"]):
        place = parens.span("title")
        return place if _is_title(text[slice(*place)]) and _is_long(parens["title"]) else None
    colon = _COLON.match(text, start)
    if colon is None or (text[colon.end() - 1] == ":" and text[start] != "："):
        return None
    return _after_colon(text, colon.end(), limit)


def same_title(stated: str, title: str) -> bool:
    """Whether a stated title is the title, its beginning, or begins with it or its main title."""
    said = _words(stated)
    for known in (_words(title), _words(re.split(r"\s*[:：]\s|\s[–—-]\s|—", title)[0])):
        shorter = min(len(said), len(known))
        if shorter and said[:shorter] == known[:shorter]:
            return True
        if "".join(said) == "".join(known):
            return True
    joined = "".join(_words(title))
    return not joined.isascii() and joined.startswith("".join(said))


def begins_with_title(topic: str, title: str) -> bool:
    """Whether words begin with a title of several words, each whole or shortened to four letters.

    `auth fundamentals in depth` begins with `Authentication Fundamentals`.
    """
    said, known = _words(topic), _words(title)
    return len(known) > 1 and len(said) >= len(known) and all(map(_is_word, said, known))


def shares_a_word(topic: str, title: str) -> bool:
    """Whether a longer word of the topic stands in a title, too."""
    known = _words(title)
    return any(
        len(a) >= _SMALL and (_is_word(a, b) or _is_word(b, a))
        for a in _words(topic)
        for b in known
    )


def is_title_case(text: str) -> bool:
    """Whether every longer word begins with a capital or has no case."""
    words = _WORD.findall(text)
    return bool(words) and all(not w[0].islower() or len(w) <= _SMALL for w in words)


def _after_colon(text: str, start: int, limit: int | None) -> tuple[int, int] | None:
    if limit is not None and limit > start:
        return _trimmed(text, start, limit)
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    segment = text[start:end]
    if _is_title(segment):
        return _trimmed(text, start, end)
    run = start
    for word in _WORD.finditer(text, start, end):
        if word.group()[0].islower() and len(word.group()) > _SMALL:
            break
        if not word.group()[0].islower() and word.group() != "&":
            run = word.end()
    return (start, run) if run > start and _is_long(text[start:run]) else None


def _is_title(text: str) -> bool:
    return is_title_case(text) and not text.lstrip()[:1].islower()


def _is_long(text: str) -> bool:
    if not text.isascii() and not any(c.islower() or c.isupper() for c in text):
        return True
    return sum(len(word) >= _SMALL for word in _WORD.findall(text)) >= _ENOUGH


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip(' “"„'))
    stop = begin + len(text[begin:end].rstrip(' .,;:”"“'))
    return (begin, stop) if stop > begin else None


def _is_word(said: str, known: str) -> bool:
    return said == known or (len(said) >= _SMALL and known.startswith(said))


def _words(text: str) -> list[str]:
    return list(_plain(text.replace("&", " and ")))


def _plain(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", text.lower()):
        yield word.replace("’", "'")
