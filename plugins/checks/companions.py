"""Cross-reference boxes, against the inventory of the companion book that they point to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.inventory import FILE, Inventory, read_inventory
from chapbook.roles import Check, Inspection

#: A box such as `> **From Book 1:** For more, see "Title" Chapter 5: Its Title.`
_BOX = re.compile(r"^[ \t]*>[ \t]*\*\*From\s+(?P<who>[^*\n]+?):?\*\*:?.*(?:\n[ \t]*>.*)*", re.M)
_REFERENCE = re.compile(r"\b(?P<kind>Chapter|Appendix)\s+(?P<number>\d+|[A-Z])\b(?P<colon>:?)")


@dataclass(frozen=True)
class CompanionReference:
    """`companion-reference`."""

    code: str = "companion-reference"
    severity: Severity = Severity.WARNING
    summary: str = "A cross-reference box names a chapter that the companion does not have so."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Boxes that give a companion's chapter a number or title that its inventory does not."""
        inventories = dict(_inventories(inspection.book))
        for path, text in inspection.texts.items() if inventories else ():
            for box in _BOX.finditer(text):
                known = _companion(box, inspection.book, inventories)
                if known is not None:
                    line = text.count("\n", 0, box.start()) + 1
                    yield from self._compare(box.group(), known, path, line)

    def _compare(
        self, box: str, inventory: Inventory, path: PurePosixPath, line: int
    ) -> Iterator[Finding]:
        for reference in _REFERENCE.finditer(box):
            kind, number = reference.group("kind"), reference.group("number")
            entry = inventory.find(kind.lower(), number)
            if entry is None:
                message = f"“{inventory.title}” has no {kind} {number}"
                hint = "compare the companion's inventory"
                yield Finding(self.code, message, path, line, hint=hint)
            elif reference.group("colon") and not _letters(box[reference.end() :]).startswith(
                _letters(entry.title)
            ):
                message = f"{kind} {number} of “{inventory.title}” is called “{entry.title}”"
                hint = f"write {kind} {number}: {entry.title}"
                yield Finding(self.code, message, path, line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [CompanionReference()]


def _inventories(book: Book) -> Iterator[tuple[str, Inventory]]:
    for companion in book.companions:
        path = companion.path / FILE
        if path.is_file():
            yield companion.name, read_inventory(path)


def _companion(
    box: re.Match[str], book: Book, inventories: dict[str, Inventory]
) -> Inventory | None:
    """The companion that a box names by its title, its name or an alias."""
    said = _letters(box.group())
    for companion in book.companions:
        inventory = inventories.get(companion.name)
        if inventory is not None:
            names = (companion.name, inventory.title, *companion.aliases)
            if any(_letters(name) in said for name in names):
                return inventory
    return None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.replace("&", "and")).lower()
