"""What another book's chapters are called in print, and the links to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import panflute as pf

from chapbook.book import Book
from chapbook.inventory import Inventory, InventoryEntry
from chapbook.naming import forms_of
from chapbook.words import words_for

#: What every reference to another book is marked with.
CLASS = "companion"
#: More chapters than these are named by their numbers alone.
MOST_TITLED = 3

_PLACE = re.compile(r"\{(\w+)\}")


def entry_label(entry: InventoryEntry, book: Book, *, capital: bool = False) -> str:
    """`Chapter 5` in the language of `book`; a title alone for what has no number."""
    if entry.number is None:
        return entry.title
    form = forms_of(entry.kind, book).one
    # A kind that the other book defined itself has no words here.
    said = (form if form != "{}" else f"{entry.kind.capitalize()} {{}}").format(entry.number)
    return said[:1].upper() + said[1:] if capital else said


def entry_name(entry: InventoryEntry, book: Book, *, capital: bool = False) -> str:
    """`Chapter 5: Networks` in the language of `book`."""
    label = entry_label(entry, book, capital=capital)
    if entry.number is None or not entry.title:
        return label
    titled = words_for(book.metadata.language).companions["titled"]
    return titled.format(label=label, title=entry.title)


def print_entry(
    entry: InventoryEntry, inventory: Inventory, book: Book, said: str | None = None
) -> pf.Link | pf.Span:
    """A chapter's number and title, or `said` in their stead, linked where that is published."""
    inlines = to_inlines(_unbroken(said or entry_name(entry, book), entry, book))
    url = inventory.link_to(entry)
    if url is None:
        return pf.Span(*inlines, classes=[CLASS])
    return pf.Link(*inlines, url=url, classes=[CLASS])


def print_entries(
    entries: Sequence[InventoryEntry], inventory: Inventory, book: Book
) -> list[pf.Inline]:
    """Several chapters: each with its title, or as numbers alone where they are many."""
    words = words_for(book.metadata.language)
    if len(entries) > MOST_TITLED and len({entry.kind for entry in entries}) == 1:
        forms = forms_of(entries[0].kind, book)
        numbers: list[pf.Inline] = [
            print_entry(entry, inventory, book, entry.number or entry.title) for entry in entries
        ]
        before, _, after = forms.many.partition("{}")
        joined = join(numbers, words.and_, words.last)
        return [*to_inlines(before), *joined, *to_inlines(after)]
    whole: list[pf.Inline] = [print_entry(entry, inventory, book) for entry in entries]
    return join(whole, words.and_, words.last)


def print_book(inventory: Inventory, book: Book, edition: bool = False) -> list[pf.Inline]:
    """The other book's title as the language sets it, with its edition on request."""
    pattern = words_for(book.metadata.language).companions["book"]
    if pattern == "*{}*":
        title: list[pf.Inline] = [pf.Emph(*to_inlines(inventory.title))]
    else:
        title = to_inlines(pattern.format(inventory.title))
    return [*title, *print_edition(inventory)] if edition else title


def print_edition(inventory: Inventory) -> list[pf.Inline]:
    """` (First edition)`; nothing where the edition is not known."""
    return to_inlines(f" ({inventory.edition})") if inventory.edition else []


def fill(pattern: str, **parts: Iterable[pf.Inline]) -> list[pf.Inline]:
    """A sentence of the table of words with inlines in its places: `See {target}.`"""
    pieces = _PLACE.split(pattern)
    inlines: list[pf.Inline] = []
    for index, piece in enumerate(pieces):
        inlines += parts[piece] if index % 2 else to_inlines(piece)
    return inlines


def join(items: Sequence[pf.Inline], and_: str, last: str) -> list[pf.Inline]:
    """Items with commas and the language's `and` between them."""
    joined: list[pf.Inline] = []
    for index, item in enumerate(items):
        if index:
            is_last = index == len(items) - 1
            joint = (and_ if len(items) == 2 else last) if is_last else ", "
            joined += to_inlines(joint)
        joined.append(item)
    return joined


def to_inlines(text: str) -> list[pf.Inline]:
    """Words and the spaces between them."""
    return list(_pieces(text))


def _unbroken(said: str, entry: InventoryEntry, book: Book) -> str:
    """The text with `Chapter 5` kept on one line."""
    label = entry_label(entry, book)
    if entry.number is None or not said.lower().startswith(label.lower()):
        return said
    return said[: len(label)].replace(" ", "\u00a0") + said[len(label) :]


def _pieces(text: str) -> Iterator[pf.Inline]:
    for piece in re.findall(r" +|[^ ]+", text):
        yield pf.Space() if piece[0] == " " else pf.Str(piece)
