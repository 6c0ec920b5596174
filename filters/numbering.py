"""Fit a chapter into the book: heading levels, anchors, numbers and caption labels.

The numbers come from the outline alone. LaTeX prints its own counters, so it is given the counters
to print; every other writer gets the number as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.book import Place
from chapbook.hookspecs import hookimpl
from chapbook.outline import ChapterPlan, Label, is_opener
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, plain_text, rewrite
from chapbook.words import words_for

_MATTER = {
    Place.FRONT: r"\frontmatter",
    Place.CHAPTER: r"\mainmatter",
    Place.APPENDIX: r"\appendix",
    Place.BACK: r"\backmatter",
}

_NUMBERED_AGAIN = (
    r"\makeatletter\@mainmattertrue\gdef\@chapapp{\chaptername}"
    r"\gdef\thechapter{\@arabic\c@chapter}\makeatother"
)


@dataclass(frozen=True)
class Numbering:
    """The filter `numbering`."""

    name: str = "numbering"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Number the chapter's headings, figures and tables and make its anchors unique."""
        if context.plan.added_title is not None:
            level = context.chapter.depth - context.plan.shift
            title = pf.Header(*_words(context.plan.added_title), level=level)
            doc.content.insert(0, title)
        for element in iter_elements(doc):
            if isinstance(element, pf.Header) or getattr(element, "identifier", None):
                _number(element, context)
        if context.writer == "latex":
            rewrite(doc, (pf.Figure,), _uncaptioned)
            doc.content = list(_with_counters(doc.content, context))
        doc.content = [*_opening(context), *_heading_first(list(doc.content), context)]
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Numbering()]


def _number(element: pf.Element, context: Context) -> None:
    label = _label(element, context.plan)
    match element:
        case pf.Header() if label is not None:
            _number_heading(element, label, context)
        case pf.Figure():
            _caption_figure(element, label, context)
        case pf.Table() if label is not None:
            _caption(element, label, context)
    identifier = getattr(element, "identifier", "")
    if label is not None:
        element.identifier = label.anchor
    elif identifier:
        element.identifier = f"{context.plan.slug}--{identifier}"


def _label(element: pf.Element, plan: ChapterPlan) -> Label | None:
    identifier = getattr(element, "identifier", "")
    if isinstance(element, pf.Header) and not identifier and plan.added_title is not None:
        return plan.label
    wanted = {pf.Figure: ("figure",), pf.Table: ("table",)}.get(type(element))
    for label in plan.labels:
        if identifier and label.id == identifier:
            is_heading = label.kind not in ("figure", "table")
            if isinstance(element, pf.Header) and is_heading:
                return label
            if wanted and label.kind in wanted:
                return label
    return None


def _number_heading(header: pf.Header, label: Label, context: Context) -> None:
    header.level = max(1, header.level + context.plan.shift)
    header.content = _strip(list(header.content), label.title)
    classes = [name for name in header.classes if name != "unnumbered"]
    if label.number is None:
        classes.append("unnumbered")
    if label.kind in {place.value for place in Place}:
        classes.append(label.kind)
    header.classes = classes
    if label.number is not None:
        header.attributes["number"] = label.number
        if context.writer != "latex":
            shown = label.number
            if label.kind == Place.APPENDIX:
                shown = f"{words_for(context.book.metadata.language).appendix} {shown}"
            number = pf.Span(*_words(shown), classes=["number"])
            header.content = [number, pf.Space(), *header.content]


def _strip(inlines: list[pf.Inline], title: str) -> list[pf.Inline]:
    """The inlines of a heading without the number that its author typed before `title`."""
    for start, first in enumerate(inlines):
        if isinstance(first, pf.Space | pf.SoftBreak):
            continue
        rest = plain_text(pf.Span(*inlines[start:]))
        if rest == title and not isinstance(inlines[start], pf.Space | pf.SoftBreak):
            return inlines[start:]
    return inlines


def _caption_figure(figure: pf.Figure, label: Label | None, context: Context) -> None:
    images = [e for e in iter_elements(figure) if isinstance(e, pf.Image)]
    if images and is_opener(images[0].url):
        figure.classes = [*figure.classes, "opener"]
        figure.caption = None
    elif label is not None:
        _caption(figure, label, context)


def _uncaptioned(figure: pf.Figure) -> pf.Block | None:
    """A figure without caption as a centered block; Pandoc's LaTeX would number it."""
    if "opener" in figure.classes or (figure.caption and figure.caption.content):
        return None
    begin, end = (pf.RawBlock(rf"\{word}{{center}}", format="latex") for word in ("begin", "end"))
    return pf.Div(begin, *figure.content, end, identifier=figure.identifier)


def _caption(element: pf.Figure | pf.Table, label: Label, context: Context) -> None:
    if label.number is None:
        return
    element.attributes["number"] = label.number
    if context.writer == "latex" or element.caption is None or not element.caption.content:
        return
    words = words_for(context.book.metadata.language)
    word = words.figure if label.kind == "figure" else words.table
    shown = pf.Span(*_words(f"{word} {label.number}"), classes=["caption-label"])
    first = element.caption.content[0]
    first.content = [shown, pf.Space(), *first.content]


def _with_counters(blocks: Iterable[pf.Block], context: Context) -> Iterator[pf.Block]:
    """Top-level blocks, each numbered one after the counter from which LaTeX is to count on."""
    for block in blocks:
        number = getattr(block, "attributes", {}).pop("number", None)
        if isinstance(block, pf.Header) and number:
            names = ("chapter", "section", "subsection")
            yield _counter(names[block.level - 1], number)
            block.attributes["number"] = number
        elif isinstance(block, pf.Figure | pf.Table) and number:
            yield _counter("figure" if isinstance(block, pf.Figure) else "table", number)
        yield block


def _heading_first(blocks: list[pf.Block], context: Context) -> list[pf.Block]:
    """A chapter's blocks with its title at the head: what stood before it follows.

    A format that begins a file or a page at each title would give it to the chapter before.
    """
    for place, block in enumerate(blocks):
        if isinstance(block, pf.Header) and block.identifier == context.plan.label.anchor:
            start = place
            while start and _is_counter(blocks[start - 1]):
                start -= 1
            return [*blocks[start : place + 1], *blocks[:start], *blocks[place + 1 :]]
    return blocks


def _is_counter(block: pf.Block) -> bool:
    return isinstance(block, pf.RawBlock) and block.text.startswith(r"\setcounter")


def _counter(name: str, number: str) -> pf.RawBlock:
    last = number.rsplit(".", 1)[-1]
    value = int(last) if last.isdigit() else _ordinal(last)
    return pf.RawBlock(rf"\setcounter{{{name}}}{{{value - 1}}}", format="latex")


def _ordinal(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _opening(context: Context) -> list[pf.Block]:
    """What stands before a chapter: LaTeX's switch of matter, and the page of a Part."""
    blocks: list[pf.Block] = []
    plans = [p for p in context.outline.plans if p.chapter.path in context.included]
    index = next((i for i, plan in enumerate(plans) if plan is context.plan), 0)
    before = plans[index - 1].chapter.place if index else None
    if context.writer == "latex" and before is not context.chapter.place and plans:
        for command in _switch(before, context.chapter.place):
            blocks.append(pf.RawBlock(command, format="latex"))
    part = context.outline.opens_part(context.plan)
    if part is not None:
        title = pf.Para(*_words(part.title))
        number = {"number": part.number or ""}
        blocks.append(pf.Div(title, identifier=part.anchor, classes=["part"], attributes=number))
    return blocks


def _switch(before: Place | None, place: Place) -> Iterator[str]:
    r"""What tells LaTeX that another matter begins.

    After the appendices or the back matter, `\mainmatter` would count pages from 1 again and
    `\appendix` would number nothing: both get their numbers back by hand.
    """
    if before is Place.FRONT and place is Place.APPENDIX:
        yield _MATTER[Place.CHAPTER]
    elif before in (Place.APPENDIX, Place.BACK) and place in (Place.CHAPTER, Place.APPENDIX):
        yield _NUMBERED_AGAIN
    if before not in (Place.APPENDIX, Place.BACK) or place is not Place.CHAPTER:
        yield _MATTER[place]


def _words(text: str) -> list[pf.Inline]:
    inlines: list[pf.Inline] = []
    for word in text.split():
        inlines += [pf.Space(), pf.Str(word)] if inlines else [pf.Str(word)]
    return inlines
