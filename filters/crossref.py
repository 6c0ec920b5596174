r"""Read references (`@fig:x`, `[@fig:a; @tbl:b]`, `\@ref(fig:x)`) and print what they refer to.

The syntax is pandoc-crossref's, with Quarto's `@fig-x` and bookdown's `\@ref(fig:x)` beside it. In
a book the numbers come from the outline; on a bare document `publish-crossref` follows
pandoc-crossref's manual instead (see `chapbook.crossref`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.naming import refer
from chapbook.outline import Label
from chapbook.roles import Context, Filter, Phase
from chapbook.source_notes import is_citation
from chapbook.tree import ancestors, iter_elements, plain_text, rewrite

_BOOKDOWN = re.compile(r"@ref\((?P<id>[\w:./-]+)\)")
_BRACKETED = re.compile(r"^\[.*\]$", re.S)


@dataclass(frozen=True)
class CrossrefMarks:
    """The filter `crossref-marks`: reads references that Pandoc does not."""

    name: str = "crossref-marks"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make bookdown's references Pandoc's, and text of what stands in `[Source: …]`."""
        kinds = context.book.numbering

        def settle(cite: pf.Cite) -> object:
            # `[Source: @key]` is a citation of the books' own form.
            is_note = plain_text(cite).startswith(("[Source:", "[Sources:"))
            if is_note and is_citation(cite, kinds):
                return list(cite.content)
            return None

        def read(word: pf.Str) -> object:
            return list(_split(word.text)) if "@ref(" in word.text else None

        rewrite(doc, (pf.Cite,), settle)
        return rewrite(doc, (pf.Str,), read)


@dataclass(frozen=True)
class Crossref:
    """The filter `crossref`: prints references."""

    name: str = "crossref"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each reference by the words and numbers of what it names, as links."""

        def print_page(span: pf.Span) -> object:
            if "page" not in span.classes or not any(map(_is_reference, span.content)):
                return None
            for item in span.content:
                _ask_for_page(item)
            return list(span.content)

        def print_reference(cite: pf.Cite) -> object:
            if is_citation(cite, context.book.numbering):
                return None
            printed = list(_printed(cite, context)) or list(cite.content)
            around = list(ancestors(cite))
            if any(isinstance(element, pf.Image) for element in around):
                return [pf.Str(plain_text(pf.Span(*printed)))]  # an alternative text is only text
            if any(isinstance(element, pf.Link) for element in around):
                return [_unlinked(inline) for inline in printed]  # no link stands in a link
            return printed

        rewrite(doc, (pf.Cite,), print_reference)
        if context.target.options.get("page-references") is True:
            for element in iter_elements(doc, (pf.Link,)):
                _ask_for_page(element)
        return rewrite(doc, (pf.Span,), print_page)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [CrossrefMarks(), Crossref()]


def _split(text: str) -> Iterator[pf.Inline]:
    place = 0
    for match in _BOOKDOWN.finditer(text):
        if match.start() > place:
            yield pf.Str(text[place : match.start()])
        citation = pf.Citation(match["id"], mode="SuppressAuthor")
        yield pf.Cite(pf.Str(match.group()), citations=[citation])
        place = match.end()
    if place < len(text):
        yield pf.Str(text[place:])


def _printed(cite: pf.Cite, context: Context) -> Iterator[pf.Inline]:
    """The reference in print, nothing where it names something that the book does not have."""
    found = [_label(citation.id, context) for citation in cite.citations]
    labels = [label for label in found if label is not None]
    if len(labels) < len(found):
        return
    for place, group in enumerate(_groups(cite.citations, labels)):
        if place:
            yield from (pf.Str(","), pf.Space())
        yield from _group(group, context)


def _ask_for_page(item: pf.Element) -> None:
    """Have the page of a reference printed too; of a range, that of its end."""
    if _is_reference(item) and not (isinstance(item.next, pf.Str) and item.next.text == "–"):
        item.attributes["page"] = "yes"


def _unlinked(inline: pf.Inline) -> pf.Inline:
    return pf.Span(*inline.content, classes=inline.classes) if _is_reference(inline) else inline


def _is_reference(item: pf.Element) -> bool:
    return isinstance(item, pf.Link) and "reference" in item.classes


_Cited = tuple[pf.Citation, Label]


def _groups(citations: Iterable[pf.Citation], labels: Iterable[Label]) -> list[list[_Cited]]:
    """Neighbors of one kind together; one with words of its own stands alone."""
    groups: list[list[_Cited]] = []
    for citation, label in zip(citations, labels, strict=True):
        last = groups[-1][-1] if groups else None
        joins = last is not None and not last[0].suffix and not citation.prefix
        if joins and last is not None and _manner(last) == _manner((citation, label)):
            groups[-1].append((citation, label))
        else:
            groups.append([(citation, label)])
    return groups


def _manner(cited: _Cited) -> tuple[str, str]:
    citation, label = cited
    return "figure" if label.kind == "subfigure" else label.kind, citation.mode


def _group(group: list[_Cited], context: Context) -> Iterator[pf.Inline]:
    first, last = group[0][0], group[-1][0]
    bare = first.mode == "SuppressAuthor" or bool(first.prefix)
    if first.prefix:
        yield from first.prefix
        yield pf.Space()
    yield from refer(
        [label for _, label in group],
        context.book,
        bare=bare,
        capital=first.id[:1].isupper(),
        absent=lambda label: _is_absent(label, context),
    )
    yield from last.suffix


def _label(ref: str, context: Context) -> Label | None:
    found = context.outline.resolve(ref, context.chapter.path)
    return found[0] if found else None


def _is_absent(label: Label, context: Context) -> bool:
    """Whether this build leaves out the chapter in which a label is."""
    return bool(context.included) and context.outline.holder(label) not in context.included
