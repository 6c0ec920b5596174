"""How prose states numbers: `Chapter 6`, `Chapters 1, 2 and 8`, `Parts I–III`, `Fig. 5-1`, `第6章`.

Only form is judged here. Whether a number is one of the book at hand is told by
`mention_context` (what stands around it) and `mention_targets` (the outline).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from chapbook.mention_numbers import LETTERED, read_numbers
from chapbook.mention_title import read_title
from chapbook.words import Forms, words_for

#: Kinds whose numbers stand before captions.
CAPTIONED = ("figure", "table", "listing", "equation")

#: A word of letters.
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
#: A letter that is a word, too, and begins a sentence: `in the app. A long …`.
_BEGINNING = re.compile(r"[AEIOUY]\s+[^\W\d_A-Z]")


@dataclass(frozen=True)
class Stated:
    """A mention as written: `text[start:end]` is its word and numbers, without the title.

    `numbers` holds every number that is meant, ranges written out: `Chapters 3-5` → 3, 4, 5;
    `spans` each number that is written, with its place. A hyphen within a number is a point
    (`Figure 5-1` → `5.1`). `title` is the title stated after it, at `title_span`. `short` tells
    that the word is an abbreviation.
    """

    kind: str
    numbers: tuple[str, ...]
    title: str | None
    start: int
    end: int
    spans: tuple[tuple[str, int, int], ...]
    title_span: tuple[int, int] | None = None
    short: bool = False


@dataclass(frozen=True)
class Mention:
    """A mention of this book's own labels, as a survey keeps it.

    `text` is its word and numbers; `line` and `column` are those of the source, None if unknown.
    `topic` is what the sentence says next after a verb: `Appendix B provides auth fundamentals`.
    """

    kind: str
    numbers: tuple[str, ...]
    text: str
    title: str | None
    line: int | None
    column: int | None
    topic: str = ""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Mention:
        """Read back what `dataclasses.asdict` wrote."""
        return cls(**{**value, "numbers": tuple(value["numbers"])})


def scan(text: str, language: str, runs: Sequence[tuple[int, int]] = ()) -> list[Stated]:
    """Every mention in a plain text, in order.

    `language` is a BCP 47 tag. `runs` are places of bold text and the like: a title does not go
    beyond the end of the run that the mention stands in.
    """
    language = language.split("-")[0].lower()
    found = [*_worded(text, language, runs), *_enclosed(text, language, runs)]
    found.sort(key=lambda stated: (stated.start, -stated.end))
    kept: list[Stated] = []
    for stated in found:
        if not kept or stated.start >= kept[-1].end:
            kept.append(stated)
    return kept


@dataclass(frozen=True)
class _Word:
    """A word before numbers: `count` is how many it announces, `one`, `many` or `any`."""

    kind: str
    count: str
    short: bool = False
    lower: bool = False


def _worded(text: str, language: str, runs: Sequence[tuple[int, int]]) -> Iterator[Stated]:
    pattern, words = _heads(language)
    for head in pattern.finditer(text):
        word = words[head["word"]]
        if not head["gap"] and head["word"][-1].isalpha() and not _CJK.match(head["word"][-1]):
            continue
        numbers = read_numbers(text, head.end(), word.kind, word.count, language)
        if numbers is None or _is_doubtful(text, head, word, numbers.spans[0][0]):
            continue
        stated = Stated(
            word.kind, numbers.all, None, head.start(), numbers.end, numbers.spans, None, word.short
        )
        yield _titled(text, stated, runs)


def _is_doubtful(text: str, head: re.Match[str], word: _Word, number: str) -> bool:
    """Whether it may well be no mention: `in this part I say`, `table 3`, `the app. A`, `地图1`."""
    if word.short and head["word"].endswith(".") and _BEGINNING.match(text, head.end()):
        return True
    if _CJK.fullmatch(head["word"]) and _CJK.match(text[head.start() - 1 : head.start()]):
        return "." not in number
    if not word.lower or (number[0].isdigit() and (word.kind == "chapter" or "." in number)):
        return False
    return not (word.kind == "appendix" and number[0] in LETTERED)


def _titled(text: str, stated: Stated, runs: Sequence[tuple[int, int]]) -> Stated:
    if len(stated.numbers) != 1 or stated.short or stated.kind in CAPTIONED:
        return stated
    ends = [end for start, end in runs if start <= stated.start and end > stated.end]
    title = read_title(text, stated.end, min(ends, default=None))
    if title is None:
        return stated
    start, end = title
    return Stated(
        stated.kind, stated.numbers, text[start:end], stated.start, stated.end, stated.spans, title
    )


def _enclosed(text: str, language: str, runs: Sequence[tuple[int, int]]) -> Iterator[Stated]:
    """Mentions in languages that put the number between or before the words: `第6章`, `5.2節`."""
    for kind, forms in words_for(language).kinds.items():
        before, _, after = forms.label.partition("{}")
        if not after:
            continue
        for head in re.finditer(re.escape(before) + r"\s*" if before else r"(?<![\d.])", text):
            numbers = read_numbers(text, head.end(), kind, "many", language)
            if numbers is None or not text.startswith(after, numbers.end):
                continue
            if not before and "." not in numbers.spans[0][0]:
                continue
            end = numbers.end + len(after)
            stated = Stated(kind, numbers.all, None, head.start(), end, numbers.spans)
            yield _titled(text, stated, runs)


def may_mention(text: str, language: str) -> bool:
    """Whether a text holds one of the language's words for what can be mentioned.

    Reading a paragraph closely takes many times longer than looking for these.
    """
    words, pieces = _signs(language)
    if not words.isdisjoint(_WORD.findall(text.lower())):
        return True
    return any(piece in text for piece in pieces)


@cache
def _signs(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that stand by themselves, and pieces of writing without spaces between words."""
    _, heads = _heads(language)
    forms = words_for(language).kinds.values()
    said = {*heads, *(piece for form in forms for piece in form.label.split("{}"))} - {""}
    pieces = tuple(sorted(word for word in said if not _WORD.match(word) or _CJK.match(word)))
    words = (_WORD.match(word.lower()) for word in said if word not in pieces)
    return frozenset(word.group() for word in words if word), pieces


@cache
def _heads(language: str) -> tuple[re.Pattern[str], dict[str, _Word]]:
    """A pattern for every word that may stand before numbers, and what each announces."""
    words: dict[str, _Word] = {}
    table = words_for(language)
    for kind, shorts in table.prose.short.items():
        for short in shorts:
            words[_swapped(short)] = words[short] = _Word(kind, "any", True)
    for kind, forms in table.kinds.items():
        words.update(_forms(kind, forms))
    longest = sorted(words, key=lambda word: (-len(word), word))
    said = "|".join(map(re.escape, longest))
    pattern = re.compile(rf"(?<![\w.-])(?P<word>{said})(?P<gap>\s*)" if said else r"(?!)")
    if any(_CJK.match(word) for word in words):
        pattern = re.compile(rf"(?P<word>{said})(?P<gap>\s*)")
    return pattern, words


def _forms(kind: str, forms: Forms) -> Iterator[tuple[str, _Word]]:
    said = {
        name: form.partition("{}")[0].strip()
        for name, form in (("label", forms.label), ("one", forms.one), ("many", forms.many))
        if form.endswith("{}")
    }
    ambiguous = said.get("one", "").lower() == said.get("many", "").lower()
    typed = set(said.values())
    for name, word in said.items():
        count = "any" if ambiguous else "many" if name == "many" else "one"
        for variant in (word[:1].upper() + word[1:], word[:1].lower() + word[1:]):
            lower = variant not in typed and variant[0].islower()
            yield variant, _Word(kind, count, lower=lower)


def _swapped(word: str) -> str:
    return word[:1].swapcase() + word[1:]
