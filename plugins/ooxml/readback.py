"""Read a finished DOCX back: bookmarks with their text and number, links, notes, descriptions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chapbook.plugins.ooxml.list_numbers import ListNumbers
from chapbook.plugins.ooxml.marks import SECTION_NUMBER
from chapbook.plugins.ooxml.names import (
    bookmark_name,
    every,
    find,
    parent_paragraph,
    prefixed,
    qualified,
    value,
)
from chapbook.plugins.ooxml.package import Package
from chapbook.readback import Readback, Seen, marks_in, renamed, squeeze

_DOCUMENT, _NOTES = "word/document.xml", "word/footnotes.xml"
#: What a run shows beside its text.
_SPACES = frozenset({"w:tab", "w:br", "w:cr"})


@dataclass
class _Paragraph:
    """A paragraph as it is read: its text, what its bookmarks hold, its links.

    `led` are the bookmarks that links and fields lead to, `typed` is a number that is text, since
    no list of Word's could count it.
    """

    text: str
    typed: str
    bookmarks: dict[str, str]
    links: list[tuple[str, str]]
    led: list[str]


def read_docx(path: Path, anchors: Collection[str]) -> Readback:
    """What the file at `path` shows, with the book's anchors for the names of its bookmarks."""
    package = Package.read(path)
    body = package.tree(_DOCUMENT)
    numbers = ListNumbers.read(package)
    labels: dict[str, Seen] = {}
    said: list[str] = []
    noted, links, led = [], [], []
    notes = _notes(package, body)
    addresses = _addresses(package, _DOCUMENT)
    around: dict[str, tuple[str, int]] = {}
    for element in body.iter(*map(qualified, ("w:p", "w:bookmarkStart", "w:bookmarkEnd"))):
        if prefixed(element) != "w:p":
            _read_around(element, around, labels, said)
            continue
        paragraph = _read(element, addresses)
        said.append(paragraph.text)
        links += paragraph.links
        led += paragraph.led
        number = numbers.count(element) or paragraph.typed
        for name, inside in paragraph.bookmarks.items():
            is_whole = inside.strip() == paragraph.text.strip()
            shown = number or (None if is_whole or not inside.strip() else inside)
            text = " ".join(paragraph.text.split())
            labels[name] = Seen(shown, text, name)
    addresses = _addresses(package, _NOTES)
    for element in (element for note in notes for element in every(note, "w:p")):
        paragraph = _read(element, addresses)
        noted.append(paragraph.text)
        links += paragraph.links
        led += paragraph.led
    seen = Readback(
        labels=labels,
        links=tuple(links),
        notes=len(notes),
        alts=tuple(
            drawing.get("descr") or ""
            for part in (body, *notes)
            for drawing in every(part, "wp:docPr")
        ),
        dead=tuple(name for name in led if name not in labels),
        pages=(squeeze("\n".join(said)), squeeze("\n".join(noted))),
        marks=tuple(marks_in("\n".join([*said, *noted]))),
    )
    return renamed(seen, {bookmark_name(anchor): anchor for anchor in anchors})


def _read_around(
    mark: etree._Element,
    around: dict[str, tuple[str, int]],
    labels: dict[str, Seen],
    said: list[str],
) -> None:
    """A bookmark that stands around whole paragraphs; `around` holds those that are open."""
    number = value(mark, "w:id")
    if prefixed(mark) == "w:bookmarkStart" and parent_paragraph(mark) is None:
        around[number] = (value(mark, "w:name"), len(said))
    elif prefixed(mark) == "w:bookmarkEnd" and number in around:
        name, start = around.pop(number)
        labels.setdefault(name, Seen(None, " ".join(" ".join(said[start:]).split()), name))


def _read(paragraph: etree._Element, addresses: dict[str, str]) -> _Paragraph:
    said: list[str] = []
    typed: list[str] = []
    open_at: dict[str, tuple[str, int]] = {}
    bookmarks: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    led: list[str] = []
    for element in paragraph.iter(etree.Element):
        match prefixed(element):
            case "w:bookmarkStart":
                name = value(element, "w:name")
                open_at[value(element, "w:id")] = (name, len(said))
                bookmarks[name] = ""
            case "w:bookmarkEnd" if value(element, "w:id") in open_at:
                name, start = open_at.pop(value(element, "w:id"))
                bookmarks[name] = "".join(said[start:])
            case "w:t" | "m:t" if not _is_hidden(element):
                said.append(element.text or "")
                typed += [element.text or ""] if _is_number(element) else []
            case tag if tag in _SPACES:
                said.append(" ")
            case "w:hyperlink":
                name = value(element, "w:anchor")
                led += [name] if name else []
                target = name or addresses.get(value(element, "r:id"), "")
                links.append(("".join(_text(element)), target))
            case "w:instrText" | "w:fldSimple":
                led += _referred(element.text or value(element, "w:instr"))
    return _Paragraph("".join(said), "".join(typed).strip(), bookmarks, links, led)


def _text(element: etree._Element) -> Iterator[str]:
    for inner in element.iter(etree.Element):
        match prefixed(inner):
            case "w:t" | "m:t" if not _is_hidden(inner):
                yield inner.text or ""
            case tag if tag in _SPACES:
                yield " "


def _is_number(text: etree._Element) -> bool:
    run = text.getparent()
    style = find(run, "w:rPr/w:rStyle") if run is not None else None
    return style is not None and value(style) == SECTION_NUMBER


def _is_hidden(text: etree._Element) -> bool:
    run = text.getparent()
    return run is not None and find(run, "w:rPr/w:vanish") is not None


def _referred(instruction: str) -> Iterator[str]:
    """The bookmark that a field repeats or counts the page of."""
    words = instruction.split()
    if len(words) > 1 and words[0] in ("REF", "PAGEREF"):
        yield words[1]


def _notes(package: Package, body: etree._Element) -> list[etree._Element]:
    """The footnotes that have both a mark and a text."""
    marked = {value(mark, "w:id") for mark in every(body, "w:footnoteReference")}
    if _NOTES not in package.parts:
        return []
    return [n for n in every(package.tree(_NOTES), "w:footnote") if value(n, "w:id") in marked]


def _addresses(package: Package, part: str) -> dict[str, str]:
    """The targets of a part's links out of the file, by the relation's id."""
    name = part.replace("word/", "word/_rels/") + ".rels"
    if name not in package.parts:
        return {}
    return {
        str(relation.get("Id")): str(relation.get("Target"))
        for relation in package.tree(name)
        if relation.get("TargetMode") == "External"
    }
