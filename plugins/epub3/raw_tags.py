"""Raw HTML tags in a Pandoc document: write them as XHTML, and pair those that enclose blocks."""

from __future__ import annotations

import re
from html.entities import html5
from html.parser import HTMLParser
from typing import Any

#: The attribute that carries a paired tag's name through Pandoc (`markup.restore_tags`).
TAG_ATTRIBUTE = "data-raw-tag"

_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_VOID_TAG = re.compile(rf"<({_VOID})\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_OPENING = re.compile(r"\s*<([a-z][a-z0-9]*)\b[^<>]*(?<!/)>\s*", re.IGNORECASE)
_CLOSING = re.compile(r"\s*</([a-z][a-z0-9]*)\s*>\s*", re.IGNORECASE)

Block = dict[str, Any]


def raw_xhtml(code: str) -> str:
    """HTML → XHTML, as far as single tags go: `<br>` is closed and `&nbsp;` becomes a character."""
    closed = _VOID_TAG.sub(lambda tag: f"<{tag[1].lower()}{tag[2]} />", code)
    return _ENTITY.sub(_expand_entity, closed)


def pair_tags(blocks: list[Block]) -> list[Block]:
    """Blocks between a raw opening tag and its closing tag become a Div that knows the tag.

    Pandoc wraps headings in sections without looking at raw tags, so a heading inside
    `<aside>` … `</aside>` would make a section that begins inside and ends outside.
    """
    done: list[Block] = []
    opened: list[tuple[str, int]] = []
    for block in blocks:
        code = _raw_html(block)
        closing = _CLOSING.fullmatch(code)
        opening = _OPENING.fullmatch(code)
        if closing and opened and opened[-1][0] == closing[1].lower():
            _, start = opened.pop()
            inner = done[start + 1 :]
            done[start:] = [_as_div(_raw_html(done[start]), inner)]
            continue
        if opening:
            opened.append((opening[1].lower(), len(done)))
        done.append(_pair_inside(block))
    return done


def _pair_inside(block: Block) -> Block:
    """The block with the tags paired in what it holds; only blocks that hold blocks matter."""
    match block:
        case {"t": "BlockQuote", "c": blocks}:
            return {"t": "BlockQuote", "c": pair_tags(blocks)}
        case {"t": "Div", "c": [attributes, blocks]}:
            return {"t": "Div", "c": [attributes, pair_tags(blocks)]}
        case {"t": "BulletList", "c": items}:
            return {"t": "BulletList", "c": [pair_tags(item) for item in items]}
        case {"t": "OrderedList", "c": [style, items]}:
            return {"t": "OrderedList", "c": [style, [pair_tags(item) for item in items]]}
    return block


def _expand_entity(entity: re.Match[str]) -> str:
    if entity[1] in _XML_ENTITIES:
        return entity[0]
    return html5.get(entity[1], f"&amp;{entity[1]}")


def _raw_html(block: Block) -> str:
    """The code of a raw HTML block, empty for any other block."""
    is_raw = block["t"] == "RawBlock" and block["c"][0] in ("html", "html5")
    return str(block["c"][1]) if is_raw else ""


def _as_div(opening: str, inner: list[Block]) -> Block:
    reader = _TagReader()
    reader.feed(opening)
    attributes = dict(reader.attributes)
    identifier = attributes.pop("id", "")
    classes = attributes.pop("class", "").split()
    pairs = [[TAG_ATTRIBUTE, reader.name], *map(list, attributes.items())]
    return {"t": "Div", "c": [[identifier, classes, pairs], inner]}


class _TagReader(HTMLParser):
    """Reads one opening tag."""

    name = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name = tag
        self.attributes = tuple((name, value or "") for name, value in attrs)
