"""A book's companions as a build uses them: the pinned copies, and what has moved since.

Nothing here goes to the network: `commands.companions` fetches, and only when told to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chapbook.book import Book, Companion
from chapbook.companion_lock import LOCK, read_lock
from chapbook.errors import BookError
from chapbook.inventory import Inventory
from chapbook.inventory_file import find_inventory, read_inventory
from chapbook.manifest import holds_book

#: Makes the inventory of a book of the workspace from its manuscript.
Survey = Callable[[Path], Inventory]


@dataclass(frozen=True)
class Companions:
    """A book's companions by name.

    `inventories` are those to print from, with the editions that `book.yaml` names. `current`
    holds, for companions that are pinned, what their own files say now; a companion that lies
    elsewhere or cannot be read is not in it.
    """

    inventories: Mapping[str, Inventory] = field(default_factory=dict)
    current: Mapping[str, Inventory] = field(default_factory=dict)


def load_companions(book: Book, survey: Survey) -> Companions:
    """A book's companions: pinned copies where there is a lock, else what their paths hold.

    `survey` makes the inventory of a folder that holds a manuscript and no inventory. Raises
    `BookError` for one that is known by URL alone and is not pinned.
    """
    pinned = read_lock(book.root)
    inventories: dict[str, Inventory] = {}
    current: dict[str, Inventory] = {}
    for companion in book.companions:
        name, pin = companion.name, pinned.get(companion.name)
        if pin is not None and pin.source == companion.source:
            inventories[name] = _as_named(pin.inventory, companion)
            now = _if_readable(companion, survey)
            current |= {} if now is None else {name: now}
            continue
        read = read_companion(companion, survey)
        if read is not None:
            inventories[name] = _as_named(read, companion)
        elif companion.url is not None:
            raise not_pinned(book, companion)
    return Companions(inventories, current)


def read_companion(companion: Companion, survey: Survey) -> Inventory | None:
    """What a companion's own files say now; None where it has none here."""
    path = companion.path
    if path is None or not path.exists():
        return None
    if path.is_file():
        return read_inventory(path)
    file = find_inventory(path)
    if file is not None:
        return read_inventory(file)
    return survey(path) if holds_book(path) else None


def not_pinned(book: Book, companion: Companion) -> BookError:
    """The error for a companion whose inventory is only on the network."""
    return BookError(
        f"{LOCK} has no copy of the companion '{companion.name}' from {companion.url}",
        hint=f"run `publish companions update {book.name}`; a build does not use the network",
        path=book.root / book.manifest,
    )


def _if_readable(companion: Companion, survey: Survey) -> Inventory | None:
    """What a pinned companion's files say now: a build does not fail for another book's faults."""
    try:
        return read_companion(companion, survey)
    except BookError:
        return None


def _as_named(inventory: Inventory, companion: Companion) -> Inventory:
    """The inventory with the edition that `book.yaml` names, where it names one."""
    return replace(inventory, edition=companion.edition or inventory.edition)
