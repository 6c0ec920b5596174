"""Let addresses, and long names of code in tables, break where they may in EPUB and HTML.

Browsers break them nowhere, or anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import plain_text, rewrite

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|www\.\S+")
#: Behind the slashes of a path, not before its end.
_PLACE = re.compile(r"(?<=[^/:]/)(?=[^/])")
#: Behind the signs that divide a name, and before a capital within it.
_PLACE_IN_CODE = re.compile(r"(?<=[^\W_][_/.:,=-])(?=\w)|(?<=[a-z])(?=[A-Z])")
#: Shorter ones fit on a line.
_SHORT = 24


@dataclass(frozen=True)
class UrlBreaks:
    """The filter `urlbreaks`."""

    name: str = "urlbreaks"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put `<wbr>` into links that show their addresses, and into names of code in tables."""
        if context.writer != "html":
            return doc
        rewrite(doc, (pf.Table,), _divide_names)
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


def _divide_names(table: pf.Element) -> None:
    rewrite(table, (pf.Code,), _code_pieces)


def _code_pieces(code: pf.Element) -> pf.Element | None:
    longest = max(map(len, code.text.split()), default=0)
    if longest <= _SHORT or code.identifier or code.classes or code.attributes:
        return None
    pieces = (escape(piece, quote=False) for piece in _PLACE_IN_CODE.split(code.text))
    return pf.RawInline(f"<code>{'<wbr />'.join(pieces)}</code>", format="html")
