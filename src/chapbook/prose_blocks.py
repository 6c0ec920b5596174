"""Divide a chapter's text into what stands by itself: paragraphs, list items, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_GAP = re.compile(r"\n[ \t>]*\n|\Z")
_ITEM = re.compile(r"\n(?=[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S)")
_NO_PROSE = re.compile(r"\s*(?:!\[|:::|<|\$\$)")
_HEADING = re.compile(r"\s*#{1,6}\s")
_CAPTION = re.compile(r"\s*(?:Table)?:\s")
_RULE = re.compile(r"[\s|:+=-]+")
_TABLE_LABEL = re.compile(r"#(tbl[:-][\w:.-]*\w)")
_REFERENCE = re.compile(r"@(tbl[:-][\w:.-]*\w)")


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item, or a row of a table, which begins at `start` of the text.

    `section` counts the headings before it. `table` are the names of the table that a row, head or
    caption belongs to: its label, and one of its own; `refers` are the labels of tables that it
    refers to.
    """

    start: int
    text: str
    section: int
    is_row: bool = False
    table: frozenset[str] = frozenset()
    refers: frozenset[str] = frozenset()


def iter_blocks(text: str) -> Iterator[Block]:
    """Every block of prose and every row, in reading order; headings and images are left out."""
    section = 0
    rows: list[Block] = []
    for block in _paragraphs(text):
        if _HEADING.match(block.text):
            yield from _named(rows, "")
            rows, section = [], section + 1
        elif block.text.lstrip(" \t>").startswith("|"):
            yield from _named(rows, "")
            rows = [replace(row, section=section) for row in _rows(block)]
        elif rows and _CAPTION.match(block.text):
            caption = replace(block, section=section)
            yield from _named([*rows, caption], block.text)
            rows = []
        else:
            yield from _named(rows, "")
            rows = []
            if block.text.strip() and not _NO_PROSE.match(block.text):
                yield from (replace(item, section=section) for item in _items(block))
    yield from _named(rows, "")


def _paragraphs(text: str) -> Iterator[Block]:
    start = 0
    for gap in _GAP.finditer(text):
        yield Block(start, text[start : gap.start()], 0)
        start = gap.end()


def _items(block: Block) -> Iterator[Block]:
    start = 0
    for end in [*(match.end() for match in _ITEM.finditer(block.text)), len(block.text)]:
        said = block.text[start:end]
        refers = frozenset(_REFERENCE.findall(said))
        yield Block(block.start + start, said, block.section, refers=refers)
        start = end


def _rows(block: Block) -> Iterator[Block]:
    """The rows, the head as no row: what it cites, it cites for all of them."""
    start = 0
    for number, line in enumerate(block.text.split("\n")):
        is_row = number > 0 and line.lstrip(" \t>").startswith("|")
        if not _RULE.fullmatch(line):
            yield Block(block.start + start, line, block.section, is_row)
        start += len(line) + 1


def _named(rows: list[Block], caption: str) -> Iterator[Block]:
    """The rows of one table and its caption, with the names that the table goes by."""
    labels = _TABLE_LABEL.findall(caption or (rows[-1].text if rows else ""))
    for row in rows:
        yield replace(row, table=frozenset({*labels, f"{rows[0].start}"}))
