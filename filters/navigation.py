"""Handle the lines by which a chapter points to its neighbours: `**Next: [Chapter 6: …](…)**`.

They may be a paragraph or a heading. Before the survey they become a Div of class `navigation`, so
that they are neither numbered nor listed in the contents; in print they are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text

_OPENING = re.compile(r"^(?:←|→|<<|>>)?\s*(?:Next|Previous|Prev|Up next|Next chapter)\b[^:]*:")
#: Writers of formats in which the reader turns pages.
_PRINT = frozenset({"latex", "typst", "docx"})


@dataclass(frozen=True)
class NavigationLines:
    """The filter `navigation-lines`: finds the lines."""

    name: str = "navigation-lines"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Wrap each navigation line in a Div."""
        doc.content = [_mark(block) for block in doc.content]
        return doc


@dataclass(frozen=True)
class Navigation:
    """The filter `navigation`: drops the lines, and a rule before them, where pages are turned."""

    name: str = "navigation"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Drop navigation in print, unless the target's option `navigation` is true."""
        if context.writer not in _PRINT or context.target.options.get("navigation"):
            return doc
        kept = [block for block in doc.content if not is_navigation(block)]
        while kept and isinstance(kept[-1], pf.HorizontalRule):
            kept.pop()
        doc.content = kept
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [NavigationLines(), Navigation()]


def is_navigation(block: pf.Block) -> bool:
    """Whether a block is a marked navigation line."""
    return isinstance(block, pf.Div) and "navigation" in block.classes


def _mark(block: pf.Block) -> pf.Block:
    if not isinstance(block, pf.Para | pf.Plain | pf.Header):
        return block
    if not _OPENING.match(plain_text(block)) or not _links(block):
        return block
    inlines = list(block.content)
    while len(inlines) == 1 and isinstance(inlines[0], pf.Strong | pf.Emph):
        inlines = list(inlines[0].content)
    return pf.Div(pf.Para(*inlines), classes=["navigation"])


def _links(block: pf.Block) -> bool:
    inlines = list(block.content)
    while len(inlines) == 1 and isinstance(inlines[0], pf.Strong | pf.Emph):
        inlines = list(inlines[0].content)
    return any(isinstance(inline, pf.Link) for inline in inlines)
