"""The directions of text, as far as TeX needs them: a short form of Unicode's rules (UAX 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.plugins.engines.document import Node

#: Directions: of letters, of numbers, of what takes that of its neighbors, of both in one.
LEFT, RIGHT, NUMBER, NEUTRAL, MIXED = "left", "right", "number", "neutral", "mixed"

_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
#: Brackets and how they look from right to left.
BRACKETS = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))

_CLASSES = {"L": LEFT, "R": RIGHT, "AL": RIGHT, "EN": NUMBER, "AN": NUMBER}
#: What joins two numbers to one, by Unicode's classes.
_JOINS = ("ES", "CS")


@dataclass(frozen=True)
class Piece:
    """An inline, or a part of a word, of one direction."""

    kind: str
    node: Node


def divide(word: str) -> Iterator[Piece]:
    """A word as pieces of one direction each; a bracket is a piece of its own."""
    kinds = [*_kinds(word)]
    start = 0
    for place in range(1, len(word) + 1):
        alone = place < len(word) and {word[place], word[place - 1]} & BRACKETS.keys()
        if place == len(word) or alone or kinds[place] != kinds[start]:
            yield Piece(kinds[start], {"t": "Str", "c": word[start:place]})
            start = place


def passage_end(pieces: Sequence[Piece], start: int) -> int:
    """Where the passage that begins at `start` ends, which is of the direction of that piece.

    It takes in what is neutral between its letters, numbers behind them if it runs from right to
    left, and brackets that are closed in it.
    """
    direction, end = pieces[start].kind, start + 1
    opened: list[int] = []
    for place in range(start + 1, len(pieces)):
        piece = pieces[place]
        text = str(piece.node.get("c")) if piece.node["t"] == "Str" else ""
        if piece.kind not in (direction, NEUTRAL, NUMBER):
            break
        if text and text in _OPENING:
            opened.append(place)
        elif text and text in _CLOSING:
            if not opened:
                break
            end = place + 1 if opened.pop() < end else end
        elif piece.kind == direction or piece.kind == NUMBER:
            end = place + 1
    return end


def _kinds(word: str) -> Iterator[str]:
    """The direction of each character; marks go with their letters, numbers with words."""
    last = NEUTRAL
    for place, character in enumerate(word):
        bidi = unicodedata.bidirectional(character)
        kind = _CLASSES.get(bidi, NEUTRAL)
        between = unicodedata.bidirectional(word[place + 1]) if place + 1 < len(word) else ""
        if bidi in ("NSM", "BN") or (kind == NUMBER and last == LEFT):
            kind = last
        elif bidi in _JOINS and last == NUMBER and _CLASSES.get(between) == NUMBER:
            kind = NUMBER
        last = kind
        yield kind
