"""Texts of drawings too pale or too small in print, and fonts and characters that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chapbook.finding import Severity
from chapbook.hookspecs import hookimpl
from chapbook.plugins.vector.backdrop import Color, spell
from chapbook.plugins.vector.legibility import LEAST_SIZE, Pale, pale_texts, small_texts
from chapbook.plugins.vector.measured import Measured, Run
from chapbook.roles import DrawingCheck, DrawingFault, FinishedDrawing

#: The lines that a message lists.
_LINES = 6


@dataclass(frozen=True)
class Legibility:
    """One of `diagram-contrast`, `diagram-small-type`, `diagram-font` and `diagram-glyph`."""

    code: str
    summary: str
    find: Callable[[Measured, FinishedDrawing], Iterator[DrawingFault]]
    severity: Severity = Severity.WARNING
    is_quick: bool = False

    def check(self, drawing: FinishedDrawing) -> Iterable[DrawingFault]:
        """Every text, or kind of text, with this fault."""
        from chapbook.plugins.vector.measure import measure

        measured = measure(drawing)
        return [] if measured is None else self.find(measured, drawing)


@hookimpl
def chapbook_drawing_checks() -> Iterable[DrawingCheck]:
    """The rules of this module."""
    return [
        Legibility("diagram-contrast", "A text of a drawing is too pale to read.", _pale),
        Legibility("diagram-small-type", "A drawing prints text below 6 points.", _small),
        Legibility(
            "diagram-font", "A drawing names no font that is available.", _fonts, Severity.INFO
        ),
        Legibility("diagram-glyph", "No font has a character of a drawing.", _glyphs),
    ]


def _pale(measured: Measured, drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    found: dict[tuple[Color, float], list[Pale]] = {}
    for pale in pale_texts(measured, drawing.printed):
        found.setdefault((pale.run.first.color, pale.least), []).append(pale)
    for alike in found.values():
        worst = min(alike, key=lambda pale: pale.contrast)
        first = worst.run
        yield DrawingFault(
            f"{first.quoted} in {spell(worst.color)} on {spell(worst.behind)} has a contrast "
            f"of {worst.contrast:.1f}, less than {worst.least:g}, at "
            f"{measured.place(first.box.center)}{_others([pale.run for pale in alike], first)}",
            first.line,
            "make the text darker or its background lighter, or the other way round",
        )


def _small(measured: Measured, drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    scale = drawing.printed / measured.width
    found: dict[float, list[Run]] = {}
    for run in small_texts(measured, drawing.printed):
        found.setdefault(round(run.size * measured.unit, 1), []).append(run)
    for size, runs in sorted(found.items()):
        first = runs[0]
        yield DrawingFault(
            f"{first.quoted} of size {size:g} prints at {first.size * scale:.1f} pt, less than "
            f"{LEAST_SIZE:g}, at {measured.place(first.box.center)}{_others(runs, first)}",
            first.line,
            f"set it at {LEAST_SIZE / scale * measured.unit:.1f} or more, or draw narrower",
        )


def _fonts(measured: Measured, drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    from chapbook.plugins.vector.font_names import missing_fonts

    for families, line, used in missing_fonts(drawing.source.data, measured.fonts):
        yield DrawingFault(
            f"the font '{families}' is not available; the drawing is set in {used}",
            line,
            "end the list of fonts in one that comes with chapbook, or in sans-serif",
        )


def _glyphs(measured: Measured, drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    from chapbook.plugins.vector.unset import unset_characters

    unset = unset_characters(drawing)
    if not unset:
        return
    lines = drawing.source.data.decode("utf-8", "ignore").splitlines()
    places = (number for number, line in enumerate(lines, 1) if set(unset) & set(line))
    said = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in unset[:_LINES])
    more = f" and {len(unset) - _LINES} more" if len(unset) > _LINES else ""
    yield DrawingFault(
        f"empty boxes are printed for {said}{more}: no font for them was found",
        next(places, None),
        "install a font that has them, or turn the text into outlines",
    )


def _others(runs: list[Run], first: Run) -> str:
    rest = [run for run in runs if run is not first]
    if not rest:
        return ""
    lines = sorted({run.line for run in rest if run.line is not None})
    said = ", ".join(map(str, lines[:_LINES])) + (", …" if len(lines) > _LINES else "")
    where = f" (line{'s' if len(lines) > 1 else ''} {said})" if lines else ""
    return f"; and {len(rest)} more{where}"
