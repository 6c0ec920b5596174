"""A shaped book's Pandoc JSON, fitted to one engine: its metadata, its Parts, its markers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from chapbook.plugins.engines.metadata import pandoc_metadata
from chapbook.plugins.engines.places import marker, spots
from chapbook.roles import Manuscript

#: A Pandoc block or inline in Pandoc's JSON form.
Node = dict[str, Any]

#: Where the attributes stand among a block's contents.
_ATTRIBUTES = {"Header": 1, "CodeBlock": 0, "Div": 0, "Figure": 0, "Table": 0}


def read(manuscript: Manuscript, fit_node: Callable[[Node], Node]) -> Node:
    """The document; `fit_node` is called for every element, from the innermost outwards."""
    document: Node = json.loads(manuscript.document, object_hook=fit_node)
    return document


def fit(
    document: Node, manuscript: Manuscript, fit_block: Callable[[Node], list[Node]], comment: str
) -> Node:
    """The document with the book's metadata, each block passed through `fit_block`.

    `comment` begins a comment in the language that will be written.
    """
    language = "latex" if comment == "%" else "typst"
    known = spots(manuscript.outline)
    blocks: list[Node] = []
    for block in document["blocks"]:
        spot = known.get(anchor_of(block))
        if spot is not None:
            blocks.append(raw_block(language, marker(comment, spot)))
        blocks += fit_block(block)
    metadata = {**document.get("meta", {}), **pandoc_metadata(manuscript.book.metadata)}
    return {**document, "meta": metadata, "blocks": blocks}


def dump(document: Node) -> bytes:
    """The document as Pandoc reads it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def attributes(block: Node) -> tuple[str, list[str], dict[str, str]]:
    """A block's identifier, classes and key-value pairs, empty where it has none."""
    position = _ATTRIBUTES.get(block["t"])
    if position is None:
        return "", [], {}
    id, classes, pairs = block["c"][position]
    return id, classes, dict(pairs)


def identifier(block: Node) -> str:
    """A block's identifier, empty where it has none."""
    return attributes(block)[0]


def anchor_of(block: Node) -> str:
    """A block's identifier, also where the engine sets it inside of the block."""
    id, _, pairs = attributes(block)
    return id or pairs.get("anchor", "")


def is_of(block: Node, kind: str, name: str) -> bool:
    """Whether a block is of a kind and carries a class."""
    return block["t"] == kind and name in attributes(block)[1]


def raw_block(language: str, text: str) -> Node:
    """A block in the written language itself."""
    return {"t": "RawBlock", "c": [language, text]}


def raw_inline(language: str, text: str) -> Node:
    """A piece of a line in the written language itself."""
    return {"t": "RawInline", "c": [language, text]}


def images(blocks: list[Node]) -> Iterator[Node]:
    """The images that stand directly in paragraphs of a figure."""
    for block in blocks:
        if block["t"] in ("Plain", "Para"):
            yield from (inline for inline in block["c"] if inline["t"] == "Image")


def part_title(block: Node) -> tuple[list[Node], list[Node]]:
    """A Part's title as inlines, and the blocks of its introduction."""
    content: list[Node] = block["c"][1]
    if content and content[0]["t"] in ("Para", "Plain"):
        return content[0]["c"], content[1:]
    return [], content
