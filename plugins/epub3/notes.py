"""Footnotes: the numbers that the book gives them, and the way back from a note to its mark."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.plugins.epub3.pages import Page
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, XHTML, Element, h

_NOTE, _MARK = "footnote", "noteref"


def number_notes(pages: tuple[Page, ...], restart: str) -> None:
    """Number the notes of each page from 1, or of all pages in one count (`restart` is `book`).

    Pandoc numbers the marks of each page but not the notes, which it thinks of as windows that
    open at the mark; on the page of a reader without such windows they need numbers, too.
    """
    count = 0
    for page in pages:
        marks = {str(mark.get("href")): mark for mark in _of_type(page.root, "a", _MARK)}
        count = count if restart == "book" else 0
        for note in _of_type(page.root, "aside", _NOTE):
            mark = marks.get(f"#{note.get('id')}")
            if mark is not None:
                count += 1
                _number(note, mark, str(count))


def _of_type(root: Element, tag: str, kind: str) -> Iterator[Element]:
    return (e for e in root.iter(f"{{{XHTML}}}{tag}") if e.get(EPUB_TYPE) == kind)


def _number(note: Element, mark: Element, number: str) -> None:
    for inner in list(mark):
        mark.remove(inner)
    mark.text = number
    back = h("a", number, href=f"#{mark.get('id')}", class_="note-number", role="doc-backlink")
    first = note[0] if len(note) and note[0].tag == f"{{{XHTML}}}p" else None
    if first is None:
        first = h("p")
        note.insert(0, first)
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
