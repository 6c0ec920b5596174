"""Print each citation, `[Source: Author, Year]` or `[@key]`, as the book's style has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.note_marks import settle_marks
from chapbook.roles import Context, Filter, Inlines, Phase
from chapbook.source_notes import replace_source_notes
from chapbook.tree import rewrite
from chapbook.work_lists import leads_back


@dataclass(frozen=True)
class Citations:
    """The filter `citations`."""

    name: str = "citations"
    phase: Phase = Phase.CITE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put the n-th printed citation in the place of the n-th written; None leaves it."""
        printed = [
            None if inlines is None else _printed(inlines, number, context)
            for number, inlines in enumerate(context.citations, 1)
        ]
        replace_source_notes(doc, printed, context.book.numbering)
        settle_marks(doc, [said[-1] for said in printed if said], context.book.metadata.language)
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Citations()]


def _printed(inlines: Inlines, number: int, context: Context) -> list[pf.Inline]:
    """A citation whose works are links to their entries, with an id to come back to."""
    targets = {
        key: place.anchor
        for key, place in context.works.targets.items()
        if not context.included or place.chapter in context.included
    }

    def link(span: pf.Span) -> object:
        if "cited" not in span.classes:
            return None
        target = targets.get(span.attributes.get("key", ""))
        if target is None:
            return list(span.content)
        linked, rest = _divided(list(span.content))
        return [pf.Link(*linked, url=f"#{target}", classes=["citation"]), *rest]

    whole = rewrite(pf.Span(*_elements(inlines)), (pf.Span,), link)
    notes = context.survey.notes
    is_titled = number <= len(notes) and notes[number - 1].titled
    if targets and leads_back(context) and not is_titled:
        whole.identifier = f"{context.plan.slug}--cite-{number}"
        return [whole]
    return list(whole.content)


def _divided(items: list[pf.Inline]) -> tuple[list[pf.Inline], list[pf.Inline]]:
    """What of a work's text is the link: all of `Hale 2019, 3`, but of a whole entry the author."""
    plain = (pf.Str, pf.Space)
    count = next((n for n, item in enumerate(items) if not isinstance(item, plain)), len(items))
    while 0 < count < len(items) and isinstance(items[count - 1], pf.Space):
        count -= 1
    first = items[0] if items else None
    if count or not isinstance(first, pf.Link):
        return items[: count or 1], items[count or 1 :]
    return list(first.content), items[1:]


def _elements(inlines: Inlines) -> list[pf.Inline]:
    # Anew for each place: panflute's elements know their parent and can stand in one only.
    elements: list[pf.Inline] = json.loads(json.dumps(inlines), object_hook=pf.elements.from_json)
    return elements
