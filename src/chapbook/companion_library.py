"""The companions of a book by what its text calls them: name, title, alias."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chapbook.book import Companion
from chapbook.inventory import Inventory, InventoryEntry, letters_of

#: What stands for the one companion of a book that has one.
_THE_COMPANION = frozenset({"thecompanion", "thecompanionbook", "thecompanionvolume"})


@dataclass(frozen=True)
class Library:
    """A book's companions and their inventories by name."""

    companions: tuple[Companion, ...]
    inventories: Mapping[str, Inventory]

    def named(self, said: str) -> str | None:
        """The name of the companion that the text calls so, None where it is none."""
        wanted = letters_of(said)
        if wanted in _THE_COMPANION and len(self.companions) == 1:
            return self.companions[0].name
        for companion in self.companions:
            if wanted and wanted in map(letters_of, self.calls(companion)):
                return companion.name
        return None

    def calls(self, companion: Companion) -> tuple[str, ...]:
        """Everything that a companion is called by, longest first."""
        inventory = self.inventories.get(companion.name)
        titles = () if inventory is None else _titles(inventory)
        names = {companion.name, *companion.aliases, *titles}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def find_calls(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text calls a companion by name: start, end, the companion's name."""
        for companion in self.companions:
            for call in self.calls(companion):
                words = re.findall(r"\w+|&", call)
                pattern = r"[\W_]+".join(map(re.escape, words))
                for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.I) if words else ():
                    yield match.start(), match.end(), companion.name

    def entry(self, name: str, reference: str) -> InventoryEntry | None:
        """What `to=` or the part behind `#` names in a companion."""
        inventory = self.inventories.get(name)
        return None if inventory is None else inventory.resolve(reference)


def _titles(inventory: Inventory) -> tuple[str, ...]:
    whole = f"{inventory.title}: {inventory.subtitle}" if inventory.subtitle else ""
    return (inventory.title, whole) if whole else (inventory.title,)
