"""Format citations in a CSL style with citeproc-py.

citeproc-py is a young processor: it leaves out some rules of CSL and may raise on others. Here it
is kept silent, its output is set right where that is safe, and a citation that it cannot format is
printed as author and year, so that no style can stop a build.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from chapbook.entry_text import plain
from chapbook.errors import ChapbookError
from chapbook.hookspecs import hookimpl
from chapbook.html_inlines import read_inlines
from chapbook.roles import Citation, CitationEngine, Entry, Inlines

#: Names that CSL 1.0.2 knows and citeproc-py 0.11 does not; without them a style that mentions one
#: stops at its first reference.
_NAMES = (
    "chair",
    "compiler",
    "contributor",
    "curator",
    "director",
    "editor_translator",
    "executive_producer",
    "guest",
    "host",
    "narrator",
    "organizer",
    "performer",
    "producer",
    "reviewed_author",
    "script_writer",
    "series_creator",
)
#: Stands for authors that an entry does not list, until the connective before it is known.
_OTHERS = "\ue000"
#: Fields that are ours or that only bibliographies print.
_UNPRINTED = frozenset({"custom", "annote", "id", "type"})


@dataclass(frozen=True)
class CiteprocPy:
    """The engine `citeproc-py`."""

    name: str = "citeproc-py"

    def cite(
        self, citations: Sequence[Citation], style: Path, language: str
    ) -> tuple[Inlines, ...]:
        """The printed form of each citation; in a note style, a footnote."""
        with _processor():
            processor = _open(style, language)
            works = _register(processor, [c.entries for c in citations])
            keys = [tuple(entry.key for entry in c.entries) for c in citations]
            printed = {
                key: _render_citation(works, citation)
                for key, citation in dict(zip(keys, citations, strict=True)).items()
            }
        tidy = {key: _inlines(html, processor) for key, html in printed.items()}
        noted = processor.root.get("class") == "note"
        return tuple(_note(tidy[key]) if noted else tidy[key] for key in keys)

    def bibliography(
        self, entries: Sequence[Entry], style: Path, language: str
    ) -> tuple[Inlines, ...]:
        """The printed form of each entry, in the order given."""
        with _processor():
            processor = _open(style, language)
            works = _register(processor, [(entry,) for entry in entries])
            printed = [_render_entry(works, entry) for entry in entries]
        return tuple(_inlines(html, processor) for html in printed)


@hookimpl
def chapbook_citation_engines() -> Iterable[CitationEngine]:
    """The engine of this module."""
    return [CiteprocPy()]


@contextmanager
def _processor() -> Iterator[None]:
    """citeproc-py, silent, with all of CSL's names, and with its look-up of macros remembered.

    Nine tenths of its time went into finding the same macros by XPath again and again.
    """
    import citeproc
    from citeproc import model

    for names in (citeproc.NAMES, citeproc.VARIABLES):
        names.extend(name for name in _NAMES if name not in names)
    original = model.CitationStylesElement.get_macro
    known: dict[tuple[object, str], object] = {}

    def get_macro(element: Any, name: str) -> object:
        key = (element.get_root(), name)
        if key not in known:
            known[key] = original(element, name)
        return known[key]

    model.CitationStylesElement.get_macro = get_macro
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        model.CitationStylesElement.get_macro = original


def _open(style: Path, language: str) -> Any:
    from citeproc import CitationStylesStyle
    from lxml import etree

    try:
        processor = CitationStylesStyle(str(style), locale=language, validate=False)
        independent = processor.root.citation is not None
    except (etree.XMLSyntaxError, ValueError, AttributeError) as error:
        raise ChapbookError(
            f"the citation style cannot be read: {error}",
            hint="get it again from https://www.zotero.org/styles",
            path=style,
        ) from error
    if not independent:
        raise ChapbookError(
            "the citation style only refers to another one",
            hint="name the independent style that its `independent-parent` link gives",
            path=style,
        )
    return processor


@dataclass(frozen=True)
class _Works:
    """The entries as citeproc-py knows them; `ids` maps our keys to its own."""

    processor: Any
    source: Any
    bibliography: Any
    ids: Mapping[str, str]


def _register(processor: Any, citations: Sequence[Sequence[Entry]]) -> _Works:
    """Make all entries known in the order of their first citation, which numbers them."""
    from citeproc import Citation as Cites
    from citeproc import CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    entries = {entry.key: entry for cited in citations for entry in cited}
    ids = {key: f"item{number}" for number, key in enumerate(entries)}
    source = CiteProcJSON([_csl(entry, ids[key]) for key, entry in entries.items()])
    bibliography = CitationStylesBibliography(processor, source, formatter.html)
    bibliography.register(Cites([CitationItem(id) for id in ids.values()]))
    return _Works(processor, source, bibliography, ids)


def _csl(entry: Entry, id: str) -> dict[str, Any]:
    fields = {key: value for key, value in entry.csl.items() if key not in _UNPRINTED}
    authors = [
        {"literal": _OTHERS} if name == {"literal": "others"} else name
        for name in fields.get("author", [])
    ]
    named = {"author": authors} if authors else {}
    return {**fields, **named, "id": id, "type": entry.csl.get("type", "document")}


def _render_citation(works: _Works, citation: Citation) -> str:
    try:
        html = _render_layout(works, citation)
    except Exception:  # whatever a style makes the processor stumble over
        html = ""
    return html if re.search(r"\w", html) else _author_date(citation.entries)


def _render_layout(works: _Works, citation: Citation) -> str:
    """What `bibliography.cite` does, but in the order written where the style asks for no other."""
    from citeproc import Citation as Cites
    from citeproc import CitationItem

    cites = Cites([CitationItem(works.ids[entry.key]) for entry in citation.entries])
    cites.bibliography = works.bibliography
    # Kept by name: lxml forgets an element's attributes when nothing holds on to it.
    element = works.processor.root.citation
    layout = element.layout
    element.cites = []
    items = cites.cites if element.sort is None else element.sort.sort(cites.cites, layout)
    parts = []
    for item in items:
        layout.repressed = {}
        parts.append(layout.render_children(item))
    return str(layout.format(layout.wrap(layout.join(parts))))


def _render_entry(works: _Works, entry: Entry) -> str:
    bibliography = works.bibliography
    id = works.ids[entry.key]
    try:
        items = [item for item in bibliography.items if item.key == id]
        html = "".join(map(str, works.processor.render_bibliography(items)))
    except Exception:  # as above
        html = ""
    return html if re.search(r"\w", html) else escape(plain(entry.raw), quote=False)


def _author_date(entries: Sequence[Entry]) -> str:
    """`(Kwon et al. 2023; Little 1961)`: what is printed where the processor fails."""
    return escape(f"({'; '.join(_label(entry) for entry in entries)})", quote=False)


def _label(entry: Entry) -> str:
    names = [
        str(name.get("family", name.get("literal", ""))) for name in entry.csl.get("author", [])
    ]
    if len(names) > 2 or names[1:] == ["others"]:
        who = f"{names[0]} et al."
    else:
        who = " and ".join(names) or str(entry.csl.get("title", entry.key))
    date = entry.csl.get("issued", {}).get("date-parts", [["n.d."]])[0][0]
    return f"{who} {date}"


def _inlines(html: str, processor: Any) -> Inlines:
    return read_inlines(_tidy(html, processor.root.get_locale_option("punctuation-in-quote")))


def _tidy(html: str, punctuation_in_quote: str | None) -> str:
    """Set right what citeproc-py leaves: others, rich text, apostrophes, doubled punctuation."""
    # `Kwon, W., and OTHERS` and `Kwon & OTHERS` become `et al.`; a comma before it stays.
    html = re.sub(rf"(,?)\s+(?:[^\s,<>]+\s+)?{_OTHERS}\.?", r"\1 et al.", html)
    html = re.sub(r"&lt;(/?(?:i|b|sup|sub))&gt;", r"<\1>", html)
    html = re.sub(r"(?<=\w)'|'(?=\d\d)", "’", html)
    html = re.sub(r"([?!])((?:</i>)?[”’]?)\.", r"\1\2", html)
    if punctuation_in_quote == "true":
        html = re.sub(r"(</i>)?”([.,])", r"\2\1”", html)
    # A label set apart in the margin (`[1]`) needs a space where there is no margin.
    return re.sub(r"^(\s*\[\d+\])(?=\w)", r"\1 ", html).strip()


def _note(inlines: Inlines) -> Inlines:
    return ({"t": "Note", "c": [{"t": "Para", "c": list(inlines)}]},)
