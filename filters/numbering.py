"""Fit a chapter into the book: heading levels, anchors, numbers and caption labels.

The numbers come from the outline alone. LaTeX prints its own counters of headings, so it is given
the counters to print; every other number, and every writer but LaTeX, gets it as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.book import Place
from chapbook.hookspecs import hookimpl
from chapbook.naming import forms_of, label_text
from chapbook.outline import ChapterPlan, Label, anchor_of, is_opener
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import ATTRIBUTED, iter_elements, plain_text, rewrite

_MATTER = {
    Place.FRONT: r"\frontmatter",
    Place.CHAPTER: r"\mainmatter",
    Place.APPENDIX: r"\appendix",
    Place.BACK: r"\backmatter",
}

#: LaTeX's counters of headings, by level.
_SECTIONS = ("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")

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
        for element in iter_elements(doc, ATTRIBUTED):
            if isinstance(element, pf.Header) or getattr(element, "identifier", None):
                _number(element, context)
        if context.writer == "latex":
            rewrite(doc, (pf.Figure,), _uncaptioned)
            rewrite(doc, (pf.Header,), lambda header: _counted(header, context))
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
            _caption(element, element.caption, label, context)
        case pf.Span() | pf.Div() if label is not None:
            _number_thing(element, label, context)
    identifier = getattr(element, "identifier", "")
    if label is not None:
        element.identifier = label.anchor
    elif identifier:
        element.identifier = anchor_of(context.plan.slug, identifier)


def _label(element: pf.Element, plan: ChapterPlan) -> Label | None:
    identifier = getattr(element, "identifier", "")
    is_heading = isinstance(element, pf.Header)
    if is_heading and not identifier and plan.added_title is not None:
        return plan.label
    if not identifier:
        return None
    # Levels of headings begin at 1; everything else has level 0.
    found = (label for label in plan.labels if label.id == identifier)
    return next((label for label in found if (label.level > 0) == is_heading), None)


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
            is_appendix = label.kind == Place.APPENDIX
            shown = label_text(label, context.book) if is_appendix else label.number
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
    images = list(iter_elements(figure, (pf.Image,)))
    if images and is_opener(images[0].url):
        figure.classes = [*figure.classes, "opener"]
        figure.caption = None
    elif label is not None:
        _caption(figure, figure.caption, label, context)


def _number_thing(element: pf.Span | pf.Div, label: Label, context: Context) -> None:
    """Number an equation, a listing or a thing of an own kind."""
    element.attributes["kind"] = label.kind
    if label.number is not None:
        element.attributes["number"] = label.number
    first = element.content[0] if element.content else None
    if isinstance(first, pf.Div) and "caption" in first.classes:
        _caption(element, first, label, context)
    elif isinstance(element, pf.Div) and label.kind != "listing":
        element.content = [_entitled(element, label, context), *element.content]


def _entitled(thing: pf.Div, label: Label, context: Context) -> pf.Div:
    """The title of a thing of an own kind, or of a numbered box: its label and its own title."""
    own = _words(thing.attributes.pop("title", ""))
    shown = label_text(label, context.book)
    if not shown and not own:
        shown = forms_of(label.kind, context.book).word
    if not shown:
        return pf.Div(pf.Plain(*own), classes=["title"])
    title = [pf.Str(":"), pf.Space(), *own] if own else []
    named = pf.Span(*_words(shown), classes=["caption-label"])
    return pf.Div(pf.Plain(named, *title), classes=["title"])


def _uncaptioned(figure: pf.Figure) -> pf.Block | None:
    """A figure without caption as a centered block; Pandoc's LaTeX would number it."""
    if "opener" in figure.classes or (figure.caption and figure.caption.content):
        return None
    begin, end = (pf.RawBlock(rf"\{word}{{center}}", format="latex") for word in ("begin", "end"))
    return pf.Div(begin, *figure.content, end, identifier=figure.identifier)


def _caption(
    element: pf.Element, caption: pf.Caption | pf.Div | None, label: Label, context: Context
) -> None:
    if label.number is None:
        return
    element.attributes["number"] = label.number
    if caption is None or not caption.content:
        # It has a label, so that references print its number: it has to show that, too.
        caption = element.caption = pf.Caption(pf.Plain())
    is_part = label.kind == "subfigure"
    shown = f"({_letter(label, context)})" if is_part else label_text(label, context.book)
    first = caption.content[0]
    title = [pf.Space(), *first.content] if first.content else []
    first.content = [pf.Span(*_words(shown), classes=["caption-label"]), *title]


def _letter(part: Label, context: Context) -> str:
    """What tells a part of a figure from the others: `a` of `5.1a`."""
    parent = next(item.parent for item in context.survey.numbered if item.id == part.id)
    figure = next((label for label in context.plan.labels if label.id == parent), None)
    number = part.number or ""
    return number.removeprefix(figure.number or "") if figure is not None else number


def _counted(header: pf.Header, context: Context) -> list[pf.Block] | None:
    """A heading after the counter from which LaTeX is to count on."""
    number = header.attributes.get("number")
    if not number or header.level > len(_SECTIONS):
        return None
    return [_counter(_SECTIONS[header.level - 1], number, header.identifier, context), header]


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
    return isinstance(block, pf.RawBlock) and block.text.startswith((r"\setcounter", r"\gdef\the"))


def _counter(name: str, number: str, anchor: str, context: Context) -> pf.RawBlock:
    """What makes LaTeX's counter print this number: its value, or the number as it is."""
    if _counts_as_latex_does(name, context):
        last = number.rsplit(".", 1)[-1]
        value = int(last) if last.isdigit() else _ordinal(last)
        return pf.RawBlock(rf"\setcounter{{{name}}}{{{value - 1}}}", format="latex")
    text = rf"\gdef\the{name}{{{number}}}\gdef\theH{name}{{{anchor}}}"
    return pf.RawBlock(text, format="latex")


def _counts_as_latex_does(name: str, context: Context) -> bool:
    """Whether LaTeX's own way of counting gives numbers of this form; it does for sections."""
    settings = context.book.numbering
    schemes = (settings.chapters, settings.appendices, settings.restart)
    return name != "chapter" or schemes == ("decimal", "letters", "never")


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
