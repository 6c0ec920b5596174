"""The table of contents: a field that Word can update, with its entries already in it.

The entries carry no page numbers, which only a word processor can know; they are links, and become
numbered when the reader updates the field. The file does not ask Word to do so on opening, for
Word then greets the reader with a question about "fields that may refer to other files".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from chapbook.plugins.ooxml.names import build, every, find, prefixed, style_of, text_run, value
from chapbook.plugins.ooxml.shape import CONTENTS_MARK, Mark

#: Character styles that an entry keeps.
_KEPT_STYLES = ("SectionNumber", "VerbatimHeading")


def write_contents(body: etree._Element, marks: Sequence[Mark], levels: int, title: str) -> None:
    """Put the table of contents in the place that was marked for it."""
    mark = next((p for p in every(body, "w:p") if style_of(p) == CONTENTS_MARK), None)
    parent = mark.getparent() if mark is not None else None
    if mark is None or parent is None:
        return
    headings = _headings(body)
    entries = [
        (mark.bookmark, _outline_level(mark), headings[mark.bookmark])
        for mark in marks
        if mark.bookmark in headings and _outline_level(mark) <= levels
    ]
    parent.replace(mark, _contents(entries, levels, title))


def _outline_level(mark: Mark) -> int:
    """The level at which Word counts a heading: one less outside the Parts."""
    return mark.level if mark.style is None else mark.level - 1


def _headings(body: etree._Element) -> dict[str, etree._Element]:
    """Heading paragraphs by the bookmark around their text."""
    return {
        value(start, "w:name"): parent
        for start in every(body, "w:bookmarkStart")
        if value(start, "w:name").startswith("_Toc")
        and (parent := start.getparent()) is not None
        and prefixed(parent) == "w:p"
    }


def _contents(
    entries: Iterable[tuple[str, int, etree._Element]], levels: int, title: str
) -> etree._Element:
    paragraphs = [_entry(*entry) for entry in entries] or [_paragraph("TOC1")]
    instruction = build("w:instrText", {"xml:space": "preserve"})
    instruction.text = rf' TOC \o "1-{levels}" \h \z \u '
    opening = [_field_char("begin"), build("w:r", {}, instruction), _field_char("separate")]
    paragraphs[0][1:1] = opening
    closing = build("w:p", {}, _field_char("end"))
    heading = _paragraph("TOCHeading", text_run(title))
    gallery = build("w:docPartGallery", {"w:val": "Table of Contents"})
    part = build("w:docPartObj", {}, gallery, build("w:docPartUnique"))
    content = build("w:sdtContent", {}, heading, *paragraphs, closing)
    return build("w:sdt", {}, build("w:sdtPr", {}, part), content)


def _entry(bookmark: str, level: int, heading: etree._Element) -> etree._Element:
    link = build("w:hyperlink", {"w:anchor": bookmark, "w:history": 1}, *_runs(heading))
    return _paragraph(f"TOC{level}", link)


def _runs(heading: etree._Element) -> list[etree._Element]:
    """The heading's words, without breaks, notes, pictures and links."""
    runs = []
    for run in every(heading, "w:r"):
        words = "".join(text.text or "" for text in every(run, "w:t"))
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
