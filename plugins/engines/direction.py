"""Lay passages out from right to left: LaTeX's commands around them, in Pandoc's JSON.

A passage goes from its first letter of such a script to its last, with the numbers behind. What
begins with one is a paragraph from right to left, in which other letters are the passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chapbook.plugins.engines.bidi import (
    BRACKETS,
    LEFT,
    MIXED,
    NEUTRAL,
    NUMBER,
    RIGHT,
    Piece,
    divide,
    passage_end,
)
from chapbook.plugins.engines.document import Node, raw_inline
from chapbook.plugins.engines.scripts import is_right_to_left

_BEGIN = {RIGHT: r"\righttoleft{", LEFT: r"\lefttoright{"}
#: Where the inlines stand among an inline's contents.
_CONTENT: dict[str, int | None] = {
    **dict.fromkeys(("Emph", "Strong", "Underline", "Strikeout", "SmallCaps")),
    **dict.fromkeys(("Superscript", "Subscript")),
    **dict.fromkeys(("Span", "Link", "Quoted", "Cite"), 1),
}
_ALONE = ("Note", "Image", "RawInline")
_INLINES = frozenset([*_CONTENT, "Str", "Code", "Math", "Space", "SoftBreak", "LineBreak", *_ALONE])


def has_right_to_left(text: str) -> bool:
    """Whether a letter of the text is of a script that runs from right to left."""
    return any(map(is_right_to_left, set(text)))


def lay_out(node: Any, *, is_narrow: bool = False) -> Any:
    """Blocks, or whatever holds some, with commands of the template around passages.

    In narrow places, as cells of tables, paragraphs stay where they are.
    """
    if isinstance(node, list):
        if _are_inlines(node):
            return [*_line(node)]
        return [lay_out(item, is_narrow=is_narrow) for item in node]
    if not isinstance(node, dict) or "c" not in node or node["t"] in ("CodeBlock", "RawBlock"):
        return node
    kind, content = node["t"], node["c"]
    if kind in ("Para", "Plain") and not is_narrow and _base(content) == RIGHT:
        inner = _inlines(content, RIGHT)
        return {**node, "c": [_raw(r"\rightparagraph{"), *inner, _raw("}")]}
    return {**node, "c": lay_out(content, is_narrow=is_narrow or kind in ("Table", "Figure"))}


def turn_paragraphs(node: Any, begin: Node, end: Node) -> Any:
    """Blocks, or whatever holds some, with inlines around the paragraphs from right to left."""
    if isinstance(node, list):
        return [turn_paragraphs(item, begin, end) for item in node]
    if not isinstance(node, dict) or "c" not in node or node.get("t") in ("Table", "Figure"):
        return node
    content = turn_paragraphs(node["c"], begin, end)
    is_text = node["t"] in ("Para", "Plain") and content[:1] and content[0]["t"] != "RawInline"
    if is_text and _base(content) == RIGHT:
        return {**node, "c": [begin, *content, end]}
    return {**node, "c": content}


def _are_inlines(nodes: list[Any]) -> bool:
    return bool(nodes) and all(isinstance(n, dict) and n.get("t") in _INLINES for n in nodes)


def _line(inlines: list[Node]) -> Iterator[Node]:
    """Inlines among which none of another direction stand."""
    if _base(inlines) == LEFT:
        yield from _inlines(inlines, LEFT)
    else:
        yield from _passage(_inlines(inlines, RIGHT), RIGHT)


def _inlines(inlines: list[Node], base: str) -> Iterator[Node]:
    """Inlines of a direction with each passage of the other between commands."""
    pieces = [piece for inline in inlines for piece in _pieces(inline)]
    other = LEFT if base == RIGHT else RIGHT
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.kind != other:
            yield _inside(piece, base)
            place += 1
            continue
        end = passage_end(pieces, place)
        yield from _passage((_inside(piece, other) for piece in pieces[place:end]), other)
        place = end


def _passage(inlines: Iterator[Node], direction: str) -> Iterator[Node]:
    yield _raw(_BEGIN[direction])
    yield from inlines
    yield _raw("}")


def _pieces(inline: Node) -> Iterator[Piece]:
    if inline["t"] == "Str":
        yield from divide(inline["c"])
    else:
        yield Piece(_kind(inline), inline)


def _inside(piece: Piece, base: str) -> Node:
    """One inline in text of a direction.

    From right to left brackets look the other way, and what has a color or leads somewhere is a
    passage from left to right, whatever is in it: TeX turns round all else, also where they end.
    """
    node = piece.node
    if base == RIGHT and node["t"] == "Str" and node["c"] in BRACKETS:
        turned = rf"\mirrored{{{_escaped(BRACKETS[node['c']])}}}{{{_escaped(node['c'])}}}"
        return _raw(turned)
    if node["t"] == "Note":
        return _kept({**node, "c": lay_out(node["c"])}, base)
    if node["t"] not in _CONTENT:
        return node
    position = _CONTENT[node["t"]]
    content = node["c"] if position is None else node["c"][position]
    is_kept = node["t"] == "Link" or any(inline["t"] == "RawInline" for inline in content)
    if _is_turned(node):
        inner = [*_passage(_inlines(content, RIGHT), RIGHT)]
    elif base == RIGHT and not is_kept:
        inner = [*_inlines(content, RIGHT)]
    else:
        inner = [*_line(content)]
    if position is None:
        return {**node, "c": inner}
    whole = {**node, "c": [*node["c"][:position], inner, *node["c"][position + 1 :]]}
    return _kept(whole, base) if is_kept else whole


def _kept(node: Node, base: str) -> Node:
    if base == LEFT:
        return node
    return {"t": "Span", "c": [["", [], []], [*_passage(iter([node]), LEFT)]]}


def _kind(node: Node) -> str:
    """The direction of an inline: that of its letters."""
    if node["t"] == "Math":
        return LEFT
    if _is_turned(node):
        return RIGHT
    kinds = {piece.kind for text in _texts(node) for piece in divide(text)}
    if kinds >= {LEFT, RIGHT}:
        return MIXED
    return next((kind for kind in (LEFT, RIGHT, NUMBER) if kind in kinds), NEUTRAL)


def _base(inlines: list[Node]) -> str:
    """The direction of the first letter."""
    kinds = (piece.kind for text in _texts(inlines) for piece in divide(text))
    return next((kind for kind in kinds if kind in (LEFT, RIGHT)), LEFT)


def _is_turned(node: Node) -> bool:
    """Whether an author asks for it: `[…]{dir=rtl}`."""
    return node["t"] == "Span" and dict(node["c"][0][2]).get("direction") == "rtl"


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict) and node.get("t") not in ("Note", "RawInline", "Image"):
        if node.get("t") == "Str":
            yield node["c"]
        elif node.get("t") in ("Code", "Math"):
            yield node["c"][1]
        else:
            yield from _texts(node.get("c"))


def _raw(text: str) -> Node:
    return raw_inline("latex", text)


def _escaped(bracket: str) -> str:
    return rf"\{bracket}" if bracket in "{}" else bracket
