"""Make `\newpage`, `\pagebreak` and `\clearpage` a page break in print and nothing on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_BREAK = re.compile(r"\s*(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?\s*)+")

_BREAKS = {
    "latex": ("latex", r"\clearpage"),
    "typst": ("typst", "#pagebreak(weak: true)"),
    "docx": ("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'),
}


@dataclass(frozen=True)
class PageBreaks:
    """The filter `pagebreaks`."""

    name: str = "pagebreaks"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each page break command; one at a chapter's very end is dropped."""

        def replace(element: pf.Element) -> object:
            if not is_page_break(element):
                return None
            if isinstance(element, pf.RawInline) or element.next is None:
                return []
            return page_break(context.writer)

        return rewrite(doc, (pf.RawBlock, pf.RawInline), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [PageBreaks()]


def is_page_break(element: pf.Element) -> bool:
    """Whether an element is nothing but page break commands."""
    return (
        isinstance(element, pf.RawBlock | pf.RawInline)
        and element.format in ("tex", "latex")
        and _BREAK.fullmatch(element.text) is not None
    )


def page_break(writer: str) -> list[pf.Block]:
    """A page break for a writer; none for writers without pages."""
    if writer not in _BREAKS:
        return []
    format, text = _BREAKS[writer]
    return [pf.RawBlock(text, format=format)]
