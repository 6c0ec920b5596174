"""Print the chapter's title in the running head, beside the book's.

A header of the reference document with a field `STYLEREF 1` asks for it. Each chapter then is a
section of the file, with a header of its own: Word computes the field anew wherever a reviewer
moves the heading, and LibreOffice before 7.6, which keeps what the field came with, is right too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from chapbook.plugins.ooxml.marks import Mark
from chapbook.plugins.ooxml.names import (
    build,
    every,
    parent_paragraph,
    prefixed,
    qualified,
    sort_children,
    text_of,
    text_run,
    value,
)
from chapbook.plugins.ooxml.notes import end_before_each, sections_of
from chapbook.plugins.ooxml.package import Package

_DOCUMENT = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
#: The instruction that asks for the title of the chapter.
_ASKS = ["STYLEREF", "1"]


def split_chapters(package: Package, body: etree._Element, marks: Sequence[Mark]) -> None:
    """Make each chapter but the first a section, where a header asks for its title."""
    if _find_asking(package) is None:
        return
    end_before_each(list(_openers(body, marks))[1:], body)


def write_running_heads(package: Package, body: etree._Element, marks: Sequence[Mark]) -> None:
    """Give the section of each chapter its header; others show the book's title alone."""
    header = _find_asking(package)
    if header is None:
        return
    model = deepcopy(header)
    for field in list(_asking(header)):
        _remove(field)
    openers = _openers(body, marks)
    opener: etree._Element | None = None
    begins = True
    for block in body:
        if begins and prefixed(block) not in ("w:bookmarkStart", "w:bookmarkEnd"):
            opener, begins = (block if block in openers else None), False
        for section in sections_of(block):
            begins = True
            if opener is not None:
                head = _head_of(model, openers[opener], text_of(opener).strip())
                add_header(package, section, "default", head)


def add_header(
    package: Package, section: etree._Element, kind: str, header: etree._Element
) -> None:
    """Give a section a header of a kind: `default`, or `first` for its first page."""
    for known in list(every(section, "w:headerReference")):
        if value(known, "w:type") == kind:
            section.remove(known)
    number = 1
    while package.holds(f"word/header{number}.xml"):
        number += 1
    name = f"word/header{number}.xml"
    content = etree.tostring(header, xml_declaration=True, encoding="UTF-8", standalone=True)
    relation = package.add(name, content, _TYPE, _RELATION, _DOCUMENT)
    section.append(build("w:headerReference", {"w:type": kind, "r:id": relation}))
    sort_children(section)


def _find_asking(package: Package) -> etree._Element | None:
    for name in package.names():
        if name.startswith("word/header") and name.endswith(".xml"):
            header = package.tree(name)
            if next(_asking(header), None) is not None:
                return header
    return None


def _asking(header: etree._Element) -> Iterator[etree._Element]:
    for field in every(header, "w:fldSimple"):
        if value(field, "w:instr").split()[:2] == _ASKS:
            yield field


def _openers(body: etree._Element, marks: Sequence[Mark]) -> dict[etree._Element, Mark]:
    """The headings of Parts and chapters, in their order."""
    chapters = {mark.bookmark: mark for mark in marks if mark.chapter is not None}
    return {
        paragraph: chapters[value(start, "w:name")]
        for start in every(body, "w:bookmarkStart")
        if value(start, "w:name") in chapters and (paragraph := parent_paragraph(start)) is not None
    }


def _head_of(model: etree._Element, mark: Mark, title: str) -> etree._Element:
    """The header of a chapter; that of a Part, whose title stands on the page, has none."""
    head = deepcopy(model)
    style = f'"{mark.style}"' if mark.style else str(mark.level)
    for field in list(_asking(head)):
        if mark.chapter == "part":
            _remove(field)
            continue
        field.set(qualified("w:instr"), f" STYLEREF {style} ")
        field[:] = [text_run(title)]
    return head


def _remove(field: etree._Element) -> None:
    parent = field.getparent()
    if parent is not None:
        parent.remove(field)
