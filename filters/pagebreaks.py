r"""Make `\newpage`, `\pagebreak` and `\clearpage` a page break in print and nothing on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_BREAK = re.compile(r"\s*(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?\s*)+")

_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)

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


@dataclass(frozen=True)
class PageBreakLines:
    """The filter `pagebreak-lines`: takes each command out of the paragraph that it stands in."""

    name: str = "pagebreak-lines"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Split paragraphs at page breaks; an image that is left alone becomes a figure."""
        return rewrite(doc, (pf.Para,), _split)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [PageBreakLines(), PageBreaks()]


def is_page_break(element: pf.Element) -> bool:
    """Whether an element is nothing but page break commands."""
    return (
        isinstance(element, pf.RawBlock | pf.RawInline)
        and element.format in ("tex", "latex")
        and _BREAK.fullmatch(element.text) is not None
    )


def _split(paragraph: pf.Para) -> list[pf.Block] | None:
    if not any(is_page_break(inline) for inline in paragraph.content):
        return None
    blocks: list[pf.Block] = []
    line: list[pf.Inline] = []
    for inline in [*paragraph.content, None]:
        if inline is not None and not is_page_break(inline):
            line.append(inline)
            continue
        blocks += _paragraph(line)
        line = []
        if inline is not None:
            blocks.append(pf.RawBlock(inline.text, format=inline.format))
    return blocks


def _paragraph(inlines: list[pf.Inline]) -> list[pf.Block]:
    while inlines and isinstance(inlines[-1], _SPACES):
        inlines = inlines[:-1]
    while inlines and isinstance(inlines[0], _SPACES):
        inlines = inlines[1:]
    if len(inlines) == 1 and isinstance(inlines[0], pf.Image) and inlines[0].content:
        image = inlines[0]
        caption = pf.Caption(pf.Plain(*image.content))
        return [pf.Figure(pf.Plain(image), caption=caption)]
    return [pf.Para(*inlines)] if inlines else []


def page_break(writer: str) -> list[pf.Block]:
    """A page break for a writer; none for writers without pages."""
    if writer not in _BREAKS:
        return []
    format, text = _BREAKS[writer]
    return [pf.RawBlock(text, format=format)]
