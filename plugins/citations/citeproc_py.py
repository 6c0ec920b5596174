"""Format citations in a CSL style with citeproc-py, set right by `plugins/citeproc`.

What no rule of a style prints, or what a style makes the processor stumble over, is printed as
author and year, and an entry as it was written, so that no style can stop a build.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.errors import ChapbookError
from chapbook.hookspecs import hookimpl
from chapbook.roles import (
    Citation,
    CitationEngine,
    CitationRequest,
    CitationResult,
    Cited,
    Entry,
    Inlines,
)

#: Fields that are ours or that only bibliographies print.
_UNPRINTED = frozenset({"custom", "annote", "id"})


@dataclass(frozen=True)
class CiteprocPy:
    """The engine `citeproc-py`."""

    name: str = "citeproc-py"

    def process(self, request: CitationRequest) -> CitationResult:
        """The citations of a scope, and its works in the order of the style."""
        # Imported here, for citeproc-py reads all its data when it is imported.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from chapbook.plugins.citeproc.affixes import Keeper
            from chapbook.plugins.citeproc.document import Document

            style = _style(request)
            entries = _works(request)
            keeper = Keeper()
            works = {key: keeper.fields(_fields(entry)) for key, entry in entries.items()}
            asked = [
                ([_asked(work, keeper) for work in citation.works], citation.note)
                for citation in request.citations
            ]
            chapters = [str(citation.chapter) for citation in request.citations]
            document = Document(style, works, asked, list(works), chapters, request.notes)
            document.capitals = True
            citations = tuple(
                _citation(citation, document.citation(place), keeper, style.is_note)
                for place, citation in enumerate(request.citations)
            )
            listed = document.entries()
        return CitationResult(
            citations=citations,
            entries=tuple(
                (key, _entry(node, entries[key], keeper, style.is_note)) for key, node in listed
            ),
            hanging=style.hanging,
            is_note=style.is_note,
        )


@hookimpl
def chapbook_citation_engines() -> Iterable[CitationEngine]:
    """The engine of this module."""
    return [CiteprocPy()]


def _style(request: CitationRequest) -> Any:
    from lxml import etree

    from chapbook.plugins.citeproc.style import read_style

    try:
        style = read_style(request.style.read_bytes(), request.language, True)
    except (etree.XMLSyntaxError, ValueError, OSError, AttributeError) as error:
        raise ChapbookError(
            f"the citation style cannot be read: {error}",
            hint="get it again from https://www.zotero.org/styles",
            path=request.style,
        ) from error
    if style.root.citation is None:
        raise ChapbookError(
            "the citation style only refers to another one",
            hint="name the independent style that its `independent-parent` link gives",
            path=request.style,
        )
    return style


def _works(request: CitationRequest) -> dict[str, Entry]:
    cited = [entry for citation in request.citations for entry in citation.entries]
    return {entry.key: entry for entry in [*reversed([*cited, *request.uncited])][::-1]}


def _fields(entry: Entry) -> dict[str, Any]:
    fields = {key: value for key, value in entry.fields.items() if key not in _UNPRINTED}
    return {**fields, "type": fields.get("type", "document")}


def _asked(work: Cited, keeper: Any) -> Any:
    from chapbook.plugins.citeproc.document import Asked

    return Asked(
        work.entry.key, work.locator, work.label, keeper.marked(work.prefix),
        keeper.marked(work.suffix), work.mode,
    )  # fmt: skip


def _citation(citation: Citation, printed: Any, keeper: Any, is_note: bool) -> Inlines:
    from chapbook.plugins.citeproc.finish import to_inlines

    keys = [work.entry.key for work in citation.works]
    author, node = printed
    body = keeper.restored(to_inlines(node, keys)) if node is not None else []
    if not re.search(r"\w", _text(body)):
        body, author = _author_date(citation.works), None
    before = keeper.restored(to_inlines(author, keys)) if author is not None else []
    if is_note and not citation.in_footnote:
        if any(work.prefix for work in citation.works):
            body = _with_capital(body)
        return (*before, {"t": "Note", "c": [{"t": "Para", "c": body}]})
    if not before or not body:
        return (*before, *body)
    comma = [{"t": "Str", "c": ","}] if is_note else []
    return (*before, *comma, {"t": "Space"}, *body)


def _with_capital(inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A note begins with a capital, if it begins with what the author wrote before a work."""
    first: Any = inlines[0] if inlines else {"t": ""}
    if first["t"] == "Str":
        return [{"t": "Str", "c": first["c"][:1].upper() + first["c"][1:]}, *inlines[1:]]
    if first["t"] in ("Emph", "Strong"):
        return [{**first, "c": _with_capital(first["c"])}, *inlines[1:]]
    return inlines


def _entry(node: Any, entry: Entry, keeper: Any, is_note: bool) -> Inlines:
    """An entry; a style of notes, which say all, may leave it out."""
    from chapbook.plugins.citeproc.described import described
    from chapbook.plugins.citeproc.finish import to_inlines, words

    inlines = to_inlines(node) if node is not None else []
    if not re.search(r"\w", _text(inlines)):
        left_out = is_note and node is not None
        inlines = [] if left_out else words(keeper.text(described(entry)))
    return tuple(keeper.restored(inlines))


def _text(inlines: Any) -> str:
    if isinstance(inlines, list):
        return "".join(_text(inline) for inline in inlines)
    if isinstance(inlines, dict):
        content = inlines.get("c", "")
        return content if isinstance(content, str) else _text(content)
    return ""


def _author_date(works: Sequence[Cited]) -> list[dict[str, Any]]:
    """`(Kwon et al. 2023; Little 1961)`: what is printed where the processor fails."""
    from chapbook.plugins.citeproc.described import author_date
    from chapbook.plugins.citeproc.finish import span, words

    out: list[dict[str, Any]] = [{"t": "Str", "c": "("}]
    for place, work in enumerate(works):
        out += [{"t": "Str", "c": ";"}, {"t": "Space"}] if place else []
        out.append(span("cited", words(author_date(work.entry)), key=work.entry.key))
    return [*out, {"t": "Str", "c": ")"}]
