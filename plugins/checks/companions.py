"""References to other books, against what those books publish about themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from chapbook.companion_drift import find_moves
from chapbook.companion_library import Library
from chapbook.companion_lock import LOCK
from chapbook.companion_moves import MovedPlace, moved_places, replace_label, replace_title
from chapbook.companion_naming import entry_label, entry_name
from chapbook.companion_references import Verdict
from chapbook.companion_source import SourceReference, SourceText
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.inventory import Inventory
from chapbook.roles import Check, Inspection

_UPDATE = "`publish companions diff` shows what moved, `publish companions update` takes it over"


@dataclass(frozen=True)
class CompanionReference:
    """`companion-reference`."""

    code: str = "companion-reference"
    severity: Severity = Severity.WARNING
    summary: str = "A reference to a companion names a chapter that it does not have so."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """References that give a companion's chapter a number or title that it does not have."""
        library = _library(inspection)
        for path, source in _sources(inspection, library):
            for reference in source.references():
                inventory = library.inventories[reference.found.companion]
                yield from self._compare(reference, inventory, path, source, inspection)
            for key in source.by_key():
                if key.entry is None:
                    inventory = library.inventories[key.companion]
                    message = f"“{inventory.title}” has nothing called '{key.key}'"
                    yield Finding(
                        self.code,
                        message,
                        path,
                        key.line,
                        key.column,
                        hint=_near(key.key, inventory),
                    )

    def _compare(
        self,
        reference: SourceReference,
        inventory: Inventory,
        path: PurePosixPath,
        source: SourceText,
        inspection: Inspection,
    ) -> Iterator[Finding]:
        found, book, title = reference.found, inspection.book, f"“{inventory.title}”"
        place = (path, reference.line, reference.column)
        entry = found.entries[0]
        if found.verdict is Verdict.UNKNOWN:
            said = zip(found.stated.numbers, found.entries, strict=True)
            for number in (number for number, known in said if known is None):
                message = f"{title} has no {found.stated.kind.capitalize()} {number}"
                yield Finding(self.code, message, *place, hint="compare the companion's inventory")
        elif entry is not None and found.verdict is Verdict.RETITLED:
            message = (
                f"{entry_label(entry, book, capital=True)} of {title} is called “{entry.title}”"
            )
            fix = replace_title(reference, entry, source)
            hint = f"write {entry_name(entry, book, capital=True)}"
            yield Finding(self.code, message, *place, hint=hint, fix=fix)
        elif entry is not None and found.verdict is Verdict.RENUMBERED:
            message = f"“{entry.title}” is {entry_label(entry, book, capital=True)} of {title}"
            fix = replace_label(reference, entry, source, book)
            hint = f"write {entry_name(entry, book, capital=True)}"
            yield Finding(self.code, message, *place, hint=hint, fix=fix)


@dataclass(frozen=True)
class CompanionDrift:
    """`companion-drift`."""

    code: str = "companion-drift"
    severity: Severity = Severity.WARNING
    summary: str = "A companion has changed since it was pinned in `companions.lock`."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """What was renumbered, retitled or removed, and each place that points to it."""
        companions = inspection.companions
        own = {c.name for c in inspection.book.companions if c.edition}
        for name, now in companions.current.items():
            pinned = companions.inventories[name]
            counts = [change for move in find_moves(pinned, now) for change in move.changes]
            told = [
                f"{counts.count(word)} {word}"
                for word in ("renumbered", "retitled", "removed", "added")
                if word in counts
            ]
            if pinned.edition != now.edition and name not in own:
                told.append(f"now {now.edition or 'without an edition'}")
            if told and told != [f"{counts.count('added')} added"]:
                message = f"“{pinned.title}” has changed since it was pinned: {', '.join(told)}"
                yield Finding(self.code, message, PurePosixPath(LOCK), hint=_UPDATE)
        places = moved_places(
            inspection.book, inspection.texts, companions.inventories, companions.current
        )
        for place in places:
            title = companions.inventories[place.companion].title
            message = _told(place, title, inspection)
            yield Finding(self.code, message, place.path, place.line, place.column, hint=_UPDATE)


@dataclass(frozen=True)
class CompanionUnknown:
    """`companion-unknown`."""

    code: str = "companion-unknown"
    severity: Severity = Severity.WARNING
    summary: str = "A box or reference names another book that `book.yaml` does not."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Boxes `From Book 2` and references `[@book-2#…]` to no companion of the book."""
        known = [companion.name for companion in inspection.book.companions]
        hint = (
            f"companions are: {', '.join(known)}"
            if known
            else "name the other book there, with its path and aliases"
        )
        for path, source in _sources(inspection, _library(inspection)):
            for unknown in source.unknown_books():
                message = f"`companions` in book.yaml has no “{unknown.who}”"
                yield Finding(self.code, message, path, unknown.line, unknown.column, hint=hint)


@dataclass(frozen=True)
class MissingInventory:
    """`missing-companion` where something is there, but no inventory and no book."""

    code: str = "missing-companion"
    severity: Severity = Severity.WARNING
    summary: str = "A companion's folder or inventory does not exist."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Companions of which nothing can be read."""
        book = inspection.book
        for companion in book.companions:
            path = companion.path
            if companion.name in inspection.companions.inventories or path is None:
                continue
            if path.exists():
                message = f"the companion '{companion.name}' has no inventory at '{path}'"
                hint = "write an `inventory.yaml` there, or give the path of the book itself"
                yield Finding(self.code, message, book.manifest, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [CompanionReference(), CompanionDrift(), CompanionUnknown(), MissingInventory()]


def _library(inspection: Inspection) -> Library:
    return Library(inspection.book.companions, inspection.companions.inventories)


def _sources(
    inspection: Inspection, library: Library
) -> Iterator[tuple[PurePosixPath, SourceText]]:
    for path, text in inspection.texts.items():
        yield path, SourceText(text, library, inspection.book.metadata.language)


def _told(place: MovedPlace, title: str, inspection: Inspection) -> str:
    old, new, book = place.move.old, place.move.new, inspection.book
    before = entry_name(old, book, capital=True) if old else place.said
    if new is None:
        return f"“{title}” no longer has {before}"
    return f"{before} of “{title}” is now {entry_name(new, book, capital=True)}"


def _near(key: str, inventory: Inventory) -> str:
    known = [entry.anchor for entry in inventory.entries if entry.anchor]
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    numbered = "chapter-5, appendix-a, an anchor, or the first words of a title"
    return f"did you mean '{near[0]}'?" if near else f"write {numbered}"
