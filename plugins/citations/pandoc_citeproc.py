"""Format citations in a CSL style with Pandoc's own citeproc: one run for each request.

The citations are put into a document of their own, and what Pandoc printed is cut from the result.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from chapbook import pandoc
from chapbook.errors import ChapbookError, RenderError
from chapbook.hookspecs import hookimpl
from chapbook.plugins.citeproc import finish
from chapbook.plugins.citeproc.affixes import Keeper
from chapbook.plugins.citeproc.described import described
from chapbook.plugins.citeproc.locale_file import locator_words, puts_stops_in_quotes
from chapbook.plugins.citeproc.quoted_stops import with_stops_inside
from chapbook.roles import (
    Citation,
    CitationEngine,
    CitationRequest,
    CitationResult,
    Cited,
    Entry,
    Inlines,
)

Node = dict[str, Any]

#: Fields of ours, and those that Pandoc gets under names of its own.
_UNSENT = frozenset({"custom", "annote", "id", "type"})
_MODES = {
    "normal": "NormalCitation",
    "suppress-author": "SuppressAuthor",
    "in-text": "AuthorInText",
}
#: The id of a work that no list prints.
_FILLER = "chapter-begins"


@dataclass(frozen=True)
class PandocCiteproc:
    """The engine `pandoc`."""

    name: str = "pandoc"

    def process(self, request: CitationRequest) -> CitationResult:
        """What Pandoc prints for the citations and works of a scope.

        In a note style a citation is the content of its note, without the note around it; only an
        author in the text (`@key`) stands before a Note. One that stands in a note of the author's
        is a part of a sentence there, so it ends without a stop.
        """
        cited = [entry for citation in request.citations for entry in citation.entries]
        works = {entry.key: entry for entry in [*cited, *request.uncited]}
        is_note = _cites_in_notes(request.style)
        if not works:
            return CitationResult((), (), is_note=is_note)
        # Ids of our own: Pandoc must not take a key's characters for anything else.
        ids = {key: f"work{number}" for number, key in enumerate(works)}
        keys = {f"#ref-{id}": key for key, id in ids.items()}
        keeper = Keeper()
        sent = [keeper.fields(_csl(entry, ids[key])) for key, entry in works.items()]
        blocks = keeper.restored(_run(request, sent, ids, is_note))
        american = puts_stops_in_quotes(request.style, request.language)
        pairs = zip(_cites(blocks), request.citations, strict=True)
        return CitationResult(
            citations=tuple(
                _printed(cite, keys, is_note and citation.in_footnote, american)
                for cite, citation in pairs
            ),
            entries=tuple(_entries(blocks, keys, {} if is_note else works)),
            hanging=any("hanging-indent" in div["c"][0][1] for div in _lists(blocks)),
            is_note=is_note,
        )


@hookimpl
def chapbook_citation_engines() -> Iterable[CitationEngine]:
    """The engine of this module."""
    return [PandocCiteproc()]


def _cites_in_notes(style: Path) -> bool:
    try:
        return ElementTree.parse(style).getroot().get("class") == "note"
    except (ElementTree.ParseError, OSError) as error:
        raise _unreadable(style, str(error)) from error


def _unreadable(style: Path, reason: str) -> ChapbookError:
    return ChapbookError(
        f"the citation style cannot be read: {reason}",
        hint="get it again from https://www.zotero.org/styles",
        path=style,
    )


def _run(
    request: CitationRequest, works: list[Node], ids: Mapping[str, str], is_note: bool
) -> list[Node]:
    words = locator_words(request.language)
    uncited = [_item(Cited(entry), ids, words) for entry in request.uncited]
    if is_note:
        works = [*works, {"id": _FILLER, "type": "document", "title": _FILLER}]
    meta: Node = {
        "link-citations": {"t": "MetaBool", "c": True},
        "lang": {"t": "MetaString", "c": request.language},
    }
    if uncited:
        meta["nocite"] = {"t": "MetaInlines", "c": [{"t": "Cite", "c": [uncited, []]}]}
    blocks = list(_paragraphs(request.citations, ids, words, is_note))
    try:
        return pandoc.cite(meta, blocks, json.dumps(works).encode(), request.style)
    except RenderError as error:
        raise _unreadable(request.style, error.message) from error


def _csl(entry: Entry, id: str) -> Node:
    fields = {
        key: value
        for key, value in entry.fields.items()
        if key not in _UNSENT and not key.startswith("_")
    }
    return {**fields, "id": id, "type": entry.csl.get("type", "document")}


def _paragraphs(
    citations: Iterable[Citation], ids: Mapping[str, str], words: Mapping[str, str], is_note: bool
) -> Iterator[Node]:
    """One paragraph for each citation; those that share a note of the author's stand in one.

    In a note style each has the number of its note, and a work of ours is cited between chapters,
    so that no "ibid." leads from one into the other.
    """
    before = None
    for (chapter, note, inside), found in groupby(
        citations, key=lambda c: (c.chapter, c.note, c.in_footnote)
    ):
        if is_note and before not in (None, chapter):
            yield {"t": "Para", "c": [_cite([_cited(_FILLER, "NormalCitation")])]}
        before = chapter
        number = note if is_note else 0
        paragraphs: list[Node] = [
            {"t": "Para", "c": [_cite([_item(w, ids, words, number) for w in c.works])]}
            for c in found
        ]
        if inside:
            # Text before them tells Pandoc that they are not all of the note.
            paragraphs.insert(0, {"t": "Para", "c": [_str("?")]})
            yield {"t": "Para", "c": [_str("."), {"t": "Note", "c": paragraphs}]}
        else:
            yield from paragraphs


def _cite(items: list[Node]) -> Node:
    return {"t": "Cite", "c": [items, [_str("?")]]}


def _item(cited: Cited, ids: Mapping[str, str], words: Mapping[str, str], number: int = 0) -> Node:
    suffix = list(cited.suffix)
    if cited.locator:
        # Braces say what the locator is, whatever it looks like; Pandoc knows the language's words.
        said = f"{words[cited.label]} {cited.locator}" if cited.label in words else cited.locator
        suffix = [*_text(f", {{{said}}}"), *suffix]
    item = _cited(ids[cited.entry.key], _MODES[cited.mode])
    item |= {"citationPrefix": list(cited.prefix), "citationSuffix": suffix}
    return {**item, "citationNoteNum": number}


def _cited(id: str, mode: str) -> Node:
    return {
        "citationId": id,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _cites(node: object) -> Iterator[Node]:
    """The citations in the order of the document."""
    if isinstance(node, list):
        for part in node:
            yield from _cites(part)
    elif isinstance(node, dict):
        if node.get("t") == "Cite":
            if node["c"][0][0]["citationId"] != _FILLER:
                yield node
        else:
            yield from _cites(node.get("c"))


def _printed(cite: Node, keys: Mapping[str, str], in_note: bool, american: bool) -> Inlines:
    content: list[Node] = cite["c"][1]
    if len(content) == 1 and content[0]["t"] == "Note":
        content = _inlines(content[0]["c"])
    if in_note:
        content = _without_parentheses(content)
    if american:
        content = with_stops_inside(content)
    return tuple(_mark(inline, keys) for inline in content)


def _without_parentheses(inlines: list[Node]) -> list[Node]:
    """Take off the parentheses that Pandoc puts around a citation within a footnote's text."""
    if len(inlines) < 2 or not inlines[0]["t"] == inlines[-1]["t"] == "Str":
        return inlines
    ends: tuple[str, str] = inlines[0]["c"], inlines[-1]["c"]
    if not (ends[0].startswith("(") and ends[1].endswith(")")):
        return inlines
    first, last = _str(ends[0][1:]), _str(ends[1][:-1])
    return [i for i in [first, *inlines[1:-1], last] if i.get("c") != ""]


def _mark(inline: Any, keys: Mapping[str, str]) -> Any:
    """Links to entries as Spans that name the work."""
    if isinstance(inline, list):
        return [_mark(part, keys) for part in inline]
    if not isinstance(inline, dict):
        return inline
    if inline.get("t") == "Link" and inline["c"][2][0] in keys:
        attributes = ["", ["cited"], [["key", keys[inline["c"][2][0]]]]]
        return {"t": "Span", "c": [attributes, _mark(inline["c"][1], keys)]}
    return {name: _mark(value, keys) for name, value in inline.items()}


def _lists(blocks: list[Node]) -> list[Node]:
    return [block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"]


def _entries(
    blocks: list[Node], keys: Mapping[str, str], works: Mapping[str, Entry]
) -> Iterator[tuple[str, Inlines]]:
    """The entries; those of `works` that the style leaves out are described."""
    for listed in _lists(blocks):
        for entry in listed["c"][1]:
            if entry["t"] == "Div" and f"#{entry['c'][0][0]}" in keys:
                key = keys[f"#{entry['c'][0][0]}"]
                printed = _inlines(entry["c"][1])
                if not printed and key in works:
                    printed = finish.words(described(works[key]))
                yield key, tuple(printed)


def _inlines(blocks: list[Node]) -> list[Node]:
    """The inlines of paragraphs, one after the other."""
    found: list[Node] = []
    for block in blocks:
        content = block["c"][1] if block["t"] == "Div" else block["c"]
        inlines = _inlines(content) if block["t"] == "Div" else content
        found += [{"t": "Space"}, *inlines] if found else inlines
    return found


def _text(text: str) -> Iterator[Node]:
    for number, word in enumerate(text.split(" ")):
        if number:
            yield {"t": "Space"}
        if word:
            yield _str(word)


def _str(text: str) -> Node:
    return {"t": "Str", "c": text}
