"""The places of a book that point to what has moved in a companion, and how to set them right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.companion_drift import Move, moved_to
from chapbook.companion_library import Library
from chapbook.companion_naming import entry_label
from chapbook.companion_references import Verdict
from chapbook.companion_source import SourceKey, SourceReference, SourceText
from chapbook.finding import Fix
from chapbook.inventory import Inventory, InventoryEntry

_NUMBERED_KEY = re.compile(r"^(?:part|chapter|appendix|section|figure|table|listing|equation)-")
_SPECIAL = re.compile(r"([\\`*_<\[\]])")
_EMPHASIS = re.compile(r"[*_`\\]")


@dataclass(frozen=True)
class MovedPlace:
    """A reference to something that has moved: where it stands, what it says and what is new."""

    companion: str
    path: PurePosixPath
    line: int
    column: int
    said: str
    move: Move
    fixes: tuple[Fix, ...] = ()


def moved_places(
    book: Book,
    texts: Mapping[PurePosixPath, str],
    old: Mapping[str, Inventory],
    new: Mapping[str, Inventory],
) -> tuple[MovedPlace, ...]:
    """Every reference of the book to an entry that is not the same in `new` as in `old`.

    What only moved to another address is not among them: a build follows it by itself.
    """
    library = Library(book.companions, old)
    found: list[MovedPlace] = []
    for path, text in texts.items():
        source = SourceText(text, library, book.metadata.language)
        for reference in source.references():
            found += _of_prose(reference, path, source, old, new, book)
        for key in source.by_key():
            found += _of_key(key, path, source, old, new)
    return tuple(sorted(found, key=lambda place: (str(place.path), place.line, place.column)))


def replace_label(
    reference: SourceReference, entry: InventoryEntry, source: SourceText, book: Book
) -> Fix | None:
    """The fix that gives a reference the number of `entry`; None where it has several numbers."""
    if len(reference.numbers) != 1 or entry.number is None:
        return None
    if entry.kind == reference.found.stated.kind:
        return source.fix(reference.numbers[0], entry.number)
    return source.fix(reference.label, entry_label(entry, book, capital=True))


def replace_title(
    reference: SourceReference, entry: InventoryEntry, source: SourceText
) -> Fix | None:
    """The fix that gives a reference the title of `entry`; None where its own cannot be replaced.

    A title of which some words are emphasized would lose one end of the emphasis.
    """
    if reference.title is None or _EMPHASIS.search(source.text[slice(*reference.title)]):
        return None
    return source.fix(reference.title, _SPECIAL.sub(r"\\\1", entry.title))


def _of_prose(
    reference: SourceReference,
    path: PurePosixPath,
    source: SourceText,
    old: Mapping[str, Inventory],
    new: Mapping[str, Inventory],
    book: Book,
) -> Iterator[MovedPlace]:
    name = reference.found.companion
    for entry in filter(None, reference.found.entries):
        move = _move(entry, name, old, new)
        if move is None:
            continue
        fixes: list[Fix | None] = []
        if move.new is not None and reference.found.verdict is Verdict.RIGHT:
            if "renumbered" in move.changes:
                fixes.append(replace_label(reference, move.new, source, book))
            if "retitled" in move.changes:
                fixes.append(replace_title(reference, move.new, source))
        done = tuple(fix for fix in fixes if fix is not None)
        yield MovedPlace(name, path, reference.line, reference.column, reference.said, move, done)


def _of_key(
    key: SourceKey,
    path: PurePosixPath,
    source: SourceText,
    old: Mapping[str, Inventory],
    new: Mapping[str, Inventory],
) -> Iterator[MovedPlace]:
    move = _move(key.entry, key.companion, old, new) if key.entry else None
    if move is None:
        return
    after = move.new
    fixes: tuple[Fix, ...] = ()
    if after is not None and new[key.companion].resolve(key.key) is not after:
        renewed = after.anchor
        if after.number and _NUMBERED_KEY.match(key.key):
            renewed = f"{after.kind}-{after.number.lower()}"
        if renewed:
            fixes = (source.fix((key.start, key.start + len(key.key)), renewed),)
    yield MovedPlace(key.companion, path, key.line, key.column, key.key, move, fixes)


def _move(
    entry: InventoryEntry, name: str, old: Mapping[str, Inventory], new: Mapping[str, Inventory]
) -> Move | None:
    """What became of an entry, None where it is as it was or nothing newer is known."""
    if name not in old or name not in new:
        return None
    move = Move(entry, moved_to(old[name], new[name], entry))
    return move if {"renumbered", "retitled", "removed"}.intersection(move.changes) else None
