"""What has moved between two inventories of one book: renumbered, retitled, removed, added."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from difflib import SequenceMatcher

from chapbook.inventory import Inventory, InventoryEntry, letters_of

#: How alike two titles have to be to count as one that was reworded (0 to 1).
ALIKE = 0.6


@dataclass(frozen=True)
class Move:
    """An entry before and after; one that was removed has no `new`, an added one no `old`."""

    old: InventoryEntry | None
    new: InventoryEntry | None

    @property
    def changes(self) -> tuple[str, ...]:
        """`renumbered`, `retitled`, `moved` (to another anchor), or `removed` or `added` alone."""
        if self.old is None or self.new is None:
            return ("added",) if self.old is None else ("removed",)
        told = {
            "renumbered": (self.old.kind, self.old.number) != (self.new.kind, self.new.number),
            "retitled": self.old.title != self.new.title,
            "moved": (self.old.anchor, self.old.url) != (self.new.anchor, self.new.url),
        }
        return tuple(name for name, is_so in told.items() if is_so)


def find_moves(old: Inventory, new: Inventory) -> tuple[Move, ...]:
    """Every entry that is not the same in both, in the order of the newer one."""
    pairs = _pair(old, new)
    partner = {id(after): before for before, after in pairs}
    gone = {id(before) for before, _ in pairs}
    moves = [Move(partner.get(id(entry)), entry) for entry in new.entries]
    moves += [Move(entry, None) for entry in old.entries if id(entry) not in gone]
    return tuple(move for move in moves if move.changes)


def moved_to(old: Inventory, new: Inventory, entry: InventoryEntry) -> InventoryEntry | None:
    """What became of an entry of the older inventory; None where it was removed."""
    return next((after for before, after in _pair(old, new) if before is entry), None)


def _pair(old: Inventory, new: Inventory) -> list[tuple[InventoryEntry, InventoryEntry]]:
    """The entries that are one and the same in both: by anchor, else by title, else by number."""
    left, right = list(old.entries), list(new.entries)
    pairs: list[tuple[InventoryEntry, InventoryEntry]] = []
    for key in (_place, _title, _number):
        waiting: dict[Hashable, list[InventoryEntry]] = {}
        for entry in right:
            waiting.setdefault(key(entry), []).append(entry)
        for before in left:
            candidates = waiting.get(key(before), []) if key(before) else []
            if candidates and (key is not _number or _is_reworded(before, candidates[0])):
                pairs.append((before, candidates.pop(0)))
        done = {id(entry) for pair in pairs for entry in pair}
        left = [entry for entry in left if id(entry) not in done]
        right = [entry for entry in right if id(entry) not in done]
    return pairs


def _place(entry: InventoryEntry) -> Hashable:
    return entry.anchor


def _title(entry: InventoryEntry) -> Hashable:
    letters = letters_of(entry.title)
    return (entry.kind, letters) if letters else None


def _number(entry: InventoryEntry) -> Hashable:
    return (entry.kind, entry.number) if entry.number else None


def _is_reworded(one: InventoryEntry, other: InventoryEntry) -> bool:
    if one.anchor is None or other.anchor is None:
        return True
    titles = (letters_of(one.title), letters_of(other.title))
    return SequenceMatcher(None, *titles).ratio() >= ALIKE
