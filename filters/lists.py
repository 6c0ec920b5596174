"""Print the lists that a book asks for: of figures, of tables, of listings, of an own kind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.latex_text import escape_latex, latex_label
from chapbook.naming import forms_of, label_text
from chapbook.outline import Label
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite
from chapbook.words import bare, words_for

#: What EPUB's vocabulary calls the lists that it knows.
_TYPES = {"figure": "loi", "table": "lot"}


@dataclass(frozen=True)
class Lists:
    """The filter `lists`: prints lists of figures and the like."""

    name: str = "lists"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each request for a list by the list."""

        def replace(div: pf.Div) -> object:
            return _typeset(div, context) if "list-of" in div.classes else None

        return rewrite(doc, (pf.Div,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Lists()]


def _typeset(div: pf.Div, context: Context) -> object:
    match context.writer:
        case "latex":
            return _for_latex(div, context)
        case "typst":
            return _for_typst(div, context)
        case "docx":
            return _for_word(div, context)
    return _for_html(div, context)


def _title(kind: str, context: Context) -> str:
    """The title of a list of all of a kind, in the language of the book."""
    words = words_for(context.book.metadata.language)
    return words.list_title(kind, bare(forms_of(kind, context.book).many))


def _has_heading(div: pf.Div) -> bool:
    """Whether the list stands alone right below a heading, which then is its title."""
    is_first_of_several = isinstance(div.next, pf.Div) and "list-of" in div.next.classes
    return isinstance(div.prev, pf.Header) and not is_first_of_several


def _labels(kind: str, context: Context) -> list[Label]:
    """What the list names: all of its kind that this file contains and that have a caption."""
    every = (label for plan in context.outline.plans for label in plan.labels)
    return [
        label
        for label in every
        if label.kind == kind
        and label.chapter in context.included
        and (label.number or label.title)
    ]


def _for_latex(div: pf.Div, context: Context) -> object:
    labels = _labels(div.attributes.get("kind", ""), context)
    entries = [
        _entry(
            rf"\listentry{{{latex_label(label.anchor)}}}{{{escape_latex(label.number or '')}}}{{",
            label,
            "}",
        )
        for label in labels
    ]
    begin = _raw(rf"\begin{{listof}}{{{_number_width(labels)}}}", "latex")
    return _headed(div, context, [begin, *entries, _raw(r"\end{listof}", "latex")])


def _for_typst(div: pf.Div, context: Context) -> object:
    labels = _labels(div.attributes.get("kind", ""), context)
    width = _number_width(labels)
    entries = []
    for label in labels:
        arguments = f'"{label.anchor}", {json.dumps(label.number or "")}, {width}'
        entries.append(_entry(f"#list-entry({arguments})[", label, "]"))
    return _headed(div, context, entries)


def _headed(div: pf.Div, context: Context, blocks: list[pf.Block]) -> list[pf.Block]:
    """The list below a heading of its own, unless one stands there; nothing for an empty one."""
    kind = div.attributes.get("kind", "")
    if not _labels(kind, context):
        return []
    if _has_heading(div):
        return blocks
    anchor = f"{context.plan.slug}--list-of-{kind}"
    title = pf.Str(_title(kind, context))
    return [pf.Header(title, level=2, identifier=anchor, classes=["unnumbered"]), *blocks]


def _entry(begin: str, label: Label, end: str) -> pf.Block:
    """A line of a list; engines that see the whole book set the title as the caption has it."""
    language = "latex" if end == "}" else "typst"
    shown = pf.Span(
        pf.Str(label.title), classes=["list-title"], attributes={"anchor": label.anchor}
    )
    opening = pf.RawInline(begin, format=language)
    return pf.Plain(opening, shown, pf.RawInline(end, format=language))


def _number_width(labels: list[Label]) -> str:
    """Room for the longest number and a space."""
    return f"{max((len(label.number or '') for label in labels), default=0) * 0.58 + 0.9:.2f}em"


def _raw(text: str, format: str) -> pf.RawBlock:
    return pf.RawBlock(text, format=format)


def _for_html(div: pf.Div, context: Context) -> object:
    """A heading, unless one stands right before, and a list of links."""
    kind = div.attributes.get("kind", "")
    title = _title(kind, context)
    heading = [] if _has_heading(div) else [pf.Header(pf.Str(title), level=2)]
    items = [pf.ListItem(pf.Plain(_link(label, context))) for label in _labels(kind, context)]
    return enclose(
        "nav",
        [*heading, *([pf.OrderedList(*items)] if items else [])],
        identifier=f"{context.plan.slug}--list-of-{kind}",
        classes=["list-of", kind],
        epub__type=_TYPES.get(kind, ""),
        aria_label=title,
    )


def _link(label: Label, context: Context) -> pf.Link:
    shown = label_text(label, context.book)
    number = [pf.Span(pf.Str(shown), classes=["caption-label"]), pf.Space()] if shown else []
    return pf.Link(*number, pf.Str(label.title), url=f"#{label.anchor}")


def _for_word(div: pf.Div, context: Context) -> object:
    """A title, unless a heading stands right before; the format makes the list a field."""
    title = pf.Para(pf.Str(_title(div.attributes.get("kind", ""), context)))
    heading = pf.Div(title, attributes={"custom-style": "List Heading"})
    div.content = []
    return div if _has_heading(div) else [heading, div]
