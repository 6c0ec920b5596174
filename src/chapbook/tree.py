"""Walk a panflute document quickly: iterate, rewrite, and take its text.

`Doc.walk` rebuilds every list it passes, which costs more than the filters' own work; these
functions touch only what is asked for (about ten times less time on a real chapter).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

import panflute as pf

E = TypeVar("E")


class _AnyFormat(set[str]):
    """Panflute refuses raw content of a format that it does not know, such as Typst or `html5`.

    What stands in `{=…}` is an author's: a writer leaves out what it does not know.
    """

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


pf.elements.RAW_FORMATS = _AnyFormat()

_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
#: What stands for one word or none; footnotes and raw markup are not part of a text.
_SILENT = (pf.Note, pf.RawInline, pf.RawBlock)


class _Interest(dict[type, int]):
    """What a walk in search of `types` does at an element of a class, found once for each class."""

    def __init__(self, types: tuple[type, ...]) -> None:
        self._types = types

    def __missing__(self, found: type) -> int:
        wanted = _WANTED if issubclass(found, self._types) else 0
        self[found] = interest = wanted | (_FULL if getattr(found, "_children", ()) else 0)
        return interest


def _kinds_of(base: type) -> Iterator[type]:
    found: type
    for found in base.__subclasses__():
        yield found
        yield from _kinds_of(found)


#: The classes of elements that can have an identifier.
ATTRIBUTED = tuple(c for c in _kinds_of(pf.Element) if "identifier" in getattr(c, "__slots__", ()))
#: Those of all but words and the spaces between them, which most elements of a book are.
TELLING = tuple(
    found
    for found in _kinds_of(pf.Element)
    if found not in (pf.Inline, pf.Block, pf.MetaValue, pf.Str, pf.Space, pf.SoftBreak)
)
#: An element that is searched for, and one that has others within it.
_WANTED, _FULL = 1, 2
_interest = cache(_Interest)


def iter_elements(
    element: pf.Element, types: tuple[type, ...] = (pf.Element,)
) -> Iterator[pf.Element]:
    """Every element of `types` below `element`, in reading order; each knows its parent."""
    interest = _interest(types)
    pending = _below(element)
    while pending:
        parent, location, items = pending[-1]
        for index, item in items:
            of_interest = interest[type(item)]
            if not of_interest:
                continue
            item.parent, item.location, item.index = parent, location, index
            if of_interest & _WANTED:
                yield item
            if of_interest & _FULL:
                pending += _below(item)
                break
        else:
            pending.pop()


#: Elements of one parent that are still to be walked, and where they stand in it.
_Rest = tuple[pf.Element, str | None, Iterator[tuple[int | None, pf.Element]]]


def _below(element: pf.Element) -> list[_Rest]:
    """What stands in an element, its last part first."""
    found: list[_Rest] = []
    for name, value in reversed(_children(element)):
        if isinstance(value, pf.ListContainer):
            if value.list:
                found.append((element, value.location, enumerate(value.list)))
        else:
            found.append((element, name, iter([(None, value)])))
    return found


def iter_blocks(element: pf.Element) -> Iterator[pf.Element]:
    """Every block below `element` in reading order, without looking into running text.

    Blocks of footnotes are left out.
    """
    for name, value in _children(element):
        if isinstance(value, pf.ListContainer):
            for index, item in enumerate(value.list):
                if isinstance(item, pf.Inline):
                    break
                item.parent, item.location, item.index = element, value.location, index
                if isinstance(item, pf.Block):
                    yield item
                if item._children:
                    yield from iter_blocks(item)
        elif not isinstance(value, pf.Inline):
            value.parent, value.location, value.index = element, name, None
            yield from iter_blocks(value)


def rewrite(element: E, types: tuple[type, ...], change: Callable[[pf.Element], object]) -> E:
    """Pass each element of `types` below `element` to `change`, inner ones first.

    `change` returns None to keep the element, another element in its place, or a list of them.
    """
    blocks_only = not any(issubclass(type_, pf.Inline) for type_ in types)
    _rewrite(element, _interest(types), change, blocks_only)
    return element


def _rewrite(
    element: pf.Element,
    interest: _Interest,
    change: Callable[[pf.Element], object],
    blocks_only: bool,
) -> None:
    for _, value in _children(element):
        if not isinstance(value, pf.ListContainer):
            _rewrite(value, interest, change, blocks_only)
            continue
        items = value.list
        # Most lists are words and spaces: their classes are looked at in one call.
        if not any(map(interest.__getitem__, set(map(type, items)))):
            continue
        # Running text holds blocks in footnotes alone.
        is_text = blocks_only and isinstance(items[0], pf.Inline)
        changes: list[tuple[int, object]] = []
        for index, item in enumerate(items):
            of_interest = interest[type(item)]
            if not of_interest:
                continue
            item.parent, item.location, item.index = element, value.location, index
            if of_interest & _FULL:
                _rewrite(item, interest, change, blocks_only)
            answer = change(item) if of_interest & _WANTED and not is_text else None
            if answer is not None:
                changes.append((index, answer))
        for index, answer in reversed(changes):
            items[index : index + 1] = answer if isinstance(answer, list) else [answer]


def plain_text(element: pf.Element) -> str:
    """The text of an element as a reader sees it, white space folded."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def ancestors(element: pf.Element) -> Iterator[pf.Element]:
    """The elements around one that `iter_elements` or `rewrite` gave, from the inside out."""
    while element.parent is not None:
        element = element.parent
        yield element


def _children(element: pf.Element) -> list[tuple[str, pf.Element]]:
    names = element._children
    if len(names) == 1:  # nearly always its content
        value = getattr(element, names[0])
        return [] if value is None else [(names[0], value)]
    if isinstance(element, pf.Doc):
        return [("content", element.content)]
    found = [(name, getattr(element, name)) for name in names]
    return [(name, value) for name, value in found if value is not None]


def _collect(element: pf.Element, parts: list[str]) -> None:
    kind = type(element)
    if kind is pf.Str:
        parts.append(element.text)
    elif issubclass(kind, pf.Space | pf.SoftBreak | pf.LineBreak):
        parts.append(" ")
    elif issubclass(kind, _SILENT):
        return
    elif issubclass(kind, pf.Str | pf.Code | pf.CodeBlock | pf.Math):
        parts.append(element.text)
    elif issubclass(kind, pf.Cite):  # its text holds the prefixes and suffixes of its citations
        for item in element.content.list:
            _collect(item, parts)
    else:
        before, after = _QUOTES.get(getattr(element, "quote_type", ""), ("", ""))
        parts.append(before)
        for _, value in _children(element):
            for item in value.list if isinstance(value, pf.ListContainer) else [value]:
                _collect(item, parts)
        parts.append(after)
        if issubclass(kind, pf.Block):
            parts.append(" ")
