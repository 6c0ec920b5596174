"""Write out terms and acronyms: `[SLO]{.ac}` is spelled out at first, and leads to its definition.

Definitions are definition lists inside `::: {.glossary}` and `::: {.acronyms}`, printed in order.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import panflute as pf

from chapbook.collation import sort_key
from chapbook.glossary_terms import KnownTerm
from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.outline import slug_of
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import ancestors, iter_elements, plain_text, rewrite
from chapbook.used_terms import ACRONYMS, FORMS, GLOSSARY, TERM, TERM_LINK, USE
from chapbook.words import words_for

_LISTS = frozenset({GLOSSARY, ACRONYMS})
_OWN = ("long", "plural", "long-plural")
#: What a list of terms is called in EPUB's vocabulary and in ARIA's.
_EPUB_TYPE, _ROLE = "glossary", "doc-glossary"


@dataclass(frozen=True)
class Terms:
    """The filter `terms`: finds definitions and uses."""

    name: str = "terms"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Give each defined term an id, and each use in the text its number."""
        if not any(
            _is_use(element) or _is_list(element)
            for element in iter_elements(doc, (pf.Span, pf.Div))
        ):
            return doc
        rewrite(doc, (pf.Image,), _without_uses)
        rewrite(doc, (pf.Header,), _without_uses)
        rewrite(doc, (pf.Div,), _define)
        number = 0
        for element in iter_elements(doc, (pf.Span, pf.Div)):
            if _is_use(element):
                number += 1
                element.attributes[USE] = str(number)
                if any(_is_list(around) for around in ancestors(element)):
                    element.attributes["counts"] = "no"
        return doc


@dataclass(frozen=True)
class Glossary:
    """The filter `glossary`: writes uses out and sorts the lists."""

    name: str = "glossary"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each use by the form that it asks for, as a link to the definition."""
        if not (context.survey.terms or context.survey.uses):
            return doc

        def replace(element: pf.Span | pf.Div) -> object:
            if isinstance(element, pf.Div):
                _sort(element, context.book.metadata.language)
                return None
            if TERM in element.classes and element.identifier:
                kept = {k: v for k, v in element.attributes.items() if k not in _OWN}
                element.attributes = kept
                return None
            return _write(element, context) if USE in element.attributes else None

        return rewrite(doc, (pf.Span, pf.Div), replace)


@dataclass(frozen=True)
class GlossaryLooks:
    """The filter `glossary-looks`: what lists of terms and links to them are, writer by writer."""

    name: str = "glossary-looks"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """A section of its own in HTML; in print, links that look like the text around them."""

        def replace(element: pf.Link | pf.Div) -> object:
            if isinstance(element, pf.Div):
                is_html = context.writer == "html" and _is_list(element)
                return _section(element) if is_html else None
            if TERM_LINK not in element.classes:
                return None
            around = {"latex": (r"\termlink{", "}"), "typst": ("#term-link[", "];")}
            if context.writer not in around:
                return None
            begin, end = around[context.writer]
            raw = (pf.RawInline(text, format=context.writer) for text in (begin, end))
            return [next(raw), element, next(raw)]

        return rewrite(doc, (pf.Link, pf.Div), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [Terms(), Glossary(), GlossaryLooks()]


def _is_use(element: pf.Element) -> bool:
    return isinstance(element, pf.Span) and any(name in FORMS for name in element.classes)


def _is_list(element: pf.Element) -> bool:
    return isinstance(element, pf.Div) and bool(_LISTS.intersection(element.classes))


def _without_uses(element: pf.Element) -> None:
    """Headings and alternative texts stand as they are written: other pages repeat them."""
    rewrite(element, (pf.Span,), lambda span: list(span.content) if _is_use(span) else None)


def _define(div: pf.Div) -> None:
    """Make each term of a list a Span with an id, and note what an acronym stands for."""
    if not _is_list(div):
        return
    for item in _items(div):
        words = list(item.term)
        first = words[0] if len(words) == 1 else None
        said = dict(first.attributes) if isinstance(first, pf.Span) else {}
        if isinstance(first, pf.Span):
            words = list(first.content)
        key = plain_text(pf.Span(*words))
        attributes = {name: said[name] for name in _OWN if name in said}
        if ACRONYMS in div.classes:
            attributes.setdefault("long", _first_line(item))
        for definition in item.definitions:
            if len(definition.content) > 1:  # HTML would run the lines together
                definition.content = [_loose(block) for block in definition.content]
        named = first.identifier if isinstance(first, pf.Span) else ""
        identifier = named or f"term-{slug_of(key) or 'sign'}"
        item.term = [pf.Span(*words, identifier=identifier, classes=[TERM], attributes=attributes)]


def _loose(block: pf.Block) -> pf.Block:
    return pf.Para(*block.content) if isinstance(block, pf.Plain) else block


def _items(div: pf.Div) -> Iterator[pf.DefinitionItem]:
    for block in div.content:
        if isinstance(block, pf.DefinitionList):
            yield from block.content


def _first_line(item: pf.DefinitionItem) -> str:
    """The first paragraph of a definition: what the acronym stands for."""
    blocks = item.definitions[0].content if item.definitions else []
    return plain_text(blocks[0]).rstrip(".") if blocks else ""


def _sort(div: pf.Div, language: str) -> None:
    if not _is_list(div):
        return
    for block in div.content:
        if isinstance(block, pf.DefinitionList):
            terms = {id(item): plain_text(pf.Span(*item.term)) for item in block.content}
            block.content = sorted(
                block.content, key=lambda item: sort_key(terms[id(item)], language)
            )


def _write(span: pf.Span, context: Context) -> object:
    number = int(span.attributes[USE])
    terms, uses = context.terms, context.survey.uses
    known = terms[number - 1] if 0 < number <= min(len(terms), len(uses)) else None
    if known is None:
        return list(span.content)
    form = uses[number - 1].form
    if form == "gls" or not known.term.long:
        return _link(list(span.content), known, context)
    return _acronym(known, form, context)


def _acronym(known: KnownTerm, form: str, context: Context) -> object:
    """`Service Level Objective (SLO)` where it is spelled out, else the short or the long form."""
    short, long = known.term.key, known.term.long
    if form == "acp":
        several = words_for(context.book.metadata.language).plural
        short = known.term.plural or several.format(short)
        long = known.term.long_plural or several.format(long)
    if form == "acl":
        return _link(_words(long), known, context)
    if form == "acf" or known.first:
        linked = _link([pf.Str(short)], known, context)
        return [*_words(long), pf.Space(), pf.Str("("), linked, pf.Str(")")]
    return _link(_words(short), known, context)


def _link(inlines: list[pf.Inline], known: KnownTerm, context: Context) -> pf.Link:
    """A link as an author writes it; the filter `links` makes it one of the book."""
    target = f"#{quote(known.term.id)}"
    if known.path != context.chapter.path:
        here = str(context.chapter.path.parent)
        target = quote(posixpath.relpath(str(known.path), here)) + target
    return pf.Link(*inlines, url=target, classes=[TERM_LINK])


def _words(text: str) -> list[pf.Inline]:
    inlines: list[pf.Inline] = []
    for word in text.split():
        inlines += [pf.Space(), pf.Str(word)] if inlines else [pf.Str(word)]
    return inlines


def _section(div: pf.Div) -> list[pf.Block]:
    return enclose(
        "section",
        div.content,
        identifier=div.identifier,
        classes=div.classes,
        epub__type=_EPUB_TYPE if GLOSSARY in div.classes else "",
        role=_ROLE if GLOSSARY in div.classes else "",
    )
