"""Expand references to other books by their inventories: boxes and `[@book-1#chapter-5]`.

`> **From Book 1:** … Chapter 5: Networks` and `::: {.crossref book="book-1" to="networks"}` get the
chapter's current number and title, a link where it is published, and in print the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import panflute as pf

from chapbook.companion_library import Library
from chapbook.companion_naming import (
    CLASS,
    entry_label,
    entry_name,
    fill,
    join,
    print_book,
    print_edition,
    print_entries,
    print_entry,
    to_inlines,
)
from chapbook.companion_references import Found, find_references
from chapbook.crossref_boxes import CROSSREF, WrittenBox, read_box
from chapbook.hookspecs import hookimpl
from chapbook.inline_text import Change, apply_changes, can_change, flat_text
from chapbook.inventory import Inventory
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, rewrite
from chapbook.words import words_for

#: Writers of what cannot be clicked on paper, where a chapter's number needs its edition.
PRINT = ("latex", "typst", "docx")

_CLOSING = re.compile(r"[”\"’')]*")
#: What follows a reference that its title may follow after a colon.
_CLAUSE_END = re.compile(r"\s*(?:[.,;:!?)”\"]|$)")


@dataclass(frozen=True)
class Companions:
    """The filter `companions`."""

    name: str = "companions"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Give each reference to a companion the number and title that its inventory has."""
        library = Library(context.book.companions, context.companions)
        printer = _Printer(library, context)
        rewrite(doc, (pf.Cite,), printer.inline)
        return rewrite(doc, (pf.BlockQuote, pf.Div), printer.box)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Companions()]


@dataclass(frozen=True)
class _Printer:
    library: Library
    context: Context

    def box(self, element: pf.Element) -> object:
        """A box with its references expanded; None where it is not about a companion."""
        written = read_box(element)
        if written is None:
            return None
        name = self.library.named(written.reference.who)
        if name is None and not written.reference.is_fenced:
            return None
        inventory = self.library.inventories.get(name or "")
        title = list(written.title) or self._box_title(written.reference.who, name)
        blocks = self._blocks(written, name, inventory)
        identifier = getattr(element, "identifier", "")
        head = pf.Div(pf.Plain(*title), classes=["title"])
        return pf.Div(head, *blocks, identifier=identifier, classes=[CROSSREF])

    def inline(self, cite: pf.Cite) -> object:
        """`[@book-1#chapter-5]` as the chapter it names; None where nothing in it is known."""
        known = [self._known(citation) for citation in cite.citations]
        if not any(known):
            return None
        pieces: list[list[pf.Inline]] = []
        for name, group in groupby(zip(known, cite.citations, strict=True), _book_of):
            citations = [citation for _, citation in group]
            if name is None:
                said = "; ".join(f"@{citation.id}" for citation in citations)
                pieces.append([pf.Cite(pf.Str(f"[{said}]"), citations=citations)])
            else:
                pieces.append(list(self._cited(name, citations)))
        inlines = list(pieces[0])
        for piece in pieces[1:]:
            inlines += [pf.Str(";"), pf.Space(), *piece]
        return inlines

    def _known(self, citation: pf.Citation) -> tuple[str, str] | None:
        """The companion and the fragment that a citation names."""
        called, mark, fragment = citation.id.partition("#")
        name = self.library.named(called) if mark else None
        return None if name is None or name not in self.library.inventories else (name, fragment)

    def _cited(self, name: str, citations: list[pf.Citation]) -> Iterator[pf.Inline]:
        inventory = self.library.inventories[name]
        words = words_for(self.context.book.metadata.language)
        items: list[pf.Inline] = []
        is_bare = all(citation.mode == "SuppressAuthor" for citation in citations)
        for citation in citations:
            entry = inventory.resolve(citation.id.partition("#")[2])
            if entry is None:
                said: pf.Inline = pf.Span(pf.Str(citation.id.partition("#")[2]), classes=[CLASS])
            elif is_bare:
                label = entry_label(entry, self.context.book)
                said = print_entry(entry, inventory, self.context.book, label)
            else:
                said = print_entry(entry, inventory, self.context.book)
            items.append(pf.Span(said, *citation.suffix) if citation.suffix else said)
        target = [one for item in join(items, words.and_, words.last) for one in _opened(item)]
        if citations[0].prefix:
            yield from [*citations[0].prefix, pf.Space()]
        if is_bare:
            yield from target
        else:
            book = print_book(inventory, self.context.book)
            yield from fill(words.companions["place"], book=book, target=target)

    def _box_title(self, who: str, name: str | None) -> list[pf.Inline]:
        companion = next((c for c in self.library.companions if c.name == name), None)
        called = companion.aliases[0] if companion and companion.aliases else None
        if called is None:
            inventory = self.library.inventories.get(name or "")
            called = inventory.title if inventory else who
        words = words_for(self.context.book.metadata.language)
        return to_inlines(words.companions["from"].format(called))

    def _blocks(
        self, written: WrittenBox, name: str | None, inventory: Inventory | None
    ) -> list[pf.Block]:
        blocks = list(written.blocks)
        is_told = False
        if name is not None and inventory is not None:
            is_told = bool(written.reference.to) or not self._shows_edition(inventory)
            is_told = is_told or (inventory.edition or "") in written.reference.text
            for block in _paragraphs(blocks):
                is_told = self._expand(block, name, inventory, not is_told) or is_told
        if written.reference.to:
            blocks.insert(0, self._sentence(written, inventory))
        return blocks

    def _sentence(self, written: WrittenBox, inventory: Inventory | None) -> pf.Para:
        """`For more on …, see …` of a fenced box, in the book's language."""
        reference, book = written.reference, self.context.book
        words = words_for(book.metadata.language)
        found = [inventory.resolve(to) if inventory else None for to in reference.to]
        if inventory is not None and all(found):
            target = print_entries([entry for entry in found if entry], inventory, book)
        else:
            named: list[pf.Inline] = []
            for to, entry in zip(reference.to, found, strict=True):
                known = inventory is not None and entry is not None
                named.append(
                    print_entry(entry, inventory, book)
                    if known and entry and inventory
                    else pf.Span(pf.Str(to), classes=[CLASS])
                )
            target = join(named, words.and_, words.last)
        title: list[pf.Inline] = [pf.Emph(*to_inlines(reference.who))]
        if inventory is not None:
            title = print_book(inventory, book, self._shows_edition(inventory))
        place = fill(words.companions["place"], book=title, target=target)
        pattern = words.companions["topic" if reference.topic else "plain"]
        return pf.Para(*fill(pattern, topic=to_inlines(reference.topic), target=place))

    def _expand(self, block: pf.Block, name: str, inventory: Inventory, with_edition: bool) -> bool:
        """Expand a paragraph's references; whether the edition now stands in it."""
        text = flat_text(block.content)
        language = self.context.book.metadata.language
        found = find_references(text, self.library, language, name)
        changes = [c for one in found for c in self._change(one, text, block)]
        place = None
        if with_edition and any(one.companion == name for one in found):
            place = self._edition_place(text, name, found)
            # At the reference's own end, the edition belongs to its change.
            at_end = next((c for c in changes if c.end == place), None)
            if at_end is None:
                changes.append(Change(place, place, tuple(print_edition(inventory))))
            else:
                changes.remove(at_end)
                added = (*at_end.inlines, *print_edition(inventory))
                changes.append(Change(at_end.start, at_end.end, added))
        block.content = apply_changes(list(block.content), changes)
        return place is not None

    def _edition_place(self, text: str, name: str, found: list[Found]) -> int:
        """Behind the book's title, else behind the last reference to it."""
        own = [one for one in found if one.companion == name]
        calls = [end for _, end, called in self.library.find_calls(text) if called == name]
        before = [end for end in calls if end <= own[0].start]
        if not before:
            return own[-1].end
        closing = _CLOSING.match(text, before[-1])
        return closing.end() if closing else before[-1]

    def _change(self, found: Found, text: str, block: pf.Block) -> Iterator[Change]:
        inventory = self.library.inventories[found.companion]
        book = self.context.book
        entries = [entry for entry in found.entries if entry is not None]
        if len(entries) < len(found.entries) or not entries:
            return
        end = found.end if can_change(block.content, found.start, found.end) else found.stated.end
        if len(entries) == 1:
            capital = text[found.start].isupper()
            label = entry_label(entries[0], book, capital=capital)
            said = entry_name(entries[0], book, capital=capital)
            if end == found.stated.end and not _CLAUSE_END.match(text, end):
                said = f"{label} (“{entries[0].title}”)" if end == found.end else label
            inlines: list[pf.Inline] = [print_entry(entries[0], inventory, book, said)]
        else:
            inlines = print_entries(entries, inventory, book)
        yield Change(found.start, end, tuple(inlines))

    def _shows_edition(self, inventory: Inventory) -> bool:
        return self.context.writer in PRINT and bool(inventory.edition)


def _opened(item: pf.Inline) -> list[pf.Inline]:
    """What stands in a span that only held a chapter and the words behind it together."""
    return list(item.content) if isinstance(item, pf.Span) and not item.classes else [item]


def _book_of(pair: tuple[tuple[str, str] | None, pf.Citation]) -> str | None:
    return pair[0][0] if pair[0] else None


def _paragraphs(blocks: list[pf.Block]) -> list[pf.Block]:
    """Every paragraph of a box, in reading order."""
    whole = pf.Div(*blocks)
    return list(iter_elements(whole, (pf.Para, pf.Plain)))
