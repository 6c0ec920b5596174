"""Find the lines that announce what follows, which must not be the last ones of a page."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.plugins.engines.document import Node, is_of, raw_block

#: Longer paragraphs fill some lines; if what follows begins the next page, that looks deliberate.
_LONGEST = 160
#: Lines of room that a line and what it announces need: for a table its head and two rows.
_ROOM = {"Table": 10, "CodeBlock": 6, "Para": 5}


def keep_lead_ins(blocks: list[Node]) -> list[Node]:
    """The blocks with a request for room before each line that announces something."""
    kept: list[Node] = []
    for index, block in enumerate(blocks):
        following = _next(blocks, index)
        announces = following in ("Table", "CodeBlock") and _length(block) <= _LONGEST
        is_title = _is_bold_line(block)
        if block["t"] == "Para" and (announces or is_title):
            room = _ROOM[following if announces and following else "Para"]
            kept.append(raw_block("latex", rf"\leadin{{{room}}}"))
        kept.append(block)
        if is_title and following is not None:
            kept.append(raw_block("latex", r"\stayclose"))
    return kept


def _next(blocks: list[Node], index: int) -> str | None:
    """The kind of the block that follows, comments and counters left out."""
    following = next((b for b in blocks[index + 1 :] if b["t"] != "RawBlock"), None)
    if following is not None and is_of(following, "Div", "listing"):
        return "CodeBlock"
    return None if following is None else str(following["t"])


def _is_bold_line(block: Node) -> bool:
    """Whether a paragraph is one bold phrase, which authors use as a heading of the lowest kind."""
    if block["t"] != "Para" or len(block["c"]) != 1:
        return False
    return bool(block["c"][0]["t"] == "Strong") and _length(block) <= _LONGEST


def _length(block: Node) -> int:
    return sum(_texts(block.get("c")))


def _texts(within: object) -> Iterator[int]:
    match within:
        case list():
            for item in within:
                yield from _texts(item)
        case {"t": "Str", "c": str(text)}:
            yield len(text)
        case {"t": "Space" | "SoftBreak"}:
            yield 1
        case {"t": "Code", "c": [_, str(text)]}:
            yield len(text)
        case {"c": content}:
            yield from _texts(content)
