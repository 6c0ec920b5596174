"""Ids in a Word file: each once, and none used that is not there; Word repairs files otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from chapbook.plugins.ooxml.names import every, value
from chapbook.plugins.ooxml.package import Package

_DOCUMENT, _NOTES = "word/document.xml", "word/footnotes.xml"
#: What a mark in the text points to: the mark, the part, the element there.
_POINTING = (
    ("w:footnoteReference", _NOTES, "w:footnote"),
    ("w:endnoteReference", "word/endnotes.xml", "w:endnote"),
    ("w:commentReference", "word/comments.xml", "w:comment"),
)


def wrong_ids(package: Package) -> Iterator[str]:
    """A message for each id that is there twice, or used and not there."""
    trees = [package.tree(name) for name in (_DOCUMENT, _NOTES) if name in package.parts]
    starts = [mark for tree in trees for mark in every(tree, "w:bookmarkStart")]
    ends = [value(mark, "w:id") for tree in trees for mark in every(tree, "w:bookmarkEnd")]
    ids = [value(mark, "w:id") for mark in starts]
    # Word takes capitals and small letters of a bookmark's name for the same.
    yield from _twice("bookmark", (value(mark, "w:name").lower() for mark in starts))
    yield from _twice("bookmark id", ids)
    for id in sorted(set(ids) ^ set(ends)):
        yield f"the bookmark with the id {id} has no {'end' if id in ids else 'beginning'}"
    drawings = (e.get("id", "") for tree in trees for e in every(tree, "wp:docPr"))
    yield from _twice("drawing id", drawings)
    yield from _lost(package)
    yield from _unlisted(package, trees)


def open_fields(package: Package) -> Iterator[str]:
    """A message for each part in which fields do not end."""
    for name in package.names():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        marks = Counter(value(e, "w:fldCharType") for e in every(package.tree(name), "w:fldChar"))
        if marks["begin"] != marks["end"]:
            yield f"{name}: of its fields, {marks['begin']} begin and {marks['end']} end"


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield f"the {what} {id} is there {count} times"


def _lost(package: Package) -> Iterator[str]:
    body = package.tree(_DOCUMENT)
    for mark, part, element in _POINTING:
        used = {value(e, "w:id") for e in every(body, mark)}
        if not used:
            continue
        there = package.tree(part) if part in package.parts else None
        known = set() if there is None else {value(e, "w:id") for e in every(there, element)}
        for id in sorted(used - known):
            yield f"{part} has no {element.removeprefix('w:')} {id}, which the text marks"


def _unlisted(package: Package, trees: Iterable[etree._Element]) -> Iterator[str]:
    part = "word/numbering.xml"
    known = {"0"}  # no list at all
    if part in package.parts:
        known |= {value(number, "w:numId") for number in every(package.tree(part), "w:num")}
    used = {value(number) for tree in trees for number in every(tree, "w:numId")}
    for id in sorted(used - known):
        yield f"a paragraph is of the list {id}, which {part} does not have"
