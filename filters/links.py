"""Make links between chapter files links within the book, in every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.targets import Destination, resolve_link
from chapbook.tree import rewrite


@dataclass(frozen=True)
class Links:
    """The filter `links`."""

    name: str = "links"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Point each link at its anchor; one that leads nowhere in this file becomes its text."""

        def repoint(element: pf.Link) -> object:
            found = resolve_link(element.url, context.chapter, context.outline, context.survey.ids)
            if found is None:
                return None
            if not isinstance(found, Destination) or not _is_included(found, context):
                return list(element.content)
            element.url = f"#{found.anchor}"
            return None

        return rewrite(doc, (pf.Link,), repoint)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Links()]


def _is_included(destination: Destination, context: Context) -> bool:
    return not context.included or destination.chapter in context.included
