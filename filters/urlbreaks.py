"""Let addresses break behind slashes in EPUB and HTML; browsers break them nowhere, or anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text, rewrite

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|www\.\S+")
#: Behind the slashes of a path, not before its end.
_PLACE = re.compile(r"(?<=[^/:]/)(?=[^/])")
#: Shorter ones fit on a line.
_SHORT = 24


@dataclass(frozen=True)
class UrlBreaks:
    """The filter `urlbreaks`."""

    name: str = "urlbreaks"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put `<wbr>` into the text of links that show their addresses."""
        if context.writer != "html":
            return doc
        return rewrite(doc, (pf.Link,), _divide)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [UrlBreaks()]


def _divide(link: pf.Element) -> None:
    text = plain_text(link)
    if len(text) > _SHORT and _ADDRESS.fullmatch(text):
        rewrite(link, (pf.Str,), _pieces)


def _pieces(text: pf.Element) -> list[pf.Element]:
    first, *rest = _PLACE.split(text.text)
    found: list[pf.Element] = [pf.Str(first)]
    for piece in rest:
        found += [pf.RawInline("<wbr />", format="html"), pf.Str(piece)]
    return found
