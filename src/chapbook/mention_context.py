"""Whether a mention speaks of another work: `Chapter 5 of *Title*`, `RFC 9110, Section 4.2`.

What is doubtful counts as another work's: a link that is missing is a smaller fault than one that
leads to the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chapbook.mention_grammar import CAPTIONED, Stated
from chapbook.mention_title import is_title_case
from chapbook.passage import Passage
from chapbook.words import Prose, words_for

#: Why `Chapter 11 bankruptcy` is no mention.
TERM = "used as a term"
#: Languages whose nouns all begin with a capital.
_NOUNS_CAPITALIZED = {"de"}
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)\]]*\s+(?=[“\"‘(\[]?[^\W_a-z])|(?<=[。！？])|\n")
_ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_]|vs|al|cf|etc|bzw|vgl|resp|ca|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|Vol|ed|eds|pp?)\.$",
    re.I,
)
_ACRONYM = r"[A-Z][\w/.-]*[A-Z][\w/.-]*"
#: `RFC 9110, `, `45 CFR `, `ISO 27001: `, `Volume 2, ` before a mention.
_NUMBERED_WORK = re.compile(
    rf"(?:\b(?:{_ACRONYM}|Title|Volume|Vol\.|Book|Band|Tome|Tomo|Livre|Libro)\s+)"
    r"(?:No\.\s*)?[\d][\w.:/-]*[,:;]?\s*\(?$"
)
_NUMBERED = re.compile(r"([^\W\d_]+)\s+(?:\(\w+\)\s+)?\d[\w.:/-]*[,:;]?\s*\(?$")
_NAMES = re.compile(
    r"(?P<before>^|: |[\s(“\"—–])"
    r"(?P<names>(?:[A-Z][\w’'&/.-]*(?:\s+(?:of|the|and|for|to|in|a)){0,2}\s+)*[A-Z][\w’'&/-]*)"
    r"(?P<comma>,?)\s+$"
)
#: `(Lamport, 1978, `, `Lamport (1978), `, `Lamport et al., `, `[3], `, `[3, ` before a mention.
_CITED = re.compile(
    r"(?:\([^()]*\b\d{4}[a-z]?,|\(\d{4}[a-z]?\),?|\bet al\.?,?|\[[^\[\]]{1,40}\],?|\[[^\[\]]{1,40},"
    r"|\bRefs?\.\s*\d+,?)\s*\(?$"
)
_POSSESSIVE = re.compile(
    r"(?:\b[A-Z]\w+[’']s|\b[A-Z]\w+s[’'])\s+$|\b(?:its|their|his|her|whose)\s+$"
)
_STANDARD = re.compile(r"\b(?:RFC|ISO|IEEE|NIST|W3C|ITU|ANSI|EN)[\s-]?\d[\w.:-]*")
_NAMED_BOOK = re.compile(r"(?<!^)(?<![.!?]\s)\b(?!This|Our|The)[A-Z][\w-]*(?:[’']s)?\s+[Bb]ook\b")
_OTHER_VOLUME = re.compile(r"\b(?:Book|Volume|Vol\.)\s+(?:\d+|[IVX]+|One|Two|Three|Four|Five)\b")
_QUOTED_BEFORE = re.compile(
    r"[“„\"‘«「『《](?P<title>[^“„”\"«»「『《]{2,90})[”“\"’»」』》](?:[’']s)?[,:]?\s*$"
)
_ARTICLE = re.compile(r"(?:the|a|an|that|this|our|his|her|their|its)\s+")
_OPENING = re.compile(r"[\[“„\"‘«「『《]")
_AFTER_QUOTE = re.compile(
    r"[,:]?\s*(?:[“„\"‘«『《]|\[Sources?:)|\s*\((?:[A-Z]\w+,\s)+\d{4}|\s+by\s+[A-Z]"
)


@dataclass(frozen=True)
class Circle:
    """What is known around a book's prose: its language and the names of its companions."""

    language: str
    names: tuple[str, ...] = ()


def other_work(
    passage: Passage, stated: Stated, others: Sequence[Stated], circle: Circle
) -> str | None:
    """Why a mention is not one of this book's own, None where it is taken for one.

    `others` are the passage's mentions.
    """
    prose = words_for(circle.language).prose
    text = passage.text
    end = _end(stated, text)
    start, stop = sentence_around(text, stated.start)
    before, after = text[start : stated.start], text[end:stop]
    if _names_this_book(after, prose):
        return None
    words = re.match(r"\s+([\w-]+)", text[stated.end :])
    if words and words[1].lower() in prose.usages:
        return TERM
    if any(before.rstrip().lower().endswith(lead.lower()) for lead in prose.leads):
        return TERM
    return (
        _told_after(passage, stated, end, stop, others, circle)
        or _told_before(passage, stated, start, others, circle)
        or _told_by_sentence(passage, stated, (start, stop), circle)
    )


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Where the sentence that holds a place begins and ends."""
    start, stop = 0, len(text)
    for gap in _SENTENCE.finditer(text):
        if _ABBREVIATED.search(text[: gap.start()]) and gap.group():
            continue
        if gap.end() <= place:
            start = gap.end()
        elif gap.start() >= place:
            stop = gap.start()
            break
    return start, stop


def _end(stated: Stated, text: str) -> int:
    if stated.title_span is None:
        return stated.end
    closing = re.compile(r"[”\"’»)」』》]*").match(text, stated.title_span[1])
    return closing.end() if closing else stated.title_span[1]


def _names_this_book(after: str, prose: Prose) -> bool:
    lead = _of((*prose.of, *prose.within)).match(after)
    return lead is not None and after[lead.end() :].lower().startswith(
        tuple(book.lower() for book in prose.book)
    )


def _told_after(
    passage: Passage, stated: Stated, end: int, stop: int, others: Sequence[Stated], circle: Circle
) -> str | None:
    text, prose = passage.text, words_for(circle.language).prose
    if _AFTER_QUOTE.match(text, end):
        return "a title or citation follows"
    comma = re.compile(r"[,:]?\s*\(?").match(text, end)
    begin = comma.end() if comma else end
    if begin > end and _is_work(passage, begin):
        return "a title follows"
    if _STANDARD.match(text, begin):
        return "a standard follows"
    lead = _of((*prose.of, *prose.within)).match(text, end)
    if lead is None:
        return None
    rest = lead.end()
    article = _ARTICLE.match(text, rest)
    noun = article.end() if article else rest
    if any(other.start in (rest, noun) for other in others):
        return None
    is_within = lead["word"] in prose.within
    if any(
        a in (rest, noun) and (not is_within or _looks_like_a_work(text[a:b]))
        for a, b in passage.titles
    ):
        return "of another work"
    # `in the “Traits” section` is a place in this book, `of the “Iliad”` is not.
    if _OPENING.match(text, rest if is_within else noun):
        return "of another work"
    nouns = re.findall(r"\w+", re.split(r"[,;:()]", text[noun:stop])[0])[: 3 if is_within else 6]
    if (article or not is_within) and {word.lower() for word in nouns} & _works(circle.language):
        return "of another work"
    capital = _ACRONYM if circle.language in _NOUNS_CAPITALIZED else r"[^\W\d_a-z][\w.-]+"
    names = re.match(capital, text[noun:stop])
    return "of another work" if names and names.group()[0].isupper() else None


def _told_before(
    passage: Passage, stated: Stated, start: int, others: Sequence[Stated], circle: Circle
) -> str | None:
    text = passage.text
    before = text[start : stated.start]
    nearest = max((o.end for o in others if o.end <= stated.start), default=-1)
    gap = text[nearest : stated.start] if nearest >= start else None
    if gap is not None and re.fullmatch(r"[\s,;(]*(?:\w{1,3}\s+)?", gap):
        return None  # `Part II, Chapter 5`, `Chapter 3 and Appendix A`
    quoted = _QUOTED_BEFORE.search(before)
    if quoted and not quoted["title"].endswith((".", "!", "?")):
        return "a title stands before it"
    for a, b in passage.titles:
        if b <= stated.start and re.fullmatch(r"(?:[’']s)?[,:]?\s*\(?", text[b : stated.start]):
            is_closed = "(" not in text[b : stated.start]
            if _looks_like_a_work(text[a:b]) or (is_closed and is_title_case(text[a:b])):
                return "a title stands before it"
    numbered = _NUMBERED.search(before)
    is_work = numbered is not None and numbered[1].lower() in _works(circle.language)
    if is_work or _NUMBERED_WORK.search(before):
        return "a numbered work stands before it"
    if _POSSESSIVE.search(before):
        return "it is somebody's"
    if _CITED.search(before):
        return "a citation stands before it"
    word = re.search(r"(\w+)(?:[’']s)?(,?)\s+$", before)
    is_apart = word is not None and word[2] and stated.kind in ("part", "chapter")
    if word and not is_apart and word[1].lower() in _works(circle.language):
        return "a kind of work stands before it"
    names = _NAMES.search(before)
    return _told_by_names(names, text[stated.end :], circle) if names else None


def _told_by_names(found: re.Match[str], after: str, circle: Circle) -> str | None:
    """`(Kleppmann, Chapter 5)`, `the Google SRE Book Chapter 5`, but not `However, Chapter 5`."""
    names = found["names"].split()
    enclosed = found["before"] == "("
    if (found.start("names") == 0 or found["before"] != " ") and not enclosed:
        # The sentence's first word has its capital from that, unless it has more of them.
        names = names[0 if re.fullmatch(_ACRONYM, names[0]) and not found["comma"] else 1 :]
    acronym = bool(names) and re.fullmatch(_ACRONYM, names[-1]) is not None
    if circle.language in _NOUNS_CAPITALIZED and not acronym:
        return "an author stands before it" if enclosed and found["comma"] else None
    if not names or (enclosed and not found["comma"]):
        return None
    # `See Genesis, Chapter 3.`, but `In Kubernetes, Chapter 9 tells more.`
    is_clause = after[:1].isspace()
    if found["comma"] and is_clause and not (enclosed or acronym or len(names) > 1):
        return None
    return "a name stands before it"


def _told_by_sentence(
    passage: Passage, stated: Stated, sentence: tuple[int, int], circle: Circle
) -> str | None:
    text = passage.text
    start, stop = sentence
    said = text[start:stop]
    if _OTHER_VOLUME.search(said) or _NAMED_BOOK.search(said):
        return "the sentence names another book"
    if any(_named(name, said) for name in circle.names):
        return "the sentence names a companion"
    if any(_named(name, text[:start]) for name in circle.names):
        return "the paragraph names a companion"
    if stated.kind in ("section", "appendix", *CAPTIONED) and _STANDARD.search(text[:stop]):
        return "the paragraph names a standard"
    for a, b in passage.titles:
        if start <= a < stop and not (a <= stated.start < b) and _looks_like_a_work(text[a:b]):
            lead = re.search(r"(\w+)\s+$", text[start:a])
            prose = words_for(circle.language).prose
            leads = {*prose.of, *prose.within, "see", "read"}
            if a == start or (lead and lead[1].lower() in leads):
                return "the sentence names another work"
    return None


def _is_work(passage: Passage, place: int) -> bool:
    return any(a == place and is_title_case(passage.text[a:b]) for a, b in passage.titles)


def _looks_like_a_work(text: str) -> bool:
    return is_title_case(text) and len(re.findall(r"[^\W\d_]{4,}", text)) > 1


def _named(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@cache
def _works(language: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words_for(language).prose.works)


@cache
def _of(words: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(map(re.escape, words))
    gap = r"\s*" if any(word in "の的" for word in words) else r"\s+"
    return re.compile(rf"(?:[’']s)?{gap}(?P<word>{said})(?:(?<=[’'])|{gap})")
