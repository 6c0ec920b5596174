r"""Read the marks of an index, `[term]{.index}` and `\index{…}`, and print the index of the book.

It stands where `::: {.index}` or `\printindex` asks for it. Formats with pages print the page of
each mark, which their engines know; the others its section, as a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.index_entries import INDEX, MARK, WRITTEN, IndexMark, index_anchor, read_mark
from chapbook.index_marking import (
    find_request,
    free_headings,
    is_candidate,
    is_mark,
    raise_request,
    read_raw,
    tidy,
    without_marks,
    written,
)
from chapbook.index_printing import print_index
from chapbook.latex_text import latex_label
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import TELLING, iter_elements, rewrite


@dataclass(frozen=True)
class IndexMarks:
    """The filter `index-marks`: finds the marks and counts them."""

    name: str = "index-marks"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make Spans of raw marks, take marks out of headings, and number them."""
        if not any(map(is_candidate, iter_elements(doc, TELLING))):
            return doc
        rewrite(doc, (pf.RawBlock, pf.RawInline), read_raw)
        rewrite(doc, (pf.Para,), raise_request)
        rewrite(doc, (pf.Image,), without_marks)
        free_headings(doc)
        number = 0
        for element in iter_elements(doc, (pf.Div, pf.Span)):
            if isinstance(element, pf.Div):
                find_request(element)
            elif is_mark(element) and read_mark(element, 0) is not None:
                number += 1
                element.attributes.setdefault(WRITTEN, written(element))
                element.attributes[MARK] = str(number)
        tidy(doc)
        return doc


@dataclass(frozen=True)
class Index:
    """The filter `index`: makes places of the marks, and prints the index."""

    name: str = "index"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace marks and requests by what the writer makes of them."""
        if not (context.survey.marks or context.survey.indexes):
            return doc

        groups = context.index.groups

        def replace(element: pf.Span | pf.Div) -> object:
            nonlocal groups
            if INDEX not in element.classes:
                return None
            if isinstance(element, pf.Div):
                printed, groups = groups, ()  # a second one would have the same anchors
                return print_index(element, printed, context)
            return _place(element, context)

        return rewrite(doc, (pf.Span, pf.Div), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [IndexMarks(), Index()]


def _place(span: pf.Span, context: Context) -> object:
    """The marked words behind what makes them a place of the file."""
    number = int(span.attributes.get(MARK, "0"))
    marks = context.survey.marks
    if not 0 < number <= len(marks):
        return list(span.content)
    mark = marks[number - 1]
    anchor = index_anchor(context.plan.slug, number)
    if context.writer == "docx":
        return _for_word(span, mark, anchor, context, number)
    if not mark.names_place:
        return list(span.content)
    match context.writer:
        case "latex":
            made = pf.RawInline(rf"\indexmark{{{latex_label(anchor)}}}", format="latex")
            return [made, *span.content]
        case "typst":
            return [pf.RawInline(f'#index-mark("{anchor}");', format="typst"), *span.content]
    return pf.Span(*span.content, identifier=anchor)


def _for_word(
    span: pf.Span, mark: IndexMark, anchor: str, context: Context, number: int
) -> pf.Span:
    """A Span of class `index-mark` from which the format makes Word's own mark."""
    found = context.index
    said: dict[str, str] = {}
    entry, sort = mark.entry, mark.sort
    if number <= len(found.entries):
        passage = found.ranges[number - 1]
        said.update({"range": str(passage)} if passage else {})
        entry, sort = found.entries[number - 1], found.sorts[number - 1]
    levels = zip(entry, sort, strict=True)
    said["entry"] = "!".join(_quote(s) + "@" * bool(s) + _quote(e) for e, s in levels)
    for name, targets in (("see", mark.see), ("also", mark.also)):
        if targets:
            said[name] = "; ".join(", ".join(target) for target in targets)
    if mark.main:
        said["main"] = "true"
    identifier = anchor if mark.names_place else ""
    return pf.Span(*span.content, identifier=identifier, classes=["index-mark"], attributes=said)


def _quote(text: str) -> str:
    return "".join(f'"{sign}' if sign in '"!@|' else sign for sign in text)
