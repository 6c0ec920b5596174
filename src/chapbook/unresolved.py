"""Marks of references that an engine could not resolve: `??`, `Error! Reference source not found`.

A manuscript may hold such marks itself, as an operator in code or in "Really??". So a mark counts
only where the manuscript has none with the same letters before it or behind it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

from chapbook.book import Book
from chapbook.readback import Mark, marks_in, squeeze

#: So many letters at the sides of a mark tell it from others, where there are so many.
_ENOUGH = 6
#: Letters that have to be in a line of a chapter for the line to be a mark's.
_TELLING = 6
_NO_MARK = re.compile(r"[^?]+")
_TAG = re.compile(r"<[^>]*>")
_MARKUP = re.compile(r"<[^>]*>|\\[A-Za-z]+")


def unresolved(
    marks: Iterable[Mark], own: Iterable[str], letters: Collection[str] | None = None
) -> Iterator[Mark]:
    """The marks that none of the manuscript's own texts has.

    `letters` are those that the file shows at all: what its fonts lack tells nothing.
    """
    known = [_plain(mark, letters) for text in own for mark in _own_marks(text)]
    for mark in marks:
        plain = _plain(mark, None)
        if not any(_is_same(plain, one) for one in known):
            yield mark


def texts_of_document(document: bytes) -> Iterator[str]:
    """The text of Pandoc's JSON, code with it, a line a block; none without a mark.

    It comes with formulas and without: what is read of a page has them or not.
    """
    if b"??" in document or b"Error!" in document:
        blocks = json.loads(document)["blocks"]
        for has_formulas in (True, False):
            said: list[str] = []
            _gather(blocks, said, has_formulas)
            yield "".join(said)


def texts_of_files(book: Book, files: Iterable[PurePosixPath]) -> Iterator[str]:
    """The texts of drawings, without their tags; what is no text is passed over."""
    for file in dict.fromkeys(files):
        data = (book.root / file).read_bytes()
        if b"??" in data:
            yield _TAG.sub("", data.decode("utf-8", "replace"))


def line_of(mark: Mark, text: str) -> int | None:
    """The line of a chapter in which the letters before a mark stand, or those behind it."""
    lines = [squeeze(line) for line in text.splitlines()]
    for letters in (mark.before, mark.after):
        if len(letters) < _TELLING:
            continue
        found = [number for number, line in enumerate(lines, 1) if letters in line]
        if len(found) == 1:
            return found[0]
    return None


def _own_marks(text: str) -> Iterator[Mark]:
    """As `marks_in`, but letters of other lines do not count: formats put much between lines."""
    for line in text.splitlines():
        yield from marks_in(line)


def _plain(mark: Mark, letters: Collection[str] | None) -> Mark:
    """A mark without letters that a page gives back in another order, or that the file lacks."""

    def kept(letter: str) -> bool:
        is_turned = unicodedata.bidirectional(letter) in ("R", "AL")
        return not is_turned and (letters is None or letter in letters)

    before, after = ("".join(filter(kept, side)) for side in (mark.before, mark.after))
    return Mark(mark.shown, before, after)


def _is_same(mark: Mark, own: Mark) -> bool:
    """Whether as many letters agree as tell marks apart: a page's end may part it from others."""
    before = _agreed(mark.before[::-1], own.before[::-1])
    return before + _agreed(mark.after, own.after) >= min(_ENOUGH, len(own.before) + len(own.after))


def _agreed(text: str, other: str) -> int:
    """With how many of the same letters two texts begin."""
    pairs = zip(text, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _gather(node: Any, said: list[str], has_formulas: bool) -> None:
    if isinstance(node, list):
        for item in node:
            _gather(item, said, has_formulas)
    if not isinstance(node, dict):
        return
    content: Any = node.get("c")
    match node.get("t"):
        case "Str":
            said.append(content)
        case "Space" | "SoftBreak" | "LineBreak":
            said.append(" ")
        case "Code" | "CodeBlock":
            said.append(f" {content[1]} ")
        case "Math":
            said.append(f" {content[1] if has_formulas else _NO_MARK.sub(' ', content[1])} ")
        case "RawInline" | "RawBlock":
            said.append(_MARKUP.sub("", content[1]))
        case "Note":
            said.append("\n")
            _gather(content, said, has_formulas)
            said.append("\n")
        case kind:
            _gather(content, said, has_formulas)
            if kind not in ("Emph", "Strong", "Link", "Span", "Quoted", "Cite"):
                said.append("\n")
