"""Read and write Pandoc's JSON as panflute documents, in less time than panflute's own functions.

Most elements of a book are words and the spaces between them. Panflute checks each item of each
list by a call and builds a tree of dictionaries before it writes; here a word takes one call of
the JSON library's, which leaves the rest to panflute.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import panflute as pf
from panflute.elements import from_json


def load(data: bytes | str) -> pf.Doc:
    """Pandoc's JSON as a document."""
    doc = json.loads(data, object_hook=_element)
    if not isinstance(doc, pf.Doc):
        raise TypeError("this is not a document in Pandoc's JSON")
    return doc


def dump(doc: pf.Doc) -> bytes:
    """A document as Pandoc's JSON."""
    whole = {
        "pandoc-api-version": list(doc.api_version),
        "meta": doc.metadata.content.to_json(),
        "blocks": doc.content,
    }
    return _encode(whole).encode()


def dump_blocks(doc: pf.Doc) -> bytes:
    """A line with Pandoc's API version and one with the document's blocks, both JSON."""
    return f"{json.dumps(list(doc.api_version))}\n{_encode(doc.content)}".encode()


def _encode(value: object) -> str:
    return json.dumps(
        value, default=_plain, separators=(",", ":"), ensure_ascii=False, check_circular=False
    )


def _extend(container: pf.ListContainer, values: Iterable[pf.Element]) -> None:
    """Add items to a panflute list: its own way makes three calls for each."""
    types = container.oktypes
    items = list(values)
    for value in items:
        if not isinstance(value, types):
            # An element's class stands for an element, and what is none is panflute's to refuse.
            items = [
                value if isinstance(value, types) else _refuse(value, types) for value in items
            ]
            break
    container.list.extend(items)


def _refuse(value: object, types: object) -> pf.Element:
    found: pf.Element = pf.utils.check_type(value, types)
    return found


pf.ListContainer.extend = _extend


def _element(data: dict[str, Any]) -> object:
    """An object of the JSON, whose parts are elements already, as the element that it is."""
    make = _MADE.get(data.get("t", ""))
    return from_json(data) if make is None else make(data)


def _str(data: dict[str, Any]) -> pf.Str:
    element = _new(pf.Str)
    element.parent = element.location = element.index = None
    element.text = data["c"]
    return element


def _space(data: dict[str, Any]) -> pf.Space:
    element = _new(pf.Space)
    element.parent = element.location = element.index = None
    return element


_new = object.__new__
_MADE: dict[str, Callable[[dict[str, Any]], pf.Element]] = {"Str": _str, "Space": _space}


def _plain(value: Any) -> object:
    """An element, or a list of them, as JSON whose parts are elements still."""
    write = _WRITTEN.get(type(value))
    return value.to_json() if write is None else write(value)


def _named(name: str) -> Callable[[pf.Element], object]:
    def write(element: pf.Element) -> object:
        return {"t": name, "c": element._content.list}

    return write


def _attributed(name: str) -> Callable[[pf.Element], object]:
    def write(element: pf.Element) -> object:
        return {"t": name, "c": [element._ica_to_json(), element._content.list]}

    return write


def _linked(name: str) -> Callable[[pf.Element], object]:
    def write(element: pf.Element) -> object:
        target = [element.url, element.title]
        return {"t": name, "c": [element._ica_to_json(), element._content.list, target]}

    return write


_SPACE = {"t": "Space"}
_CONTENT = (
    *(pf.Plain, pf.Para, pf.BlockQuote, pf.BulletList, pf.Note),
    *(pf.Emph, pf.Strong, pf.Underline, pf.Strikeout, pf.Superscript, pf.Subscript, pf.SmallCaps),
)
_WRITTEN: dict[type, Callable[[Any], object]] = {
    pf.ListContainer: lambda container: container.list,
    pf.ListItem: lambda item: item._content.list,
    pf.Str: lambda element: {"t": "Str", "c": element.text},
    pf.Space: lambda element: _SPACE,
    **{type_: _named(type_.__name__) for type_ in _CONTENT},
    **{type_: _attributed(type_.__name__) for type_ in (pf.Div, pf.Span)},
    **{type_: _linked(type_.__name__) for type_ in (pf.Link, pf.Image)},
}
