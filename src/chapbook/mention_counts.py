"""Counts stated of the whole book: `this book has thirteen chapters`, `in five parts`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chapbook.mention_context import Circle, sentence_around
from chapbook.mention_grammar import Stated
from chapbook.passage import Passage
from chapbook.words import words_for

#: The kinds of mentions that are counts, and what they count.
COUNTED = {"chapter-count": "chapter", "part-count": "part", "appendix-count": "appendix"}


def find_counts(passage: Passage, circle: Circle) -> Iterator[Stated]:
    """Every count of the book's own chapters, Parts or appendices; its number is in digits."""
    pattern = _counts(circle.language)
    counts = list(pattern.finditer(passage.text)) if pattern else []
    for index, count in enumerate(counts):
        start, stop = sentence_around(passage.text, count.start())
        before = [c for c in counts[:index] if c.start() >= start]
        after = [c for c in counts[index + 1 :] if c.end() <= stop]
        if _is_whole(passage.text, start, count, before, after, circle):
            yield _stated(count, circle)


def _is_whole(
    text: str,
    start: int,
    count: re.Match[str],
    before: list[re.Match[str]],
    after: list[re.Match[str]],
    circle: Circle,
) -> bool:
    """Whether a count is one of all, and of this book's."""
    prose = words_for(circle.language).prose
    said = text[start : count.start()]
    if any(_named(name, text[start:]) for name in circle.names):
        return False
    if set(re.findall(r"[\w’'-]+", said.lower())[-3:]) & set(prose.subsets):
        return False
    books = "|".join(map(re.escape, prose.book))
    verbs = "|".join(map(re.escape, prose.whole))
    if re.search(rf"\b(?:{books})\b.*\b(?:{verbs})\s+(?:\w+\s+)?$", said, re.I):
        return True
    article = r"\b(?:the|all|die|alle|los|les|i|gli|de|os)\s+(?:of\s+the\s+)?$"
    if re.search(article, said, re.I):
        follows = re.match(rf"\s+\w{{2,4}}\s+(?:{books})\b", text[count.end() :], re.I)
        return follows is not None or any(c["kind"] != count["kind"] for c in after)
    # `The fifteen chapters form five parts`; `… has five parts and fifteen chapters`
    if not before:
        return False
    first = before[0]
    earlier = _is_whole(text, start, first, [], [count], circle)
    between = text[first.end() : count.start()]
    return earlier and len(re.findall(r"\w+", between)) <= 3 and first["kind"] != count["kind"]


def _stated(count: re.Match[str], circle: Circle) -> Stated:
    counts = [word.lower() for word in words_for(circle.language).prose.counts]
    said = count["count"].lower()
    number = said if said.isdigit() else str(counts.index(said) + 1)
    kind = _kinds(circle.language)[count["kind"].lower()]
    spans = ((number, count.start("count"), count.end("count")),)
    return Stated(f"{kind}-count", (number,), None, count.start(), count.end(), spans)


def _named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@cache
def _kinds(language: str) -> dict[str, str]:
    kinds = words_for(language).kinds
    return {kinds[k].many.partition("{}")[0].strip().lower(): k for k in COUNTED.values()}


@cache
def _counts(language: str) -> re.Pattern[str] | None:
    words = words_for(language)
    if not words.prose.whole:
        return None
    numbers = "|".join(map(re.escape, words.prose.counts))
    kinds = "|".join(map(re.escape, _kinds(language)))
    return re.compile(rf"\b(?P<count>\d{{1,3}}|{numbers})\s+(?P<kind>{kinds})n?\b", re.I)
