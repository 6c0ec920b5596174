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
from chapbook.tree import iter_elements, plain_text

_OPENING = re.compile(r"^(?:←|→|<<|>>)?\s*(?:Next|Previous|Prev|Up next|Next chapter)\b[^:]*:")
#: A link out of the book: the line is an author's sentence, not navigation.
_AWAY = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
#: A navigation line has fewer words and spaces than this; a longer paragraph is none.
_LONGEST = 60
#: Marks by which other tools are asked for a table of contents.
_TOC = frozenset({"[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]"})
#: Writers of formats in which the reader turns pages.
_PRINT = frozenset({"latex", "typst", "docx"})


@dataclass(frozen=True)
class NavigationLines:
    """The filter `navigation-lines`: finds the lines."""

    name: str = "navigation-lines"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Wrap each navigation line in a Div; drop a `[TOC]`, for the book has its contents."""
        doc.content = [_mark(block) for block in doc.content if not _is_toc(block)]
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


def _is_toc(block: pf.Block) -> bool:
    short = isinstance(block, pf.Para) and len(block.content) <= 3
    return short and plain_text(block) in _TOC


def _mark(block: pf.Block) -> pf.Block:
    if not isinstance(block, pf.Para | pf.Plain | pf.Header):
        return block
    if len(block.content) > _LONGEST or not _OPENING.match(plain_text(block)):
        return block
    if not _links(block):
        return block
    inlines = list(block.content)
    while len(inlines) == 1 and isinstance(inlines[0], pf.Strong | pf.Emph):
        inlines = list(inlines[0].content)
    return pf.Div(pf.Para(*inlines), classes=["navigation"])


def _links(block: pf.Block) -> bool:
    inlines = list(block.content)
    while len(inlines) == 1 and isinstance(inlines[0], pf.Strong | pf.Emph):
        inlines = list(inlines[0].content)
    targets = [e.url for e in iter_elements(pf.Span(*inlines)) if isinstance(e, pf.Link)]
    return bool(targets) and not any(_AWAY.match(target) for target in targets)
