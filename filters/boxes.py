"""Make callouts and cross-reference boxes real boxes in every format.

Read as boxes: `> **Title:** text`, `> **From Book 1:** …`, `::: {.note title="…"}` and GitHub's
`> [!NOTE]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text, rewrite

#: Classes of a fenced Div that make it a box, with the title it has where none is given.
KINDS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "danger": "Danger",
    "info": "Info",
    "example": "Example",
    "callout": "",
    "crossref": "",
}
#: `epub:type` (EPUB 3 Structural Semantics Vocabulary) and ARIA role of boxes that are not plain
#: notes. A notice has none: its role would be `doc-notice`, which an `aside` may not have.
_SEMANTICS = {"tip": (' epub:type="tip"', "doc-tip"), "crossref": (' epub:type="sidebar"', "note")}
_FROM_BOOK = re.compile(r"^From\s+(?:Book\s+\w+|[\"“‘'].+|the\s+companion)", re.I)


@dataclass(frozen=True)
class Box:
    """A box: its kind (a key of `KINDS`), its title without the colon, and its blocks."""

    kind: str
    title: tuple[pf.Inline, ...]
    blocks: tuple[pf.Block, ...]
    identifier: str = ""


@dataclass(frozen=True)
class Boxes:
    """The filter `boxes`."""

    name: str = "boxes"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each box by what the writer makes of it."""

        def replace(element: pf.Element) -> object:
            box = read_box(element)
            return None if box is None else write_box(box, context.writer)

        return rewrite(doc, (pf.BlockQuote, pf.Div), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Boxes()]


def read_box(element: pf.Element) -> Box | None:
    """The box that a block quote or Div is, None where it is an ordinary one."""
    if isinstance(element, pf.BlockQuote):
        return _quoted(element)
    if isinstance(element, pf.Div):
        kind = next((name for name in element.classes if name in KINDS), None)
        return None if kind is None else _fenced(element, kind)
    return None


def _quoted(quote: pf.BlockQuote) -> Box | None:
    first = quote.content[0] if quote.content else None
    if isinstance(first, pf.Header):
        return Box("note", tuple(first.content), tuple(quote.content)[1:], first.identifier)
    if not isinstance(first, pf.Para) or not first.content:
        return None
    if not isinstance(first.content[0], pf.Strong):
        return None
    title, rest = list(first.content[0].content), list(first.content)[1:]
    if not title or not isinstance(title[-1], pf.Str):
        return None
    if title[-1].text.endswith(":"):
        title[-1] = pf.Str(title[-1].text[:-1])
    elif rest and isinstance(rest[0], pf.Str) and rest[0].text.startswith(":"):
        rest[0] = pf.Str(rest[0].text[1:])
    else:
        return None
    while rest and isinstance(rest[0], pf.Space | pf.SoftBreak | pf.LineBreak):
        rest = rest[1:]
    rest = [inline for inline in rest if not (isinstance(inline, pf.Str) and not inline.text)]
    kind = "crossref" if _FROM_BOOK.match(plain_text(pf.Span(*title))) else "note"
    body = [pf.Para(*rest)] if rest else []
    return Box(kind, tuple(title), (*body, *list(quote.content)[1:]))


def _fenced(div: pf.Div, kind: str) -> Box:
    # Pandoc makes a Div's only paragraph plain text; in a box it is a paragraph.
    blocks = [pf.Para(*b.content) if isinstance(b, pf.Plain) else b for b in div.content]
    if div.attributes.get("title"):
        title: tuple[pf.Inline, ...] = (pf.Str(div.attributes["title"]),)
    elif blocks and isinstance(blocks[0], pf.Div) and "title" in blocks[0].classes:
        inner = blocks.pop(0)
        title = tuple(inner.content[0].content) if inner.content else ()
    else:
        title = (pf.Str(KINDS[kind]),) if KINDS[kind] else ()
    return Box(kind, title, tuple(blocks), div.identifier)


def write_box(box: Box, writer: str) -> list[pf.Block] | pf.Block:
    """A box for one writer."""
    match writer:
        case "latex":
            name = "crossrefbox" if box.kind == "crossref" else "calloutbox"
            before = [_raw(rf"\begin{{{name}}}{{", "latex"), *box.title, _raw("}", "latex")]
            return _anchored(box, [pf.Plain(*before), *box.blocks, _raw_block(rf"\end{{{name}}}")])
        case "typst":
            name = "crossref-box" if box.kind == "crossref" else "callout"
            before = [_raw(f"#{name}(title: [", "typst"), *box.title, _raw("])[", "typst")]
            blocks = [pf.Plain(*before), *box.blocks, pf.RawBlock("]", format="typst")]
            return _anchored(box, blocks)
        case "docx":
            return _for_word(box)
    return _for_html(box)


def _raw(text: str, format: str) -> pf.RawInline:
    return pf.RawInline(text, format=format)


def _raw_block(text: str) -> pf.RawBlock:
    return pf.RawBlock(text, format="latex")


def _anchored(box: Box, blocks: list[pf.Block]) -> list[pf.Block] | pf.Block:
    return pf.Div(*blocks, identifier=box.identifier) if box.identifier else blocks


def _for_word(box: Box) -> pf.Block:
    style = "Cross Reference" if box.kind == "crossref" else "Callout"
    title = []
    if box.title:
        title = [pf.Div(pf.Para(*box.title), attributes={"custom-style": f"{style} Title"})]
    body = pf.Div(*box.blocks, attributes={"custom-style": style})
    return pf.Div(*title, body, identifier=box.identifier)


def _for_html(box: Box) -> list[pf.Block]:
    name = escape(f"callout {box.kind}", quote=True)
    semantics, role = _SEMANTICS.get(box.kind, ("", "note"))
    anchor = f' id="{escape(box.identifier, quote=True)}"' if box.identifier else ""
    opening = f'<aside{anchor} class="{name}"{semantics} role="{role}">'
    title = [pf.Div(pf.Para(*box.title), classes=["callout-title"])] if box.title else []
    return [
        pf.RawBlock(opening, format="html"),
        *title,
        *box.blocks,
        pf.RawBlock("</aside>", format="html"),
    ]
