"""How wide drawings are printed: as asked for, else by their own size."""

from __future__ import annotations

import re

#: CSS pixels beyond which a drawing takes the whole text width.
_TEXT_WIDTH = 480
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|px|pt|pc|in|inch|cm|mm|em|)\s*")
#: The least size in points that is one, and the most; TeX knows no length beyond 16383 points.
_LEAST, _MOST = 1.0, 14400.0
#: Points of each unit; an em is that of the text, here 10 points.
_POINTS = {
    "px": 0.75,
    "": 0.75,
    "pt": 1,
    "pc": 12,
    "in": 72,
    "inch": 72,
    "cm": 28.346,
    "mm": 2.8346,
    "em": 10,
}


def default_width(natural: float, is_opener: bool = False) -> str:
    """The width of a drawing that asks for none, by its own in CSS pixels; empty where unknown."""
    if natural >= _TEXT_WIDTH or is_opener:
        return "100%"
    return f"{natural:g}px" if natural else ""


def printed_width(asked: str, natural: float, measure: float) -> float:
    """How wide a drawing is printed in points, on text of the width `measure` in points."""
    width = _points(asked if is_size(asked) else default_width(natural), measure)
    return measure if width is None else min(width, measure)


def is_size(asked: str) -> bool:
    """Whether a width or height as written is one that can be printed."""
    points = _points(asked, measure=100.0)
    return points is not None and _LEAST <= points <= (100.0 if "%" in asked else _MOST)


def _points(size: str, measure: float) -> float | None:
    match = _LENGTH.fullmatch(size)
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return number / 100 * measure if unit == "%" else number * _POINTS[unit]
