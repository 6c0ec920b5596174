"""Print each `[Source: Author, Year]` as the book's citation style has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Inlines, Phase
from chapbook.source_notes import replace_source_notes


@dataclass(frozen=True)
class Citations:
    """The filter `citations`."""

    name: str = "citations"
    phase: Phase = Phase.CITE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put the n-th printed citation in the place of the n-th note; None leaves the note."""
        printed = [None if inlines is None else _elements(inlines) for inlines in context.citations]
        replace_source_notes(doc, printed)
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Citations()]


def _elements(inlines: Inlines) -> list[pf.Inline]:
    # Anew for each place: panflute's elements know their parent and can stand in one only.
    elements: list[pf.Inline] = json.loads(json.dumps(inlines), object_hook=pf.elements.from_json)
    return elements
