"""Sources of drawings: no viewBox, elements that are not drawn, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chapbook.finding import Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import DrawingCheck, DrawingFault, FinishedDrawing


@dataclass(frozen=True)
class SourceFault:
    """One of `diagram-viewbox`, `diagram-element` and `diagram-reference`."""

    code: str
    summary: str
    find: Callable[[FinishedDrawing], Iterator[DrawingFault]]
    severity: Severity = Severity.WARNING
    is_quick: bool = True

    def check(self, drawing: FinishedDrawing) -> Iterable[DrawingFault]:
        """Everything in the source with this fault."""
        return self.find(drawing)


@hookimpl
def chapbook_drawing_checks() -> Iterable[DrawingCheck]:
    """The rules of this module."""
    return [
        SourceFault("diagram-viewbox", "A drawing has no viewBox.", _views),
        SourceFault("diagram-element", "A drawing holds something that is not drawn.", _elements),
        SourceFault("diagram-reference", "A drawing refers to what is not there.", _references),
    ]


def _views(drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    from chapbook.plugins.vector.undrawn import line_without_view

    line = line_without_view(drawing.source.data)
    if isinstance(line, int):
        yield DrawingFault(
            "the <svg> has no viewBox, so not every reader can scale it",
            line,
            f'write viewBox="0 0 {drawing.width:g} {drawing.height:g}"',
        )


def _elements(drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    from chapbook.plugins.vector.undrawn import undrawn_elements

    for name, line, hint in undrawn_elements(drawing.source.data):
        yield DrawingFault(f"<{name}> is not drawn as it is meant", line, hint)
    yield from _scripts(drawing)


def _scripts(drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    """What runs in a drawing that no browser draws: it is left out of the picture."""
    from chapbook.plugins.vector.extract import is_only_svg, read_drawing

    if drawing.source.path.suffix.lower() not in (".svg", ".html", ".htm"):
        return
    if not is_only_svg(drawing.source.data):
        return
    for left in read_drawing(drawing.source.data, drawing.source.inputs).left_out:
        if left.what == "<script>" or left.what.startswith("on"):
            hint = "take it out, or let a page do it: `diagrams: {scripts: on}` and an HTML file"
            yield DrawingFault(f"{left.what} is left out of the drawing", left.line, hint)


def _references(drawing: FinishedDrawing) -> Iterator[DrawingFault]:
    from chapbook.plugins.vector.undrawn import lost_references

    for target, line in lost_references(drawing.source.data, drawing.source.inputs):
        if target.startswith("#"):
            hint = "correct the name, or give the element that id"
            yield DrawingFault(f"nothing in the drawing has the id '{target[1:]}'", line, hint)
        else:
            hint = "copy the file into the book's folder and use a relative path"
            yield DrawingFault(f"the drawing cannot use '{_short(target)}'", line, hint)


def _short(target: str) -> str:
    return target if len(target) <= 80 else f"{target[:79]}…"
