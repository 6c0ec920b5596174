"""Find the pages of a PDF that show a box for a character which no font has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf


def pages_with_boxes(path: Path) -> Iterator[int]:
    """The numbers, from 0, of pages whose text holds the glyph 0, that of no character.

    The text itself does not tell: a file may say what a box stands for. Fonts have two bytes for
    each glyph, as those that Typst writes.
    """
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            if any(_has_box(codes) for codes in _codes(page)):
                yield number


def _codes(page: pikepdf.Page) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        if str(instruction.operator) not in ("Tj", "TJ"):
            continue
        pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
        yield from (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))


def _has_box(codes: bytes) -> bool:
    return any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
