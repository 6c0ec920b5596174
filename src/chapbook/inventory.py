"""A book's inventory: what it publishes about itself so that other books can point into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from chapbook.book import Book
from chapbook.outline import Outline
from chapbook.store import digest

#: What a reference without a kind of its own can lead to: `to="network-and-connection"`.
_CHAPTERS = ("chapter", "appendix", "front-matter", "back-matter", "part")


@dataclass(frozen=True)
class InventoryEntry:
    """One thing that can be pointed to; `number` is complete (`5`, `A`, `5.2`), None for none.

    `places` says for each format where it is: `page=84&nameddest=x` in a PDF, `text/ch05.xhtml#x`
    in an EPUB, a bookmark in a DOCX. `line` is that of the file it was read from.
    """

    kind: str
    title: str
    number: str | None = None
    anchor: str | None = None
    line: int | None = None
    url: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Inventory:
    """A book's title page and all its entries in reading order."""

    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    edition: str | None = None
    language: str = "en-US"
    url: str | None = None
    entries: tuple[InventoryEntry, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all that a reference to the book can show; not of pages and files."""
        told = [(e.kind, e.number, e.title, e.anchor, e.url) for e in self.entries]
        return digest("inventory", self.title, self.edition, self.language, self.url, told)

    def find(self, kind: str, number: str) -> InventoryEntry | None:
        """The entry of that kind with that number."""
        return self._by_number.get((kind, number))

    def titled(self, title: str, kind: str | None = None) -> InventoryEntry | None:
        """The one entry of that title, of that kind where several have it; None where none."""
        found = self._by_title.get(letters_of(title), [])
        if len(found) > 1:
            found = [e for e in found if e.kind == kind]
        return found[0] if len(found) == 1 and letters_of(title) else None

    def resolve(self, reference: str) -> InventoryEntry | None:
        """What `to=` or `#…` names: an anchor, `chapter-5`, `appendix-a`, or words of the title.

        Words are those the title begins with, as many as tell it from the other chapters.
        """
        wanted = reference.strip().removeprefix("#")
        exact = next((e for e in self.entries if e.anchor and e.anchor == wanted), None)
        return exact or self._numbered(wanted) or self._begun(slug_of(wanted))

    def link_to(self, entry: InventoryEntry) -> str | None:
        """Where an entry is on the web, None where the book is not published there."""
        if entry.url or self.url is None:
            return entry.url
        return f"{self.url.partition('#')[0]}#{entry.anchor}" if entry.anchor else self.url

    @cached_property
    def main_titles(self) -> Counter[str]:
        """How often each title is there, as letters, without subtitles."""
        return Counter(letters_of(main_title(entry.title)) for entry in self.entries)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of which there are entries."""
        return frozenset(entry.kind for entry in self.entries)

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, str | None], InventoryEntry]:
        return {(entry.kind, entry.number): entry for entry in reversed(self.entries)}

    @cached_property
    def _by_title(self) -> Mapping[str, list[InventoryEntry]]:
        found: dict[str, list[InventoryEntry]] = {}
        for entry in self.entries:
            found.setdefault(letters_of(entry.title), []).append(entry)
        return found

    def _numbered(self, wanted: str) -> InventoryEntry | None:
        kind, _, number = wanted.partition("-")
        numbers = {number.casefold(), number.casefold().replace("-", ".")}
        found = (e for e in self.entries if e.kind == kind.lower() and e.number)
        return next((e for e in found if (e.number or "").casefold() in numbers), None)

    def _begun(self, slug: str) -> InventoryEntry | None:
        chapters = [e for e in self.entries if e.kind in _CHAPTERS]
        whole = [e for e in (*chapters, *self.entries) if slug in set(_slugs(e.title))]
        begun = [e for e in chapters if any(s.startswith(f"{slug}-") for s in _slugs(e.title))]
        if whole:
            return whole[0]
        return begun[0] if len(begun) == 1 and slug else None


def inventory_of(
    book: Book, outline: Outline, places: Mapping[str, Mapping[str, str]] | None = None
) -> Inventory:
    """The inventory of a numbered book; `places` maps a format to the place of each anchor."""
    found = places or {}
    metadata = book.metadata
    return Inventory(
        title=metadata.title,
        subtitle=metadata.subtitle,
        authors=metadata.authors,
        edition=metadata.edition,
        language=metadata.language,
        url=metadata.url,
        entries=tuple(
            InventoryEntry(
                kind=label.kind,
                title=label.title,
                number=label.number,
                anchor=label.anchor,
                places={
                    name: found[name][label.anchor]
                    for name in sorted(found)
                    if label.anchor in found[name]
                },
            )
            for label in outline
        ),
    )


def pdf_place(page: int | str, destination: str) -> str:
    """A page and a named destination as PDF viewers read them after `#` in a URL (RFC 8118)."""
    return f"page={page}&nameddest={destination}"


def main_title(title: str) -> str:
    """A title without its subtitle: `Observability: The Four Pillars` → `Observability`."""
    return title.partition(": ")[0]


def letters_of(text: str) -> str:
    """What two writings of one title have in common: letters and digits alone, `&` as `and`."""
    return re.sub(r"[\W_]+", "", text.replace("&", " and ")).casefold()


def slug_of(text: str) -> str:
    """A title as part of an address: `network-and-connection`."""
    return re.sub(r"[\W_]+", "-", text.replace("&", " and ").casefold()).strip("-")


def _slugs(title: str) -> Iterator[str]:
    yield slug_of(title)
    yield slug_of(title.replace("&", " "))
