"""Measure the text of Mermaid diagrams in our fonts, so that boxes fit what is printed in them.

Merman lays diagrams out without a browser. Left alone it guesses the width of text; it asks for it
in the 22 ways in which Mermaid does, of which those of width and of wrapped lines matter here.
"""

from __future__ import annotations

from collections.abc import Sequence

from merman import MermanTextMeasurementOperation as Operation
from merman import MermanTextMeasurementResultKind as Kind
from merman import MermanTextMeasurer
from merman import MermanTextMeasureRequest as Request
from merman import MermanTextMeasureResult as Result

from chapbook.plugins.diagramtext.measure import LINE_HEIGHT, text_width, wrap

_LENGTHS = frozenset(
    {
        Operation.COMPUTED_LENGTH,
        Operation.SIMPLE_B_BOX_WIDTH,
        Operation.RAW_B_BOX_WIDTH,
        Operation.TSPAN_B_BOX_WIDTH,
        Operation.WRAP_PROBE_B_BOX_WIDTH,
        Operation.BOUNDING_CLIENT_RECT_WIDTH,
        Operation.CANVAS_MEASURE_TEXT_WIDTH,
    }
)
_EXTENTS = frozenset(
    {Operation.B_BOX_X, Operation.B_BOX_X_WITH_ASCII_OVERHANG, Operation.TITLE_B_BOX_X}
)


class FontMeasurer(MermanTextMeasurer):  # type: ignore[misc]
    """Answers Merman with widths in the fonts that drawings are printed in."""

    def measure(self, request: Request) -> Result | None:
        """The size of a text; None leaves the answer, a height or an offset, to Merman."""
        operation = request.operation
        lines = request.text.split("\n")
        if operation in _LENGTHS:
            return _result(Kind.LENGTH, length=_widest(lines, request))
        if operation in _EXTENTS:
            half = _widest(lines, request) / 2
            return _result(Kind.HORIZONTAL_EXTENTS, left=half, right=half)
        if operation is Operation.MERMAID_CALCULATE_TEXT_DIMENSIONS:
            width = float(round(_widest(lines, request)))
            height = float(round(LINE_HEIGHT * request.font_size)) * len(lines)
            return _result(Kind.METRICS, width=width, height=height, lines=len(lines))
        if operation is Operation.MEASURE:
            return _wrapped(Kind.METRICS, lines, request)
        if operation in (Operation.WRAPPED, Operation.WRAPPED_WITH_RAW_WIDTH):
            raw = None if operation is Operation.WRAPPED else _widest(lines, request)
            if request.max_width is not None:
                size, weight, italic = _style(request)
                lines = wrap(request.text, request.max_width, size, weight, italic)
            kind = Kind.METRICS if raw is None else Kind.WRAPPED_WITH_RAW_WIDTH
            return _wrapped(kind, lines, request, raw)
        return None


def _style(request: Request) -> tuple[float, str, bool]:
    italic = request.font_style in ("italic", "oblique")
    return request.font_size, request.font_weight or "", italic


def _widest(lines: Sequence[str], request: Request) -> float:
    return max(text_width(line, *_style(request)) for line in lines)


def _wrapped(
    kind: Kind, lines: Sequence[str], request: Request, raw: float | None = None
) -> Result:
    height = len(lines) * request.line_height
    width = _widest(lines, request)
    return _result(kind, width=width, height=height, lines=len(lines), raw=raw)


def _result(
    kind: Kind,
    *,
    width: float = 0.0,
    height: float = 0.0,
    length: float = 0.0,
    lines: int = 0,
    left: float | None = None,
    right: float | None = None,
    raw: float | None = None,
) -> Result:
    return Result(
        result_kind=kind,
        width=width,
        height=height,
        length=length,
        line_count=lines,
        bbox_left=left,
        bbox_right=right,
        raw_width=raw,
    )
