"""Fit what an engine printed into the author's sentence: authors, stops and notes."""

from __future__ import annotations

import json
import re
from typing import Any

from chapbook.roles import Citation, Entry, Inlines
from chapbook.words import words_for

#: A stop that ends a citation, before or after the quotation marks that end it.
_STOP = re.compile(r"\.(?P<quotes>’?”?)$")


def settle(citation: Citation, inlines: Inlines, is_note: bool) -> Inlines:
    """A citation that stands in a footnote once, with each work that it names marked."""
    noted = len(inlines) == 1 and inlines[0]["t"] == "Note"
    inner = tuple(inlines[0]["c"][0]["c"]) if noted else inlines
    if len(citation.works) == 1 and '"cited"' not in json.dumps(inner):
        key = citation.entries[0].key
        inner = ({"t": "Span", "c": [["", ["cited"], [["key", key]]], list(inner)]},)
    inside = citation.in_footnote
    if not is_note or inside or any(w.mode == "in-text" for w in citation.works):
        if noted and not inside:
            return inlines
        # The sentence of the author's note ends where the author ends it.
        return _without_stop(inner) if is_note and inside else inner
    return ({"t": "Note", "c": [{"t": "Para", "c": list(inner)}]},)


def named(citation: Citation, inlines: Inlines, language: str) -> Inlines:
    """A citation by number with the authors, where those are a part of the author's sentence.

    `Dean and Barroso [2, p. 75] had warned`.
    """
    first = citation.works[0]
    who = _authors(first.entry, language) if first.mode == "in-text" else ""
    if not who or who in _text(inlines):
        return inlines
    space = [] if _is_raised(inlines) else [{"t": "Space"}]
    words = [{"t": "Str", "c": word} for word in who.split()]
    spaced = [part for word in words for part in ({"t": "Space"}, word)][1:]
    return (*spaced, *space, *inlines)


def _authors(entry: Entry, language: str) -> str:
    names = entry.csl.get("author") or entry.csl.get("editor") or []
    said = [
        " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
        or str(name.get("literal", ""))
        for name in names
    ]
    if len(said) > 2 or said[1:] == ["others"]:
        return f"{said[0]} et al."
    return words_for(language).and_.join(said)


def _is_raised(inlines: Inlines) -> bool:
    """Whether a citation is raised numbers, which stand close to the word before them."""
    first: Any = inlines[0] if inlines else {"t": ""}
    if first["t"] in ("Span", "Link"):
        return _is_raised(tuple(first["c"][1]))
    return bool(first["t"] == "Superscript")


def _text(node: Any) -> str:
    if isinstance(node, dict):
        if node.get("t") == "Space":
            return " "
        return node["c"] if node.get("t") == "Str" else _text(node.get("c"))
    return "".join(_text(part) for part in node) if isinstance(node, list | tuple) else ""


def _without_stop(inlines: Inlines) -> Inlines:
    last = inlines[-1] if inlines else {}
    content: Any = last.get("c")
    match last.get("t"):
        case "Str":
            left = _STOP.sub(lambda found: found["quotes"], content)
            return (*inlines[:-1], *([{"t": "Str", "c": left}] if left else []))
        case "Span" | "Link":
            inner = list(_without_stop(tuple(content[1])))
            return (*inlines[:-1], {**last, "c": [content[0], inner, *content[2:]]})
        case "Emph" | "Strong" | "SmallCaps" | "Underline":
            return (*inlines[:-1], {**last, "c": list(_without_stop(tuple(content)))})
        case _:
            return inlines
