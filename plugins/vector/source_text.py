"""The text of a drawing's source, letter by letter, with the line and element of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

#: Elements whose text is not drawn.
_SILENT = frozenset({"style", "script", "title", "desc", "metadata", "head"})
#: Elements within a text.
_INLINE = frozenset(
    ("tspan", "textpath", "a", "b", "i", "em", "strong", "code", "span", "sub", "sup", "small")
)
_MARKUP = re.compile(rb"<svg\b|<html\b|<!doctype", re.I)


@dataclass(frozen=True)
class SourceText:
    """Letters without spaces, and of each its line and a number that differs between texts.

    `is_markup` is whether it is SVG or HTML, where texts are elements, and no program.
    """

    letters: str
    lines: tuple[int, ...]
    elements: tuple[int, ...]
    is_markup: bool = True


def read_source_text(source: bytes) -> SourceText:
    """The letters of a source that is HTML or SVG, or of any other text."""
    root = parse_markup(source)
    return _of_lines(source) if root is None else _of_markup(root)


def parse_markup(source: bytes) -> etree._Element | None:
    """The elements of an HTML or SVG file with their lines, by HTML's rules; None for another."""
    if not _MARKUP.search(source[:100_000]):
        return None
    # HTML's parser knows no entities of the file's own, and reads what is not well-formed.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def line_of(element: etree._Element) -> int | None:
    """The line that an element of `parse_markup` is on."""
    line: Any = element.sourceline
    return int(line) if line else None


def _of_markup(root: etree._Element) -> SourceText:
    letters, lines, elements = [], [], []
    number = 0
    ends: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            text, line = (element.tail if event == "end" else None), 0
        elif event == "start":
            if element.tag in _SILENT:
                ends.append(element)
            number += element.tag not in _INLINE
            text, line = element.text, line_of(element) or 0
        else:
            if ends and ends[-1] is element:
                ends.pop()
            number += element.tag not in _INLINE
            parent = element.getparent()
            text, line = element.tail, (line_of(parent) or 0) if parent is not None else 0
        if text and not ends:
            bare = "".join(str(text).split())
            letters.append(bare)
            lines += [line] * len(bare)
            elements += [number] * len(bare)
    return SourceText("".join(letters), tuple(lines), tuple(elements))


def _of_lines(source: bytes) -> SourceText:
    letters, lines = [], []
    written = b"" if b"\0" in source or source.startswith(b"%PDF") else source
    for line, text in enumerate(written.decode("utf-8", "replace").splitlines(), 1):
        bare = "".join(text.split())
        letters.append(bare)
        lines += [line] * len(bare)
    return SourceText("".join(letters), tuple(lines), tuple(lines), is_markup=False)
