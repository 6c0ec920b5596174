"""The table of contents and the lists of figures: fields that Word can update, entries in them.

The entries carry no page numbers, which only a word processor can know; they are links, and become
numbered when the reader updates the field. The file does not ask Word to do so on opening, for
Word then greets the reader with a question about "fields that may refer to other files".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from chapbook.book import Book
from chapbook.plugins.ooxml.captions import sequence_of
from chapbook.plugins.ooxml.marks import HEADING_LABEL, SECTION_NUMBER, Mark
from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    parent_paragraph,
    style_of,
    text_of,
    text_run,
    value,
)
from chapbook.plugins.ooxml.shape import CONTENTS_MARK, LIST_MARK

#: Character styles that an entry keeps.
_KEPT_STYLES = (SECTION_NUMBER, HEADING_LABEL, "VerbatimHeading")
#: Between a number and its title.
_EM_SPACE = "\u2003"

_Entry = tuple[str, str, Sequence[etree._Element]]


def write_contents(body: etree._Element, marks: Sequence[Mark], levels: int, title: str) -> None:
    """Put the table of contents in the place that was marked for it."""
    place = next((p for p in every(body, "w:p") if style_of(p) == CONTENTS_MARK), None)
    if place is None:
        return
    headings = _paragraphs(body)
    entries = [
        (mark.bookmark, f"TOC{mark.outline}", _heading(headings[mark.bookmark], mark))
        for mark in marks
        if mark.bookmark in headings and mark.outline <= levels
    ]
    paragraphs = _field(rf' TOC \o "1-{levels}" \h \z \u ', entries, "TOC1")
    heading = _paragraph("TOCHeading", text_run(title))
    gallery = build("w:docPartGallery", {"w:val": "Table of Contents"})
    part = build("w:docPartObj", {}, gallery, build("w:docPartUnique"))
    content = build("w:sdtContent", {}, heading, *paragraphs)
    _replace(place, [build("w:sdt", {}, build("w:sdtPr", {}, part), content)])


def write_lists(body: etree._Element, captions: Iterable[tuple[str, str]], book: Book) -> None:
    """Put the lists of figures, tables and other kinds in the places that were marked for them."""
    places = [paragraph for paragraph in every(body, "w:p") if style_of(paragraph) == LIST_MARK]
    named = _paragraphs(body) if places else {}
    for place in places:
        kind = book.numbering.kind(text_of(place))
        if kind is None:
            _replace(place, [])
            continue
        entries = [
            (bookmark, "TableofFigures", [text_run(" ".join(text_of(named[bookmark]).split()))])
            for name, bookmark in captions
            if name == kind.name and bookmark in named
        ]
        instruction = rf' TOC \h \z \c "{sequence_of(kind, book)}" '
        _replace(place, _field(instruction, entries, "TableofFigures"))


def _replace(place: etree._Element, blocks: Sequence[etree._Element]) -> None:
    for block in blocks:
        place.addprevious(block)
    parent = place.getparent()
    assert parent is not None, "a paragraph stands in something"
    parent.remove(place)


def _paragraphs(body: etree._Element) -> dict[str, etree._Element]:
    """Paragraphs by the bookmarks in them."""
    return {
        value(start, "w:name"): paragraph
        for start in every(body, "w:bookmarkStart")
        if (paragraph := parent_paragraph(start)) is not None
    }


def _field(instruction: str, entries: Iterable[_Entry], empty_style: str) -> list[etree._Element]:
    paragraphs = [_entry(*entry) for entry in entries] or [_paragraph(empty_style)]
    code = build("w:instrText", {"xml:space": "preserve"})
    code.text = instruction
    paragraphs[0][1:1] = [_field_char("begin"), build("w:r", {}, code), _field_char("separate")]
    return [*paragraphs, _paragraph("SectionEnd", _field_char("end"))]


def _entry(bookmark: str, style: str, runs: Sequence[etree._Element]) -> etree._Element:
    link = build("w:hyperlink", {"w:anchor": bookmark, "w:history": 1}, *runs)
    return _paragraph(style, link)


def _heading(heading: etree._Element, mark: Mark) -> list[etree._Element]:
    """The heading's number and words, without breaks, notes, pictures and links."""
    runs = []
    if mark.number:
        label = HEADING_LABEL if mark.chapter in ("part", "appendix") else SECTION_NUMBER
        runs = [text_run(mark.number, label), text_run(_EM_SPACE)]
    for run in every(heading, "w:r"):
        words = text_of(run)
        if not words:
            continue
        copy = text_run(words)
        look = find(run, "w:rPr")
        if look is not None:
            kept = deepcopy(look)
            style = find(kept, "w:rStyle")
            if style is not None and value(style) not in _KEPT_STYLES:
                kept.remove(style)
            if len(kept):
                copy.insert(0, kept)
        runs.append(copy)
    return runs


def _paragraph(style: str, *children: etree._Element) -> etree._Element:
    look = build("w:pPr", {}, build("w:pStyle", {"w:val": style}))
    return build("w:p", {}, look, *children)


def _field_char(kind: str) -> etree._Element:
    return build("w:r", {}, build("w:fldChar", {"w:fldCharType": kind}))
