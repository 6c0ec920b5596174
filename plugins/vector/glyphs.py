"""Make an SVG with text as outlines small: each letter's outline is written once.

Of PDFs by some programs Typst writes one for each place where the letter stands, which is ten times
as much.
"""

from __future__ import annotations

import re

_GLYPH = re.compile(r'<path id="(g\d+)" d="(M[-MLQCZ\d., ]*)"/>\s*')
_USE = re.compile(r'(<use xlink:href="#)(g\d+)"')
#: A letter stands in so many places, on average, where Typst has written each once already.
_SHARED = 2
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def share_glyphs(svg: str, decimals: int) -> str:
    """Let glyphs of one shape be one, moved to their places; lengths have so many decimals.

    What is shared already is left alone: it would take longer than the conversion.
    """
    if svg.count("<use ") >= _SHARED * svg.count('<path id="g'):
        return svg
    places: dict[str, tuple[str, float, float]] = {}
    known: dict[str, str] = {}

    def share(found: re.Match[str]) -> str:
        name, path = found.groups()
        first = _POINT.search(path)
        if first is None:
            return found[0]
        x, y = float(first[1]), float(first[2])
        moved = _POINT.sub(
            lambda point: (
                f"{_short(float(point[1]) - x, decimals)},{_short(float(point[2]) - y, decimals)}"
            ),
            path,
        )
        kept = known.setdefault(moved, name)
        places[name] = (kept, x, y)
        return f'<path id="{name}" d="{moved}"/>\n' if kept == name else ""

    def place(found: re.Match[str]) -> str:
        if found[2] not in places:
            return found[0]
        name, x, y = places[found[2]]
        return f'{found[1]}{name}" x="{_short(x, decimals)}" y="{_short(y, decimals)}"'

    return _USE.sub(place, _GLYPH.sub(share, svg))


def _short(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
