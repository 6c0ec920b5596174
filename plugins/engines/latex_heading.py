"""A heading as LaTeX: whole where it stands, its words alone where it is repeated.

Pandoc leaves notes, pictures and places out of what is repeated, with all that is styled as they
are, and repeats a picture that is alone.
"""

from __future__ import annotations

from typing import Any

from chapbook.latex_text import escape_latex, latex_label
from chapbook.plugins.engines.document import Node, raw_inline
from chapbook.plugins.engines.spoken import spoken
from chapbook.plugins.engines.titles import heading_words

_LEVELS = ("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
_PLACE = r"\phantomsection\label"


def short_heading(header: Node) -> Node:
    """The heading with its words beside it, if it holds what cannot be repeated."""
    level, (anchor, classes, _), title = header["c"]
    if not _holds_more(title):
        return header
    words = heading_words(title)
    short = [_raw(r"\texorpdfstring{"), *words, _raw(f"}}{{{escape_latex(spoken(words))}}}")]
    name = _LEVELS[min(level, len(_LEVELS)) - 1]
    star = "*" if "unnumbered" in classes else ""
    whole = [_raw(rf"\{name}{star}[{{"), *short, _raw("}]{"), *_placed(title), _raw("}")]
    listed = []
    if star and "unlisted" not in classes:
        listed = [_raw(rf"\addcontentsline{{toc}}{{{name}}}{{"), *short, _raw("}")]
    return {"t": "Para", "c": [*whole, _raw(rf"\label{{{latex_label(anchor)}}}"), *listed]}


def _holds_more(within: Any) -> bool:
    if isinstance(within, list):
        return any(map(_holds_more, within))
    if not isinstance(within, dict):
        return False
    named = within.get("t") == "Span" and within["c"][0][0] != ""
    return named or within.get("t") in ("Note", "Image") or _holds_more(within.get("c"))


def _placed(within: Any) -> Any:
    """The title, the places in it such as leave to the heading's own label what it names."""
    if isinstance(within, list):
        return [_placed(item) for item in within]
    match within:
        case {"t": "Span", "c": [[str(id), classes, pairs], inlines]} if id:
            place = _raw(rf"\indexmark{{{latex_label(id)}}}")
            return {"t": "Span", "c": [["", classes, pairs], [place, *_placed(inlines)]]}
        case {"t": "RawInline", "c": ["latex", str(text)]} if text.startswith(_PLACE):
            return _raw(text.replace(_PLACE, r"\indexmark", 1))
        case {"t": str(kind), "c": content} if kind != "Note":
            return {**within, "c": _placed(content)}
    return within


def _raw(text: str) -> Node:
    return raw_inline("latex", text)
