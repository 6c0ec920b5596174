"""The cross-reference guide: which of our topics another book treats, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.companion_library import Library
from chapbook.companion_references import find_references
from chapbook.crossref_boxes import BoxReference
from chapbook.inventory import Inventory, InventoryEntry
from chapbook.outline import Label, Outline
from chapbook.words import words_for

#: `For a deep dive on X, see …`: what the other book offers, and on what.
_ENGLISH = re.compile(
    r"^For (?P<lead>[\w ,-]*?)\s*\b(?:on|about|into|of|behind)\s+(?P<topic>.+?),?\s+"
    r"(?:see|read|refer to|consult)\b"
)
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.I)
#: Words that say no more than that there is something to read.
_EMPTY_LEADS = frozenset({"more", "details", "more details", "information", "more information"})
_SENTENCE_END = re.compile(r"[.!?。！？](?:[”\"’)」』]*)(?:\s+|$)|(?<=[。！？])")


@dataclass(frozen=True)
class GuideRow:
    """A box as a row of the guide.

    `chapter` is ours in which it stands, `section` the heading right above it; `entries` are what
    it leads to in the companion.
    """

    topic: str
    chapter: Label
    section: Label
    companion: str
    inventory: Inventory
    entries: tuple[InventoryEntry, ...]
    relationship: str
    path: PurePosixPath
    line: int | None


def guide_rows(
    book: Book,
    outline: Outline,
    boxes: Mapping[PurePosixPath, tuple[BoxReference, ...]],
    inventories: Mapping[str, Inventory],
) -> tuple[GuideRow, ...]:
    """A row for each box that leads somewhere, in reading order."""
    library = Library(book.companions, inventories)
    return tuple(
        row
        for plan in outline.plans
        for box in boxes.get(plan.chapter.path, ())
        for row in _rows(box, plan.chapter.path, library, book, outline)
    )


def _rows(
    box: BoxReference, path: PurePosixPath, library: Library, book: Book, outline: Outline
) -> Iterator[GuideRow]:
    chapter = _chapter(path, outline)
    section = outline.find(path, box.section) or chapter
    language = book.metadata.language
    for name, entries, end in _targets(box, library, language):
        topic, lead = _topic(box, language)
        yield GuideRow(
            topic or section.title,
            chapter,
            section,
            name,
            library.inventories[name],
            entries,
            box.relationship or _rest(box, end) or lead,
            path,
            box.line,
        )


def _targets(
    box: BoxReference, library: Library, language: str
) -> Iterator[tuple[str, tuple[InventoryEntry, ...], int]]:
    """Each companion that a box names, with its chapters and the end of the last one's mention."""
    who = library.named(box.who)
    told: dict[str, list[InventoryEntry]] = {}
    end = 0
    if who is not None and who in library.inventories:
        named = (library.entry(who, to) for to in box.to)
        told[who] = [entry for entry in named if entry is not None]
        for found in find_references(box.text, library, language, who):
            told.setdefault(found.companion, []).extend(e for e in found.entries if e is not None)
            end = found.end
    for name, entries in told.items():
        if entries:
            yield name, tuple(_each_once(entries)), end


def _each_once(entries: list[InventoryEntry]) -> Iterator[InventoryEntry]:
    seen: list[InventoryEntry] = []
    for entry in entries:
        if entry not in seen:
            seen.append(entry)
            yield entry


def _chapter(path: PurePosixPath, outline: Outline) -> Label:
    """The label of the chapter that a file is, or continues."""
    last: Label | None = None
    for plan in outline.plans:
        if plan.chapter.depth == 1 or last is None:
            last = plan.label
        if plan.chapter.path == path:
            return last
    raise KeyError(path)


def _topic(box: BoxReference, language: str) -> tuple[str, str]:
    """What a box is about, and what it says the other book offers (`Deep dive`)."""
    if box.topic:
        return _capital(box.topic), ""
    for pattern in (_ENGLISH, _sentence(language)):
        match = pattern.match(box.text)
        if match:
            lead = _ARTICLE.sub("", match.groupdict().get("lead") or "").strip()
            lead = "" if lead in _EMPTY_LEADS else lead
            return _capital(match["topic"]), _capital(lead)
    return "", ""


def _rest(box: BoxReference, end: int) -> str:
    """What a box says after the sentence with its last reference."""
    if box.is_fenced and box.to and end == 0:
        return box.text
    stop = _SENTENCE_END.search(box.text, end)
    return box.text[stop.end() :].strip() if stop else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _sentence(language: str) -> re.Pattern[str]:
    """The language's own sentence of a fenced box, read backwards."""
    before, _, rest = words_for(language).companions["topic"].partition("{topic}")
    between = rest.partition("{target}")[0]
    return re.compile(f"{re.escape(before)}(?P<topic>.+?){re.escape(between)}", re.I)
