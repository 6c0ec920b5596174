"""The gutter of a book: a thick one opens less flat, so its inner margin has to be wider.

The number of pages is estimated from the text and not taken from an earlier build: a book built
twice has to come out the same.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from chapbook.plugins.engines.page import WIDEST_GUTTER, Page, points, read_page, text_width
from chapbook.roles import Manuscript

_MM = 72 / 25.4
#: What `gutter: auto` adds to the inner margin, by the number of pages up to which it holds.
WIDTHS = ((150, 0.0), (300, 3 * _MM), (500, 6 * _MM), (math.inf, WIDEST_GUTTER))

#: A letter's width and a line's height in parts of the type size, by the templates' fonts.
_LETTER, _LINE = 0.5, 1.45
#: The share of a page that its text fills, between headings and displays; and that of a picture.
_FILLED, _PICTURE = 0.8, 0.4


def settle_page(manuscript: Manuscript) -> Page:
    """The page that the target asks for, with the gutter that the book needs."""
    page = read_page(manuscript.target)
    if manuscript.target.options.get("gutter") != "auto":
        return page
    pages = estimate_pages(manuscript.document, replace(page, gutter=0.0))
    return replace(page, gutter=next(width for most, width in WIDTHS if pages <= most))


def estimate_pages(document: bytes, page: Page) -> int:
    """About how many pages the document's text, code and pictures take."""
    size = points(page.fontsize)
    room = points(page.height) * (1 - page.layout.top - page.layout.bottom)
    letters_per_line = text_width(page) / (size * _LETTER)
    lines_per_page = room / (size * _LINE)
    count = _Count()
    json.loads(document, object_hook=count)
    lines = count.letters / letters_per_line + count.lines
    return math.ceil(lines / (lines_per_page * _FILLED) + count.pictures * _PICTURE)


class _Count:
    """Counts what takes room, element by element."""

    def __init__(self) -> None:
        self.letters = self.lines = self.pictures = 0

    def __call__(self, node: dict[str, Any]) -> dict[str, Any]:
        match node.get("t"):
            case "Str":
                self.letters += len(node["c"]) + 1
            case "Code":
                self.letters += len(node["c"][1]) + 1
            case "CodeBlock":
                self.lines += node["c"][1].count("\n") + 3
            case "Header":
                self.lines += 3
            case "Image":
                self.pictures += 1
        return node
