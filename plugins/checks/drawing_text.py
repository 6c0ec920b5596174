"""Texts of drawings that meet other texts, lines, the edge of their box or of the drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chapbook.amounts import amount
from chapbook.finding import Severity
from chapbook.hookspecs import hookimpl
from chapbook.plugins.vector.bounds import boxed, cut_texts, hidden_texts
from chapbook.plugins.vector.collisions import crossings, overlaps
from chapbook.plugins.vector.measured import Measured
from chapbook.roles import DrawingCheck, DrawingFault, FinishedDrawing


@dataclass(frozen=True)
class TextFault:
    """One of `diagram-text-overlap`, `diagram-line-crossing`, `diagram-text-cut` and
    `diagram-text-box`."""

    code: str
    summary: str
    find: Callable[[Measured], Iterator[DrawingFault]]
    severity: Severity = Severity.WARNING
    is_quick: bool = False

    def check(self, drawing: FinishedDrawing) -> Iterable[DrawingFault]:
        """Every text with this fault."""
        from chapbook.plugins.vector.measure import measure

        measured = measure(drawing)
        return [] if measured is None else self.find(measured)


@hookimpl
def chapbook_drawing_checks() -> Iterable[DrawingCheck]:
    """The rules of this module."""
    return [
        TextFault("diagram-text-overlap", "Two texts of a drawing overlap.", _overlaps),
        TextFault("diagram-line-crossing", "A line crosses a text of a drawing.", _crossings),
        TextFault(
            "diagram-text-count",
            "A drawing has more texts than the rules for drawings look at.",
            _count,
            Severity.INFO,
        ),
        TextFault("diagram-text-cut", "A text of a drawing is cut off, hidden or outside.", _cut),
        TextFault("diagram-text-box", "A text of a drawing is wider than its box.", _boxes),
    ]


def _overlaps(measured: Measured) -> Iterator[DrawingFault]:
    for one, other, shared in overlaps(measured):
        message = f"{one.quoted} and {other.quoted} overlap at {measured.place(shared.center)}"
        yield DrawingFault(message, other.line or one.line, "move one of them, or shorten it")


def _crossings(measured: Measured) -> Iterator[DrawingFault]:
    for run, place in crossings(measured):
        yield DrawingFault(
            f"a line crosses {run.quoted} at {measured.place(place)}",
            run.line,
            "move the text, or put a filled box beneath it",
        )


def _count(measured: Measured) -> Iterator[DrawingFault]:
    if len(measured.runs) < measured.texts:
        yield DrawingFault(
            f"the drawing has {measured.texts} texts; the rules for drawings look at "
            f"{len(measured.runs)} of them",
            None,
            "divide the drawing, or leave out labels that nobody can read",
        )


def _cut(measured: Measured) -> Iterator[DrawingFault]:
    for run, is_gone in cut_texts(measured):
        what = "lies outside the drawing" if is_gone else "is cut off"
        place = measured.place(run.box.center)
        yield DrawingFault(
            f"{run.quoted} {what}, at {place}", run.line, "move the text, or widen the viewBox"
        )
    for run, is_gone in hidden_texts(measured):
        part = "" if is_gone else "partly "
        yield DrawingFault(
            f"{run.quoted} is {part}hidden by a shape over it, at {measured.place(run.box.center)}",
            run.line,
            "move the text, or draw it after the shape",
        )


def _boxes(measured: Measured) -> Iterator[DrawingFault]:
    for run, _, excess in boxed(measured):
        far = excess * measured.unit
        yield DrawingFault(
            f"{run.quoted} reaches {amount(round(far), 'unit')} out of its box at "
            f"{measured.place(run.box.center)}",
            run.line,
            "shorten the text, set it smaller, or widen the box",
        )
