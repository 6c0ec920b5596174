"""What stands within boxes and quotations: code, verse and lists, looking as what holds them.

Pandoc gives the style of a box or quotation to its paragraphs alone. So code is marked before
Pandoc writes the file, and gets the style of its surroundings afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from chapbook.plugins.ooxml.names import every, find, prefixed, properties, put, style_of, value

#: The style of quotations, and the twips by which they are set in.
QUOTATION, QUOTATION_INDENT = "Block Text", 454
#: The style of code within each kind of paragraph, by the names that Word shows.
CODE_STYLES = {
    "Callout": "Callout Code",
    "Cross Reference": "Cross Reference Code",
    QUOTATION: "Block Code",
}
#: The styles of lines of verse within a quotation.
_VERSE = {"Verse": "Block Verse", "Verse Last": "Block Verse Last"}
#: How the style of a mark begins; what follows is the style that the code gets.
_MARK = "CodeMark"
#: Twips from a list's number or bullet to its text.
_LIST_STEP = 300


def settle(blocks: list[dict[str, Any]], holder: str) -> None:
    """Ready the blocks of a box or quotation, in Pandoc's JSON; `holder` is its style's name."""
    if holder != QUOTATION:
        _join_verse(blocks)
    for block in list(blocks):
        match block["t"]:
            case "Plain":
                # Pandoc gives no style to the plain text of a tight list's items.
                block["t"] = "Para"
            case "CodeBlock":
                blocks.insert(_place(blocks, block), _mark(CODE_STYLES[holder]))
            case "BulletList" | "OrderedList" | "Div":
                if block["t"] == "Div" and holder == QUOTATION:
                    _settle_verse(block)
                for inner in _inner(block):
                    settle(inner, holder)


def finish_insides(body: etree._Element) -> None:
    """Give marked code its style, and set in the lists of quotations."""
    for paragraph in list(every(body, "w:p")):
        style = style_of(paragraph)
        if style.startswith(_MARK):
            _restyle_code(paragraph, style.removeprefix(_MARK))
        elif style == QUOTATION.replace(" ", "") and is_item(paragraph):
            indent_item(paragraph, QUOTATION_INDENT)


def is_item(element: etree._Element | None) -> bool:
    """Whether it is an item of a list."""
    return element is not None and find(element, "w:pPr/w:numPr") is not None


def indent_item(item: etree._Element, edge: int) -> None:
    """Let a list begin at the edge of what holds it, so that a box's rule runs through."""
    level = int(value(find(item, "w:pPr/w:numPr/w:ilvl")) or 0)
    left = edge + _LIST_STEP * (level + 1)
    look = properties(item, "w:pPr")
    put(look, "w:ind", {"w:left": left, "w:hanging": left - edge if level == 0 else _LIST_STEP})
    if is_item(next_block(item)):
        put(look, "w:spacing", {"w:after": 60})


def next_block(element: etree._Element) -> etree._Element | None:
    """The paragraph or table that follows."""
    following = element.getnext()
    while following is not None and prefixed(following) in ("w:bookmarkStart", "w:bookmarkEnd"):
        following = following.getnext()
    return following


def _inner(block: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    match block["t"]:
        case "BulletList":
            yield from block["c"]
        case "OrderedList":
            yield from block["c"][1]
        case _:
            yield block["c"][1]


def _join_verse(blocks: list[dict[str, Any]]) -> None:
    """Make one paragraph of the lines of verse in a box, whose paragraphs stand apart."""
    lines: list[dict[str, Any]] = []
    for block in list(blocks):
        style = dict(block["c"][0][2]).get("custom-style") if block["t"] == "Div" else None
        if style not in _VERSE:
            continue
        for line in block["c"][1]:
            lines += [*line["c"], {"t": "LineBreak"}]
        if style == "Verse Last":
            blocks[_place(blocks, block)] = {"t": "Para", "c": lines[:-1]}
            lines = []
        else:
            blocks.remove(block)


def _settle_verse(division: dict[str, Any]) -> None:
    for attribute in division["c"][0][2]:
        if attribute[0] == "custom-style":
            attribute[1] = _VERSE.get(attribute[1], attribute[1])


def _place(blocks: list[dict[str, Any]], block: dict[str, Any]) -> int:
    return next(place for place, other in enumerate(blocks) if other is block)


def _mark(style: str) -> dict[str, Any]:
    look = f'<w:pPr><w:pStyle w:val="{_MARK}{style.replace(" ", "")}"/></w:pPr>'
    return {"t": "RawBlock", "c": ["openxml", f"<w:p>{look}</w:p>"]}


def _restyle_code(mark: etree._Element, style: str) -> None:
    code = next_block(mark)
    if code is not None and style_of(code) == "SourceCode":
        put(properties(code, "w:pPr"), "w:pStyle", {"w:val": style})
    parent = mark.getparent()
    assert parent is not None, "a paragraph stands in something"
    parent.remove(mark)
