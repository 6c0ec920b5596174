"""Leave out what is meant for other formats: Quarto's `.content-visible`, `.content-hidden`.

What has a number, or a footnote, stays in all of them: all formats have the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, rewrite

_COUNTED = (pf.Header, pf.Figure, pf.Table, pf.Image, pf.Note)
_VISIBLE, _HIDDEN = "content-visible", "content-hidden"
#: Quarto's names of what a format of ours makes; its `html` holds e-books, too.
_NAMES = {
    "pdf": ("pdf", "latex"),
    "typst": ("pdf", "typst"),
    "docx": ("docx", "openxml"),
    "epub": ("epub", "html"),
    "html": ("html",),
}


@dataclass(frozen=True)
class Conditions:
    """The filter `conditions`, which comes before the numbering."""

    name: str = "conditions"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Leave out each Div and Span whose condition the format does not meet."""
        names = _NAMES.get(context.target.format, (context.target.format,))

        def decide(element: pf.Div | pf.Span) -> object:
            return [] if not _is_shown(element, names) and not _is_counted(element) else None

        return rewrite(doc, (pf.Div, pf.Span), decide)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Conditions()]


def _is_shown(element: pf.Div | pf.Span, names: Iterable[str]) -> bool:
    if not {_VISIBLE, _HIDDEN} & set(element.classes):
        return True
    wanted, unwanted = (element.attributes.get(f"{word}-format", "") for word in ("when", "unless"))
    meets = (not wanted or wanted in names) and (not unwanted or unwanted not in names)
    return meets == (_VISIBLE in element.classes)


def _is_counted(element: pf.Div | pf.Span) -> bool:
    return any(
        isinstance(inner, _COUNTED) or bool(getattr(inner, "identifier", ""))
        for inner in iter_elements(element)
    )
