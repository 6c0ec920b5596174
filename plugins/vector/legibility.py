"""Texts of a drawing that are hard to read in print: too little contrast, too small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.plugins.vector.backdrop import Color, contrast, distance, laid_over
from chapbook.plugins.vector.collisions import crossings
from chapbook.plugins.vector.geometry import Box, Point
from chapbook.plugins.vector.measured import Glyph, Measured, Run
from chapbook.plugins.vector.visibility import uncovered

#: The least contrast of text and of large text (WCAG 2.2, 1.4.3), and what is large, in points.
_LEAST = 4.5
_LEAST_LARGE = 3.0
_LARGE = 18.0
_LARGE_BOLD = 14.0
#: The part of a text's background that may be worse.
_WORST = 0.1
_HALF = 0.5
#: The most places of a text that are looked at.
_PLACES = 60
_LOOKS = 120
#: How much two backgrounds may differ that count as one.
_ALIKE = 12
#: The least size of type in print, in points.
LEAST_SIZE = 6.0


@dataclass(frozen=True)
class Pale:
    """A text with too little contrast, its color and the one behind it."""

    run: Run
    color: Color
    behind: Color
    contrast: float
    least: float


def pale_texts(measured: Measured, printed: float) -> Iterator[Pale]:
    """Texts with less contrast than WCAG's level AA asks for at their printed size."""
    crossed = {run.order for run, _ in crossings(measured)}
    for run in measured.runs:
        # Rules and dots of letters are ornaments, and what lies hidden is not read.
        if not any(map(str.isalnum, run.text)) or not uncovered(run, measured):
            continue
        points = run.size * printed / measured.width
        is_large = points >= (_LARGE_BOLD if run.first.weight >= 700 else _LARGE)
        least = _LEAST_LARGE if is_large else _LEAST
        # A line through a text is a fault of its own.
        pale = _worst(run, measured, least, _HALF if run.order in crossed else _WORST)
        # A rendering has less contrast than the colors at most; where it has enough, a gradient
        # or a blend made the text's color another than the PDF says.
        if pale.contrast < least - 0.05 and not _reaches(pale, measured, least - 0.05):
            yield pale


def small_texts(measured: Measured, printed: float) -> Iterator[Run]:
    """Texts whose type is smaller in print than can be read."""
    scale = printed / measured.width
    edge = Box(0.0, 0.0, measured.width, measured.height)
    for run in measured.runs:
        if run.size * scale < LEAST_SIZE - 0.05 and run.box.meets(edge):
            yield run


def _worst(run: Run, measured: Measured, least: float, part: float) -> Pale:
    first = run.first
    if first.halo is not None and first.halo != first.color:
        behind = Counter([first.halo])
    else:
        behind = Counter(map(measured.backdrop.at, _places(uncovered(run, measured))))
    found = []
    for color, count in behind.items():
        shown = laid_over(first.color, first.alpha, color)
        found.append((contrast(shown, color), count, shown, color))
    left = part * sum(behind.values())
    for value, count, shown, color in sorted(found):
        left -= count
        if left < 0:
            return Pale(run, shown, color, value, least)
    return Pale(run, first.color, first.color, 1.0, least)


def _reaches(pale: Pale, measured: Measured, least: float) -> bool:
    """Whether a text has enough contrast in the rendering where it is worst."""
    if pale.run.first.halo is not None:
        return False
    whole, backdrop = measured.whole(), measured.backdrop
    for at in _places(pale.run.glyphs, _LOOKS):
        color = backdrop.at(at)
        if distance(color, pale.behind) <= _ALIKE and contrast(whole.at(at), color) >= least:
            return True
    return False


def _places(glyphs: Sequence[Glyph], most: int = _PLACES) -> list[Point]:
    """Places spread over the letters of a text."""
    each = max(1, round((most / len(glyphs)) ** 0.5))
    step = max(1, len(glyphs) * each * each // (2 * most))
    return [
        (
            box.left + box.width * (column + 0.5) / each,
            box.top + box.height * (row + 0.5) / each,
        )
        for box in (glyph.box for glyph in glyphs[::step])
        for row in range(each)
        for column in range(each)
    ]
