"""Set line blocks (verse, addresses) so that a line which does not fit is hung in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

#: What an empty line holds, so that it stays one.
_EMPTY = "\N{NO-BREAK SPACE}"
_AROUND = {"latex": (r"\begin{verse}", r"\end{verse}"), "typst": ("#verse[", "]")}
#: The paragraph styles in Word of a line, and of the last one.
_STYLE, _LAST = "Verse", "Verse Last"


@dataclass(frozen=True)
class Verse:
    """The filter `verse`."""

    name: str = "verse"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each line block by what its lines can be hung in with."""
        return rewrite(doc, (pf.LineBlock,), lambda block: _set(block, context.writer))


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [Verse()]


def _set(block: pf.LineBlock, writer: str) -> list[pf.Block]:
    lines = [list(line.content) or [pf.Str(_EMPTY)] for line in block.content]
    if writer in _AROUND:
        # The writer ends lines as it always does; the surroundings make paragraphs of them.
        opening, closing = (pf.RawBlock(said, format=writer) for said in _AROUND[writer])
        return [opening, pf.LineBlock(*(pf.LineItem(*line) for line in lines)), closing]
    if writer == "docx":
        return [*_styled(lines[:-1], _STYLE), *_styled(lines[-1:], _LAST)]
    rows = (pf.Div(pf.Plain(*line), classes=["line"]) for line in lines)
    return [pf.Div(*rows, classes=["verse"])]


def _styled(lines: Sequence[Sequence[pf.Inline]], style: str) -> list[pf.Block]:
    paragraphs = [pf.Para(*line) for line in lines]
    return [pf.Div(*paragraphs, attributes={"custom-style": style})] if paragraphs else []
