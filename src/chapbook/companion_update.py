"""Read a book's companions anew: the only work on a book that may use the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Companion
from chapbook.companion_books import Survey, read_companion
from chapbook.companion_drift import Move, find_moves
from chapbook.companion_lock import Pinned
from chapbook.companion_moves import MovedPlace, moved_places
from chapbook.errors import BookError
from chapbook.inventory import Inventory
from chapbook.inventory_file import parse_inventory


@dataclass(frozen=True)
class Change:
    """One companion before and after; `old` is None for one that was not pinned before."""

    name: str
    old: Inventory | None
    new: Inventory
    moves: tuple[Move, ...]
    places: tuple[MovedPlace, ...]


def pin_companions(
    book: Book, survey: Survey, fetch: Callable[[str], bytes]
) -> Mapping[str, Pinned]:
    """Every companion as its source is now; raises `BookError` for one that cannot be read."""
    return {c.name: Pinned(c.source, _read(book, c, survey, fetch)) for c in book.companions}


def current_companions(book: Book, survey: Survey) -> Mapping[str, Inventory]:
    """Those companions that have files here, as these are now."""
    found = {c.name: read_companion(c, survey) for c in book.companions}
    return {name: inventory for name, inventory in found.items() if inventory is not None}


def compare(
    book: Book,
    texts: Mapping[PurePosixPath, str],
    new: Mapping[str, Inventory],
    pinned: Mapping[str, Pinned],
) -> tuple[Change, ...]:
    """What is new of each companion since it was `pinned`, and the places that point to it."""
    old = {name: pin.inventory for name, pin in pinned.items()}
    known = {name: inventory for name, inventory in old.items() if name in new}
    places = moved_places(book, texts, known, new)
    return tuple(
        Change(
            name,
            old.get(name),
            inventory,
            find_moves(old[name], inventory) if name in old else (),
            tuple(place for place in places if place.companion == name),
        )
        for name, inventory in sorted(new.items())
    )


def _read(
    book: Book, companion: Companion, survey: Survey, fetch: Callable[[str], bytes]
) -> Inventory:
    if companion.url is not None:
        where = Path(companion.url)
        try:
            text = fetch(companion.url).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BookError(f"{companion.url} is not UTF-8", hint="it is no inventory") from error
        return parse_inventory(text, where if where.suffix in (".yaml", ".yml") else Path("x.json"))
    found = read_companion(companion, survey)
    if found is None:
        raise BookError(
            f"the companion '{companion.name}' has no inventory and no manuscript at "
            f"'{companion.source}'",
            hint=f"correct its path in {book.manifest}",
            path=book.root / book.manifest,
        )
    return found
