"""The characters of a PDF's line by their places: PDFium turns the words of some lines round."""

from __future__ import annotations

from ctypes import byref, c_double
from typing import Any

import pypdfium2.raw as raw


def in_line(text: Any, box: tuple[float, float, float, float]) -> str:
    """What lies in a box of a page, from left to right; `text` is PDFium's text of the page."""
    left, bottom, right, top = box
    found = []
    for index in range(raw.FPDFText_CountChars(text)):
        sides = [c_double() for _ in range(4)]
        if not raw.FPDFText_GetCharBox(text, index, *map(byref, sides)):
            continue
        start, end, low, high = (side.value for side in sides)
        if left <= (start + end) / 2 <= right and low <= top and high >= bottom:
            found.append((start, chr(raw.FPDFText_GetUnicode(text, index))))
    return "".join(character for _, character in sorted(found))
