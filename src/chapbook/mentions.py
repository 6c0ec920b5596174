"""Mentions of the book's own labels in prose: find them in a chapter, and their source lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

import panflute as pf

from chapbook.book import Book
from chapbook.locate import Locator
from chapbook.mention_context import TERM, Circle, other_work
from chapbook.mention_counts import find_counts
from chapbook.mention_grammar import CAPTIONED, Mention, Stated, may_mention, scan
from chapbook.passage import Passage, iter_passages
from chapbook.words import words_for

#: How many words on each side of a mention help to find it in the source.
_NEIGHBORS = 4
#: Why a mention is skipped, for reasons that do not concern the one beside it.
OPAQUE, CAPTION = "in code, a link or a citation", "a caption's own label"
_OWN_REASONS = (OPAQUE, CAPTION, TERM)
#: A verb after a mention, and the next words: ` provides auth fundamentals`.
_TOPIC = re.compile(r"\s+[a-zà-ÿ]+\s+(?P<topic>(?:[\w&’'-]+[ ]?){2,8})")


@dataclass(frozen=True)
class Found:
    """A mention in its passage; `skipped` says why it is not one of this book's own."""

    passage: Passage
    stated: Stated
    skipped: str | None


def circle_of(book: Book) -> Circle:
    """The language and the names of the companions of a book."""
    names = (
        name
        for companion in book.companions
        for name in (companion.name, *companion.aliases)
        if len(name) > 1
    )
    return Circle(book.metadata.language.split("-")[0].lower(), tuple(dict.fromkeys(names)))


def find_mentions(doc: pf.Doc, source: str, circle: Circle) -> tuple[Mention, ...]:
    """Every mention of this book's own labels and counts in a parsed chapter, as a survey keeps it.

    `source` is the chapter's text, in which lines and columns are looked up.
    """
    places = _Places.of(source)
    mentions: list[Mention] = []
    for passage in _passages(doc, circle):
        found = [one for one in read_passage(passage, circle) if one.skipped is None]
        mentions += [_mention(passage, one.stated, places) for one in found]
        mentions += [_mention(passage, one, places) for one in find_counts(passage, circle)]
    return tuple(mentions)


def iter_mentions(doc: pf.Doc, circle: Circle) -> Iterator[Found]:
    """Every mention of a chapter, those that are skipped too."""
    for passage in _passages(doc, circle):
        yield from read_passage(passage, circle)


def _passages(doc: pf.Doc, circle: Circle) -> Iterator[Passage]:
    language = circle.language
    return iter_passages(doc, language, lambda text: may_mention(text, language))


def read_passage(passage: Passage, circle: Circle) -> list[Found]:
    """The mentions of one passage."""
    if not any(map(str.isalnum, passage.text)):
        return []
    all_stated = scan(passage.text, circle.language, passage.runs)
    reasons = [_why_not(passage, stated, all_stated, circle) for stated in all_stated]
    found = [Found(passage, *pair) for pair in zip(all_stated, reasons, strict=True)]
    return _with_neighbors(_with_neighbors(found[::-1], circle)[::-1], circle)


def _with_neighbors(found: list[Found], circle: Circle) -> list[Found]:
    """`Chapter 3 and Chapter 4 of *Title*`: both are of the other work, whichever is told first."""
    joiners = "|".join(map(re.escape, words_for(circle.language).prose.joiners))
    joined = re.compile(rf"\s*,?\s*(?:{joiners})?\s*")
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and last.skipped and last.skipped not in _OWN_REASONS and one.skipped is None:
            first, second = sorted((last.stated, one.stated), key=lambda stated: stated.start)
            if joined.fullmatch(one.passage.text, first.end, second.start):
                one = replace(one, skipped=last.skipped)
        kept.append(one)
    return kept


def _why_not(
    passage: Passage, stated: Stated, others: Sequence[Stated], circle: Circle
) -> str | None:
    if passage.is_opaque(stated.start, stated.end):
        return OPAQUE
    opens = stated.kind in CAPTIONED and not passage.text[: stated.start].strip()
    if opens and re.compile(r"\s?[.:：–—]").match(passage.text, stated.end):
        return CAPTION
    return other_work(passage, stated, others, circle)


def _mention(passage: Passage, stated: Stated, places: _Places) -> Mention:
    line, column = places.find(passage.text, stated.start, stated.end)
    text = " ".join(passage.text[stated.start : stated.end].split())
    topic = _TOPIC.match(passage.text, stated.end)
    said = topic["topic"] if topic and stated.title is None and len(stated.numbers) == 1 else ""
    return Mention(stated.kind, stated.numbers, text, stated.title, line, column, said.strip())


@dataclass
class _Places:
    """Finds a mention in the source by the words around it, from hit to hit."""

    text: str
    starts: list[int] = field(default_factory=list)
    cursor: int = 0

    @classmethod
    def of(cls, source: str) -> _Places:
        masked = Locator.of(source).text
        for pattern in _ELSEWHERE:
            masked = pattern.sub(lambda match: re.sub(r"[^\n]", "\0", match.group()), masked)
        starts = [0, *accumulate(len(line) + 1 for line in masked.split("\n"))]
        return cls(masked, starts)

    def find(self, text: str, start: int, end: int) -> tuple[int | None, int | None]:
        """Line and column of `text[start:end]`, both from 1."""
        before = re.findall(r"\w+", text[:start])[-_NEIGHBORS:]
        after = re.findall(r"\w+", text[end:])[:_NEIGHBORS]
        wanted = re.findall(r"\w+|[^\w\s]", text[start:end])
        for left, right in ((before, after), (before[-1:], after[:1]), ([], after), ([], [])):
            pattern = _pattern(left, wanted, right)
            hit = pattern.search(self.text, self.cursor) or pattern.search(self.text)
            if hit:
                self.cursor = max(self.cursor, hit.end("it"))
                place = hit.start("it")
                line = bisect_right(self.starts, place)
                return line, place - self.starts[line - 1] + 1
        return None, None


#: Where no mention is found: headings, link texts, images, citations, boxes, inline code.
_ELSEWHERE = (
    re.compile(r"^[ \t>]*#{1,6}[ \t].*$", re.M),
    re.compile(r"^(?! *$)[^\n]+(?=\n {0,3}(?:=+|-+)[ \t]*$)", re.M),
    re.compile(r"!?\[[^\[\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])"),
    re.compile(r"\[Sources?:[^\]]*\]"),
    re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)"),
)


def _pattern(before: list[str], wanted: list[str], after: list[str]) -> re.Pattern[str]:
    gap = r"[^\w\0]{1,12}?"
    left = "".join(re.escape(word) + gap for word in before)
    it = r"[\s>*_\\~]*".join(_spelled(word) for word in wanted)
    right = "".join(gap + re.escape(word) for word in after)
    return re.compile(rf"(?<!\w){left}(?P<it>{it}){right}(?!\w)")


def _spelled(word: str) -> str:
    """A word or sign as Markdown may have it: a dash as hyphens."""
    return {"–": r"(?:–|--|&ndash;)", "—": r"(?:—|---|&mdash;)"}.get(word, re.escape(word))
