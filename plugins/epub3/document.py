"""Prepare the Pandoc document: Parts become headings of their own, raw HTML becomes raw XHTML."""

from __future__ import annotations

import json
from typing import Any

from chapbook.book import Metadata
from chapbook.plugins.epub3.raw_tags import Block, pair_tags, raw_xhtml
from chapbook.words import words_for


def prepare_document(document: bytes, metadata: Metadata) -> bytes:
    """The document as Pandoc's EPUB writer should get it.

    A Part is a Div, which Pandoc would put at the end of the chapter before it: as a heading of
    level 1 it starts a file of its own.
    """
    doc: dict[str, Any] = json.loads(document, object_hook=_close_tags)
    form = words_for(metadata.language).kinds["part"].label
    blocks = pair_tags(doc["blocks"])
    doc["blocks"] = [block for old in blocks for block in _open_part(old, form)]
    doc["meta"] = {"lang": _string(metadata.language), "pagetitle": _string(metadata.title)}
    return json.dumps(doc, ensure_ascii=False).encode()


def _close_tags(element: dict[str, Any]) -> dict[str, Any]:
    """The element as it is, or raw HTML as XHTML."""
    if element.get("t") in ("RawBlock", "RawInline") and element["c"][0] in ("html", "html5"):
        return {**element, "c": [element["c"][0], raw_xhtml(element["c"][1])]}
    return element


def _open_part(block: Block, form: str) -> list[Block]:
    if block["t"] != "Div" or "part" not in block["c"][0][1]:
        return [block]
    (anchor, classes, attributes), (title, *introduction) = block["c"]
    number = dict(attributes).get("number")
    inlines = title["c"]
    if number:
        label = {"t": "Span", "c": [["", ["number"], []], [_str(form.format(number))]]}
        inlines = [label, _SPACE, *inlines]
    heading = {"t": "Header", "c": [1, [anchor, classes, []], inlines]}
    return [heading, *map(_demote, introduction)]


def _demote(block: Block) -> Block:
    """A title in a Part's introduction must not start another file."""
    if block["t"] == "Header" and block["c"][0] == 1:
        return {"t": "Header", "c": [2, *block["c"][1:]]}
    return block


_SPACE = {"t": "Space"}


def _str(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def _string(text: str) -> dict[str, Any]:
    return {"t": "MetaString", "c": text}
