"""Join glyphs to runs of text, and find the line of the source that each comes from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chapbook.plugins.vector.measured import UNKNOWN, Glyph, Run
from chapbook.plugins.vector.source_text import SourceText

#: Between two letters of a run, in ems: the most space after a written space and without one, the
#: least that is one (browsers write none), and the most that they go back.
_SPACE = 0.7
_GAP = 0.45
_BLANK = 0.25
_BACK = 0.3
#: The letters of a text that is looked for in a program.
_SURE = 3


def make_runs(glyphs: Sequence[Glyph], source: SourceText) -> tuple[Run, ...]:
    """The runs of text in the order of painting, each with its line."""
    placed = _placed(glyphs, source)
    if placed is not None:
        return tuple(_joined(placed))
    return tuple(_found(list(_joined(glyphs)), source))


def _placed(glyphs: Sequence[Glyph], source: SourceText) -> list[Glyph] | None:
    """Each glyph with its line, where the drawing's letters are those of the source in order."""
    placed, at = [], 0
    for glyph in glyphs:
        letters = "".join(glyph.text.split())
        there = source.letters[at : at + len(letters)]
        if letters not in (there, UNKNOWN) or len(there) < len(letters):
            return None
        if letters:
            line, element = source.lines[at], source.elements[at]
            text = there if letters == UNKNOWN else glyph.text
            glyph = replace(glyph, text=text, line=line, element=element)
        placed.append(glyph)
        at += len(letters)
    return placed if at == len(source.letters) else None


def _found(runs: list[Run], source: SourceText) -> Iterator[Run]:
    """Each run with its line, by looking for its letters after those of the run before."""
    at = 0
    for run in runs:
        letters = "".join(run.text.split())
        pattern = re.compile(re.escape(letters).replace(UNKNOWN, "."), re.S)
        found = pattern.search(source.letters, at) or pattern.search(source.letters)
        if len(letters) < _SURE and not source.is_markup:
            found = None  # a digit of a scale is anywhere in a program
        if found is None:
            yield run
            continue
        at = found.end()
        line, element = source.lines[found.start()], source.elements[found.start()]
        words = tuple(
            tuple(replace(glyph, line=line, element=element) for glyph in word)
            for word in run.words
        )
        yield Run(tuple(glyph for word in words for glyph in word), words)


def _joined(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    words: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in glyphs:
        inked = next((word[-1] for word in reversed(words) if word), last)
        if last is not None and inked is not None and not _follows(last, glyph, inked):
            yield from _run(words)
            words = [[]]
        elif last is not None and last.text.strip() and _gap(last, glyph) > _BLANK * glyph.size:
            words.append([])
        if glyph.text.strip():
            words[-1].append(glyph)
        elif words[-1]:
            words.append([])
        last = glyph
    yield from _run(words)


def _run(words: list[list[Glyph]]) -> Iterator[Run]:
    full = tuple(tuple(word) for word in words if word)
    if full:
        yield Run(tuple(glyph for word in full for glyph in word), full)


def _follows(last: Glyph, glyph: Glyph, inked: Glyph) -> bool:
    """Whether a glyph continues a line in the same style; `inked` is the last that is no space."""
    if glyph.text.strip():
        same = (glyph.element, glyph.color) == (inked.element, inked.color)
        if not same or abs(glyph.alpha - inked.alpha) > 0.02:
            return False
    if abs(glyph.size - last.size) > 0.05 * last.size or math.dist(glyph.along, last.along) > 0.1:
        return False
    (x, y), (dx, dy) = last.origin, last.along
    off = abs((glyph.origin[1] - y) * dx - (glyph.origin[0] - x) * dy)
    most = _GAP if last.text.strip() and glyph.text.strip() else _SPACE
    return off < 0.1 * last.size and -_BACK * last.size < _gap(last, glyph) < most * last.size


def _gap(last: Glyph, glyph: Glyph) -> float:
    """The space between a glyph's ink and where the next begins; a space has no ink."""
    (x, y), (dx, dy) = last.origin, last.along
    far = (glyph.origin[0] - x) * dx + (glyph.origin[1] - y) * dy
    return far - (_reach(last) if last.text.strip() else 0.28 * last.size)


def _reach(glyph: Glyph) -> float:
    """How far its ink reaches along its line."""
    (x, y), (dx, dy), box = glyph.origin, glyph.along, glyph.box
    if not glyph.is_level:
        return max(box.width, box.height) / (abs(dx) + abs(dy))
    corners = ((box.left, box.top), (box.right, box.bottom))
    return max((right - x) * dx + (low - y) * dy for right, low in corners)
