"""How wide text is in the fonts that come with the package."""

from __future__ import annotations

from functools import cache
from typing import Any

from chapbook.plugins.vector.fonts import font_folder

#: The height of a line of text in our fonts, in ems.
LINE_HEIGHT = 1.117
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


def text_width(text: str, size: float, weight: str = "", italic: bool = False) -> float:
    """The width of one line of text in Liberation Sans, at a size in the unit of the result."""
    style = ("Bold" if weight.strip() in _BOLD else "") + ("Italic" if italic else "")
    return _ems(text, style or "Regular") * size


def wrap(text: str, limit: float, size: float, weight: str = "", italic: bool = False) -> list[str]:
    """Break text between words into lines no wider than `limit`, as a browser does."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, weight, italic) > limit:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


@cache
def _font(style: str) -> tuple[Any, int]:
    import uharfbuzz

    path = font_folder() / f"LiberationSans-{style}.ttf"
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return uharfbuzz.Font(face), face.upem


@cache
def _ems(text: str, style: str) -> float:
    import uharfbuzz

    font, units = _font(style)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(place.x_advance for place in buffer.glyph_positions)) / units
