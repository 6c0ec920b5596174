"""References to chapters of other books, as prose states them, and what they lead to.

The number decides. Where the stated title is that of another chapter, the title does: authors
renumber without noticing, and nobody writes a wrong title by a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from chapbook.companion_library import Library
from chapbook.inventory import Inventory, InventoryEntry, letters_of, main_title
from chapbook.mention_grammar import Stated, scan
from chapbook.mention_title import same_title

_OPENERS = re.compile(r"[\s:,—–(“\"‘'*_-]{1,8}")
_CLOSERS = {"(": ")", "“": "”", '"': '"', "‘": "’", "'": "'", "*": "*", "_": "_"}
#: What may stand between a book's name and its chapter where no box says whose chapter it is.
_BETWEEN = re.compile(r"[\s\"”'’*_,:()–—-]*(?:\([^()]{1,30}\)[\s,:]*)?")
_OF = re.compile(r"[\s,]*(?:of|in|from|de|in|von|aus|des|du|di)\s+[“\"‘'*_]*", re.I)
_JOINED = re.compile(r"[\s,]*(?:and|or|&|und|et|y|e|en|および|と|和|、)?[\s,]*", re.I)
_JOINER = re.compile(r"[\s,;]*(?:\s(?:and|or|&|und|oder|et|ou|y|o|e))?[\s,;]*$", re.I)
_OURS = re.compile(r"\s+(?:of|in)\s+(?:this|our)\s+book\b", re.I)
_OUR = re.compile(r"(?:\bour|\bthis\s+book[’']s)\s+$", re.I)


class Verdict(StrEnum):
    """How a reference agrees with the inventory."""

    RIGHT = "right"
    #: The companion has no such number.
    UNKNOWN = "unknown"
    #: The number is there under another title.
    RETITLED = "title"
    #: The title is there under another number.
    RENUMBERED = "number"
    #: The inventory lists nothing of the kind, so there is nothing to compare.
    UNLISTED = "unlisted"


@dataclass(frozen=True)
class Found:
    """A reference in a text to one companion.

    `text[start:end]` is all of it, its title and the quotes around that included. `entries` are
    what its numbers lead to, None for each that the companion does not have.
    """

    companion: str
    stated: Stated
    entries: tuple[InventoryEntry | None, ...]
    verdict: Verdict
    start: int
    end: int


def find_references(
    text: str, library: Library, language: str, who: str | None = None
) -> list[Found]:
    """Every reference in a text to a companion, in order.

    `who` is the companion that a box is about; a name in the text before a reference overrides
    it. Without `who`, a reference needs the companion's name right before or after it.
    """
    calls = sorted(library.find_calls(text))
    found: list[Found] = []
    if who is None and not calls:
        return found
    for stated in _scan(text, language):
        if _OURS.match(text, stated.end) or _OUR.search(text[: stated.start]):
            continue
        name = _named(text, stated, calls, found, who)
        inventory = library.inventories.get(name or "")
        if name is not None and inventory is not None:
            found.append(_judge(text, stated, name, inventory))
    return found


def find_title(text: str, start: int, title: str) -> int | None:
    """The end of a title that stands at `start`, however it is spaced, quoted or set."""
    words = [w for w in re.findall(r"\w+|&", title) if w != "_"]
    if not words:
        return None
    said = (r"(?:&|and)" if w.lower() in ("&", "and") else re.escape(w) for w in words)
    match = re.compile(r"[\W_]*".join(said) + r"(?!\w)", re.I).match(text, start)
    return match.end() if match else None


def _scan(text: str, language: str) -> Iterator[Stated]:
    """Every mention; a title ends at the latest where the next mention begins."""
    found = scan(text, language.split("-")[0].lower())
    for stated, following in zip_longest(found, found[1:]):
        span = stated.title_span
        if following is None or span is None or span[1] <= following.start:
            yield stated
            continue
        end = span[0] + len(_JOINER.sub("", text[span[0] : following.start]))
        title = (span[0], end) if end > span[0] else None
        said = text[span[0] : end] if title else None
        yield replace(stated, title=said, title_span=title)


def _named(
    text: str,
    stated: Stated,
    calls: list[tuple[int, int, str]],
    found: list[Found],
    who: str | None,
) -> str | None:
    """The companion whose chapter is meant."""
    before = [call for call in calls if call[1] <= stated.start]
    for start, _, name in calls:
        of = _OF.match(text, stated.end)
        if of and of.end() == start:
            return name
    if before and (who is not None or _BETWEEN.fullmatch(text, before[-1][1], stated.start)):
        return before[-1][2]
    if who is None and found and _JOINED.fullmatch(text, found[-1].end, stated.start):
        return found[-1].companion
    return who


def _judge(text: str, stated: Stated, name: str, inventory: Inventory) -> Found:
    entries = tuple(inventory.find(stated.kind, number) for number in stated.numbers)
    found = Found(name, stated, entries, Verdict.RIGHT, stated.start, stated.end)
    if len(entries) != 1:
        is_known = all(entries) or stated.kind not in inventory.kinds
        return replace(found, verdict=_verdict(is_known, stated, inventory))
    titled = _titled(text, found, entries[0], inventory)
    if titled is not None:
        return titled
    if stated.title and entries[0] is not None:
        is_same = same_title(stated.title, entries[0].title)
        end = _closed(text, stated.end, stated.title_span)
        return replace(found, verdict=Verdict.RIGHT if is_same else Verdict.RETITLED, end=end)
    return replace(found, verdict=_verdict(entries[0] is not None, stated, inventory))


def _verdict(is_known: bool, stated: Stated, inventory: Inventory) -> Verdict:
    if stated.kind not in inventory.kinds:
        return Verdict.UNLISTED
    return Verdict.RIGHT if is_known else Verdict.UNKNOWN


def _titled(
    text: str, found: Found, entry: InventoryEntry | None, inventory: Inventory
) -> Found | None:
    """The reference with a title of the inventory that stands after it; None where none does."""
    opened = _OPENERS.match(text, found.stated.end)
    if opened is None or not opened.group().strip():
        return None
    rest = letters_of(text[opened.end() :])
    for known, title in _candidates(entry, inventory):
        if not rest.startswith(letters_of(title)):
            continue
        end = find_title(text, opened.end(), title)
        if end is None or (title != known.title and not _ends_there(text, end)):
            continue
        span = (opened.end(), end)
        stated = replace(found.stated, title=text[span[0] : end], title_span=span)
        verdict = Verdict.RIGHT if known is entry else Verdict.RENUMBERED
        closed = _closed(text, found.stated.end, span)
        return replace(found, stated=stated, entries=(known,), verdict=verdict, end=closed)
    return None


def _candidates(
    entry: InventoryEntry | None, inventory: Inventory
) -> Iterator[tuple[InventoryEntry, str]]:
    """Titles that may be stated: the numbered entry's, whole or without subtitle, then others'."""
    if entry is not None and letters_of(entry.title):
        yield entry, entry.title
        yield entry, main_title(entry.title)
    others = [e for e in inventory.entries if e.number and e is not entry and e.title]
    for other in sorted(others, key=lambda e: -len(e.title)):
        if inventory.titled(other.title, other.kind) is other:
            yield other, other.title
    for other in others:
        if inventory.main_titles[letters_of(main_title(other.title))] == 1:
            yield other, main_title(other.title)


def _ends_there(text: str, end: int) -> bool:
    return not re.match(r"\s*:|\s+[\w&]", text[end : end + 8])


def _closed(text: str, start: int, span: tuple[int, int] | None) -> int:
    """The end of a title with the quotes or brackets around it."""
    if span is None:
        return start
    end = span[1]
    for opener in reversed(text[start : span[0]]):
        closer = _CLOSERS.get(opener)
        if closer and text.startswith(closer, end):
            end += len(closer)
    return end
