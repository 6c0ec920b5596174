"""Listings: code blocks with a label and a caption, in any of the ways to give them one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.crossref import latex
from chapbook.crossref.figures import caption_of
from chapbook.crossref.kinds import LISTING
from chapbook.crossref.nodes import (
    Attr,
    Node,
    attr_of,
    div,
    is_space,
    lookup,
    para,
    strip,
    with_value,
    without,
    words,
)
from chapbook.crossref.numbers import Numbers, anchored

_LABEL = re.compile(r"\{#(?P<label>[^\s{}]+)\}")
_MARKS = ("Listing:", ":")


def captioned(rest: Sequence[Node], numbers: Numbers) -> tuple[Node, list[Node]] | None:
    """A code block and the paragraph before or after it that is its caption."""
    if len(rest) < 2 or not numbers.settings.flag("codeBlockCaptions"):
        return None
    first, second = rest[:2]
    code, words_ = (first, second) if first["t"] == "CodeBlock" else (second, first)
    if code["t"] != "CodeBlock" or words_["t"] not in ("Para", "Plain"):
        return None
    caption = words_["c"]
    if len(caption) < 2 or caption[0].get("c") not in _MARKS or not is_space(caption[1]):
        return None
    caption = strip(caption[1:])
    attr = attr_of(code["c"][0])
    if lookup(attr, "caption") is not None:
        return None
    match = _LABEL.fullmatch(caption[-1]["c"]) if caption and caption[-1]["t"] == "Str" else None
    if match and not attr[0]:
        attr, caption = (match["label"], attr[1], attr[2]), strip(caption[:-1])
    if numbers.settings.kind_of(attr[0]) is not LISTING:
        return None
    return {"t": "CodeBlock", "c": [list(attr), code["c"][1]]}, caption


def wrapped(block: Node, numbers: Numbers) -> tuple[Node, list[Node]] | None:
    """A Div with a listing's label that holds a caption and a code block."""
    attr, blocks = attr_of(block["c"][0]), block["c"][1]
    if numbers.settings.kind_of(attr[0]) is not LISTING or len(blocks) != 2:
        return None
    caption, code = blocks
    if caption["t"] == "CodeBlock":
        caption, code = code, caption
    if code["t"] != "CodeBlock" or caption["t"] not in ("Para", "Plain"):
        return None
    inner = attr_of(code["c"][0])
    classes = [name for name in attr[1] if not name.startswith("listing")]
    merged = [attr[0], [*classes, *inner[1]], [*attr[2], *inner[2]]]
    items = caption["c"]
    if len(items) > 1 and items[0].get("c") in _MARKS and is_space(items[1]):
        items = strip(items[1:])
    return {"t": "CodeBlock", "c": [merged, code["c"][1]]}, items


def has_caption(code: Node, numbers: Numbers) -> bool:
    """Is this a code block with a label and the attribute `caption`?"""
    attr = attr_of(code["c"][0])
    return numbers.settings.kind_of(attr[0]) is LISTING and lookup(attr, "caption") is not None


def number_listing(code: Node, caption: list[Node] | None, numbers: Numbers) -> list[Node]:
    """The numbered listing; `caption` is None where the attribute `caption` says it."""
    settings = numbers.settings
    attr, text = attr_of(code["c"][0]), code["c"][1]
    title = words(lookup(attr, "caption") or "") if caption is None else caption
    entry = numbers.count(LISTING, attr, title)
    numbers.add(entry)
    attr = anchored(attr)
    bare: Attr = without(attr, "caption")
    if settings.latex:
        return latex.listing(bare, text, title, settings)
    if settings.flag("setLabelAttribute"):
        bare = with_value(bare, "label", latex.label_text(entry, settings))
    said = para(caption_of(entry, "listingTemplate", numbers))
    if settings.format.startswith("docx"):
        said = div(("", [], [["custom-style", "Caption"]]), [said])
    inner = {"t": "CodeBlock", "c": [["", bare[1], bare[2]], text]}
    return [div((attr[0], ["listing", *bare[1]], []), [said, inner])]
