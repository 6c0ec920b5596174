"""Count footnotes by chapter: each chapter is a section of the file, which begins them anew.

A section takes over the running heads of the one before it, and its pages are counted on.

LibreOffice has one way to count for the whole file, and numbers the notes when that way changes;
where it does not change after the last note, it prints 0 for all of them. So two empty sections
stand at the end, the first of which counts on and the second anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import chain

from lxml import etree

from chapbook.plugins.ooxml.marks import Mark
from chapbook.plugins.ooxml.names import build, every, find, prefixed, put, qualified, value
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.pages import empty_paragraph, end_section


def restart_notes(package: Package, marks: Sequence[Mark], by: str) -> None:
    """Count footnotes anew in each chapter, or go on through the book (`by` is `chapter`, `book`).

    A file without notes, or with a single chapter, stays as it is.
    """
    body = find(package.tree("word/document.xml"), "w:body")
    settings = package.tree("word/settings.xml")
    for known in list(every(settings, "w:numRestart")):
        parent = known.getparent()
        if parent is not None:
            parent.remove(known)
    if body is None or by != "chapter" or next(every(body, "w:footnoteReference"), None) is None:
        return
    chapters = {mark.bookmark for mark in marks if mark.chapter is not None}
    headings = [
        paragraph
        for start in every(body, "w:bookmarkStart")
        if value(start, "w:name") in chapters and (paragraph := start.getparent()) is not None
    ]
    end_before_each(headings[1:], body)
    for section in every(body, "w:sectPr"):
        _count_notes(section, "eachSect")
    _end_twice(body)


def end_before_each(headings: Sequence[etree._Element], body: etree._Element) -> None:
    """End a section before each of these headings where none ends already."""
    # From the last to the first: a section's end is looked for from each heading on.
    for heading in reversed(headings):
        _end_before(heading, body)


def _end_before(heading: etree._Element, body: etree._Element) -> None:
    if heading.getparent() is not body or _ends_section(heading.getprevious()):
        return
    # A heading without a text below it can be what ends its section.
    blocks = chain([heading], heading.itersiblings())
    following = next(found for block in blocks for found in sections_of(block))
    section = deepcopy(following)
    end_section(heading, section)
    go_on(following, "nextPage")


def go_on(section: etree._Element, kind: str) -> None:
    """Make a section go on from the one before it: its running heads, its count of pages.

    Where one names the same running heads again, LibreOffice takes them from the first that did.
    """
    for name in ("w:headerReference", "w:footerReference", "w:titlePg"):
        for found in list(every(section, name)):
            section.remove(found)
    for pages in every(section, "w:pgNumType"):
        pages.attrib.pop(qualified("w:start"), "")
    put(section, "w:type", {"w:val": kind})


def _count_notes(section: etree._Element, restart: str) -> None:
    put(section, "w:footnotePr")[:] = [build("w:numRestart", {"w:val": restart})]


def _end_twice(body: etree._Element) -> None:
    last = find(body, "w:sectPr")
    assert last is not None, "set_pages makes a section"
    for restart in ("continuous", "eachSect"):
        end_section(last, deepcopy(last))
        go_on(last, "continuous")
        _count_notes(last, restart)
        last.addprevious(empty_paragraph())


def _ends_section(block: etree._Element | None) -> bool:
    while block is not None and prefixed(block) in ("w:bookmarkStart", "w:bookmarkEnd"):
        block = block.getprevious()
    return block is not None and find(block, "w:pPr/w:sectPr") is not None


def sections_of(block: etree._Element) -> list[etree._Element]:
    """The section that ends in a block of the body, if one does."""
    found = block if prefixed(block) == "w:sectPr" else find(block, "w:pPr/w:sectPr")
    return [] if found is None else [found]
