"""Give the code of a chunk that would draw a figure the figure's label and caption.

No chunk is run. Its number and the references to it are right all the same, and the reader sees
what would be drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.inline_text import read_emphasis
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_LABEL = re.compile(r"fig[:-].")
_CAPTION = "fig-cap"


@dataclass(frozen=True)
class ChunkFigures:
    """The filter `chunk-figures`, which comes before the one that looks for listings."""

    name: str = "chunk-figures"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make each code block with a figure's label and caption a figure of code."""
        return rewrite(doc, (pf.CodeBlock,), _figure)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [ChunkFigures()]


def _figure(block: pf.CodeBlock) -> pf.Figure | None:
    if not _LABEL.match(block.identifier) or _CAPTION not in block.attributes:
        return None
    caption = pf.Caption(pf.Plain(*read_emphasis(block.attributes.pop(_CAPTION))))
    identifier, block.identifier = block.identifier, ""
    return pf.Figure(block, caption=caption, identifier=identifier)
