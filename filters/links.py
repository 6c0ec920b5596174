"""Make links between chapter files links within the book, in every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.targets import Destination, resolve_link
from chapbook.tree import plain_text, rewrite

#: Links that other filters made: they lead to anchors, and to nothing that this file lacks.
_POINTED = frozenset({"reference", "mention", "companion"})


@dataclass(frozen=True)
class Links:
    """The filter `links`."""

    name: str = "links"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Point each link at its anchor; one that leads nowhere in this file becomes its text."""

        def repoint(element: pf.Link) -> object:
            if _POINTED.intersection(element.classes):
                return None
            found = resolve_link(element.url, context.chapter, context.outline, context.survey.ids)
            if found is None:
                return None
            if not isinstance(found, Destination) or not _is_included(found, context):
                return list(element.content)
            element.url = f"#{found.anchor}"
            return None

        return rewrite(doc, (pf.Link,), repoint)


@dataclass(frozen=True)
class BareAddresses:
    """The filter `bare-addresses`: `Lambda@Edge` is a name and no address."""

    name: str = "bare-addresses"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make text of what Pandoc takes for an e-mail address though its host has no dot."""

        def restore(link: pf.Link) -> object:
            address = link.url.removeprefix("mailto:")
            is_bare = "email" in link.classes and plain_text(link) == address
            return list(link.content) if is_bare and "." not in address.partition("@")[2] else None

        return rewrite(doc, (pf.Link,), restore)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [BareAddresses(), Links()]


def _is_included(destination: Destination, context: Context) -> bool:
    return not context.included or destination.chapter in context.included
