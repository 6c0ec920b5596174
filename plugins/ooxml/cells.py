"""How much width a cell of a table needs: for its words, its lists and its code."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from chapbook.plugins.ooxml.insides import is_item
from chapbook.plugins.ooxml.names import every, find, prefixed, style_of, text_of, value
from chapbook.plugins.ooxml.text_width import text_width

#: Longer words may be broken.
_LONG_WORD = 16
#: Twips of a letter of code, and around a piece of code.
_CODE_LETTER, _CODE_ROOM = 96, 410


def unwrapped_width(cell: etree._Element) -> int:
    """What a cell takes, in twips, when none of its lines is wrapped."""
    return max((_line(paragraph) for paragraph in every(cell, "w:p")), default=0)


def least_width(cell: etree._Element) -> int:
    """What a cell takes for its longest word, as far as that is no address."""
    return max((_word(paragraph) for paragraph in every(cell, "w:p")), default=0)


def _line(paragraph: etree._Element) -> int:
    if style_of(paragraph) == "SourceCode":
        return max(map(len, _code_lines(paragraph))) * _CODE_LETTER + _CODE_ROOM
    return text_width(text_of(paragraph)) + _indent(paragraph)


def _word(paragraph: etree._Element) -> int:
    if style_of(paragraph) == "SourceCode":
        letters = max(map(len, _code_lines(paragraph)))
        return min(letters, _LONG_WORD) * _CODE_LETTER + _CODE_ROOM
    words = (text_width(word[:_LONG_WORD]) for word in text_of(paragraph).split())
    return max(words, default=0) + _indent(paragraph)


def _code_lines(paragraph: etree._Element) -> list[str]:
    return "".join(_characters(paragraph)).split("\n")


def _characters(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter():
        if prefixed(element) == "w:t":
            yield element.text or ""
        elif prefixed(element) == "w:br":
            yield "\n"


def _indent(paragraph: etree._Element) -> int:
    return int(value(find(paragraph, "w:pPr/w:ind"), "w:left") or 0) if is_item(paragraph) else 0
