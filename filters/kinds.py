"""Set things of kinds that a book defines itself: algorithms, theorems, exercises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text, rewrite


@dataclass(frozen=True)
class Kinds:
    """The filter `kinds`: sets things of own kinds that are no box."""

    name: str = "kinds"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each thing of an own kind by what the writer makes of it."""

        def replace(div: pf.Div) -> object:
            return _typeset(div, context) if _is_own(div, context) else None

        return rewrite(doc, (pf.Div,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Kinds()]


def _is_own(div: pf.Div, context: Context) -> bool:
    """Whether a Div is of an own kind; numbered boxes were taken by the filter `boxes` before."""
    if "list-of" in div.classes:
        return False
    return div.attributes.get("kind") in {kind.name for kind in context.book.numbering.own}


def _typeset(div: pf.Div, context: Context) -> object:
    match context.writer:
        case "latex":
            return _for_latex(div, context)
        case "typst":
            return _for_typst(div, context)
        case "docx":
            return _for_word(div, context)
    return _for_html(div, context)


def _for_latex(div: pf.Div, context: Context) -> object:
    title, blocks = _split(div)
    begin = pf.RawInline(r"\begin{kindbox}{", format="latex")
    opening = pf.Plain(begin, *title, pf.RawInline("}", format="latex"))
    div.content = [opening, *blocks, pf.RawBlock(r"\end{kindbox}", format="latex")]
    return None


def _for_typst(div: pf.Div, context: Context) -> object:
    title, blocks = _split(div)
    begin = pf.RawInline("#kind-box(title: [", format="typst")
    opening = pf.Plain(begin, *title, pf.RawInline("])[", format="typst"))
    div.content = [opening, *blocks, pf.RawBlock("]", format="typst")]
    return None


def _split(div: pf.Div) -> tuple[list[pf.Inline], list[pf.Block]]:
    """The title of a thing and its other blocks, of which none is Pandoc's bare text of a Div."""
    blocks = [pf.Para(*b.content) if isinstance(b, pf.Plain) else b for b in div.content]
    if not blocks or not isinstance(blocks[0], pf.Div) or "title" not in blocks[0].classes:
        return [], blocks
    return [i for block in blocks[0].content for i in block.content], blocks[1:]


def _for_html(div: pf.Div, context: Context) -> object:
    """A group that a screen reader announces by its title."""
    title = next((b for b in div.content if isinstance(b, pf.Div) and "title" in b.classes), None)
    return enclose(
        "div",
        list(div.content),
        identifier=div.identifier,
        classes=["own-kind", *div.classes],
        role="group" if title else "",
        aria_label=plain_text(title) if title else "",
    )


def _for_word(div: pf.Div, context: Context) -> object:
    """The title in its own style, which keeps it with what follows."""
    for title in div.content:
        if isinstance(title, pf.Div) and "title" in title.classes:
            title.content = [pf.Para(*block.content) for block in title.content]
            title.attributes["custom-style"] = "Block Caption"
    return None
