"""The words of a heading, for where it is repeated: contents, bookmarks, heads of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chapbook.plugins.engines.document import Node

#: The class of what holds a picture and its alternative text.
PICTURE = "picture"
#: Inlines that hold nothing but inlines, and those that say something of them first.
_STYLES = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
_SPEAKING = ("Quoted", "Cite")
_SPACE: Node = {"t": "Space"}
#: How places begin in the languages of the engines.
_PLACES = ("#box(anchor(", r"\phantomsection", r"\indexmark")


def heading_words(title: list[Node]) -> list[Node]:
    """A title without its notes, pictures, links and places, none of which can be there twice.

    Of a title that has no words, what is said of its pictures.
    """
    words = _words(title)
    if words:
        return words
    said: list[Node] = []
    for picture in _pictures(title):
        said += [_SPACE, *picture["c"][1]]
    return said[1:]


def _words(inlines: Iterable[Node]) -> list[Node]:
    kept: list[Node] = []
    for word in _each(inlines):
        if word["t"] == "Space" and (not kept or kept[-1]["t"] == "Space"):
            continue
        kept.append(word)
    return kept[:-1] if kept and kept[-1]["t"] == "Space" else kept


def _each(inlines: Iterable[Node]) -> Iterator[Node]:
    for node in inlines:
        match node:
            case {"t": "Note" | "Image"}:
                continue
            case {"t": "RawInline", "c": [_, str(text)]} if text.startswith(_PLACES):
                continue
            case {"t": "Span", "c": [[_, classes, pairs], content]}:
                inner = [] if PICTURE in classes else _words(content)
                if inner:
                    yield {"t": "Span", "c": [["", classes, pairs], inner]}
            case {"t": "Link", "c": [_, content, _]}:
                yield from _words(content)
            case {"t": str(kind), "c": [said, content]} if kind in _SPEAKING:
                yield {"t": kind, "c": [said, _words(content)]}
            case {"t": str(kind), "c": list(content)} if kind in _STYLES:
                inner = _words(content)
                if inner:
                    yield {"t": kind, "c": inner}
            case _:
                yield node


def _pictures(node: object) -> Iterator[Node]:
    """The pictures below a node, in their order; those of notes belong to the notes."""
    if isinstance(node, list):
        for child in node:
            yield from _pictures(child)
    elif isinstance(node, dict) and node.get("t") == "Image":
        yield node
    elif isinstance(node, dict) and node.get("t") != "Note":
        yield from _pictures(node.get("c"))
