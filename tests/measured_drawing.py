"""A small drawing, finished as a book prints it, and what one rule for drawings says of it."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook.registry import load
from chapbook.roles import DiagramSource, FinishedDrawing

#: A drawing of 400 by 200 units, printed at 300 points: three quarters of a point for each.
SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" font-family="Arial" '
    'font-size="16">\n<rect width="400" height="200" fill="#fff"/>\n{}\n</svg>'
)


def finish(source: str, path: str = "assets/drawing.svg", printed: float = 300) -> FinishedDrawing:
    """A drawing as rules see it."""
    drawing = DiagramSource(source.encode(), PurePosixPath(path))
    registry = load(installed=False)
    renderer = registry.renderer_for(drawing.path.suffix, drawing.data)
    assert renderer is not None
    drawn = renderer.draw(drawing, ("svg", "pdf"), {})
    return FinishedDrawing(drawing, drawn.files, drawn.width, drawn.height, printed)


def faults(code: str, body: str, printed: float = 300) -> list[str]:
    """What a rule says of a drawing with this content, each with its line."""
    return faults_of(code, finish(SHEET.format(body), printed=printed))


def faults_of(code: str, drawing: FinishedDrawing) -> list[str]:
    """What a rule says of a drawing, each with its line."""
    (check,) = (check for check in load(installed=False).drawing_checks if check.code == code)
    return [f"{fault.line}: {fault.message}" for fault in check.check(drawing)]
