r"""Make fields of references, links to bookmarks of all links, and bookmarks' names of all anchors.

The number in `Figure 5.1` is a field `REF` in a link. A heading's is `REF … \n`, Word's number of
its paragraph: that of a Part or an appendix has its word in it, so the field takes in the word too.
(`\r` says a number as seen from where the reference stands: `Part II1` where chapters and Parts are
one list.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chapbook.plugins.ooxml.captions import Caption
from chapbook.plugins.ooxml.fields import LINK_STYLE, field_xml
from chapbook.plugins.ooxml.names import bookmark_name

#: A Pandoc element in its JSON form.
Node = dict[str, Any]

#: Where an element that may have an id keeps its attributes.
_ATTRIBUTES = {
    "Header": 1,
    **dict.fromkeys(("Div", "Span", "CodeBlock", "Code", "Figure", "Table", "Link", "Image"), 0),
}
#: Most elements of a book, which hold nothing to settle.
_WORDS = frozenset({"Str", "Space", "SoftBreak"})
#: Keeps the look of a result when Word computes it anew.
_KEPT = r"\* MERGEFORMAT"
#: What stands for a page's number, which only a word processor can know.
_UNKNOWN_PAGE = "…"


@dataclass(frozen=True)
class References:
    """What there is to refer to.

    `headings` maps the anchor of each heading that a list numbers to its number as Word prints it;
    `placed` holds the anchors that have a bookmark already; `page` is the phrase `on page {}`.
    """

    headings: Mapping[str, str]
    captions: Mapping[str, Caption]
    placed: frozenset[str]
    page: str

    def settle(self, node: Any) -> None:
        """Settle all references, links and anchors below a node."""
        if isinstance(node, list):
            node[:] = [made for child in node for made in self._settled(child)]
        elif isinstance(node, dict):
            for child in node.values():
                self.settle(child)

    def _settled(self, node: Any) -> list[Any]:
        kind = node.get("t") if isinstance(node, dict) else None
        if kind in _WORDS:
            return [node]
        if kind in _ATTRIBUTES:
            attributes = node["c"][_ATTRIBUTES[kind]]
            attributes[0] = self._bookmark(attributes[0])
        self.settle(node)
        if kind == "Link":
            return self._link(node)
        return [node]

    def _bookmark(self, anchor: str) -> str:
        return bookmark_name(anchor) if anchor and anchor not in self.placed else ""

    def _link(self, link: Node) -> list[Node]:
        (_, classes, attributes), inlines, target = link["c"]
        url = target[0]
        if not url.startswith("#"):
            return [link]
        anchor = url[1:]
        target[0] = f"#{bookmark_name(anchor)}"
        if "reference" not in classes:
            return [link]
        self._number(inlines, anchor)
        if dict(attributes).get("page") != "yes":
            return [link]
        before, _, after = self.page.partition("{}")
        number = field_xml(rf"PAGEREF {bookmark_name(anchor)} \h", _UNKNOWN_PAGE)
        return [link, *_words(f" {before}"), _raw(number), *_words(after)]

    def _number(self, inlines: list[Node], anchor: str) -> None:
        """Replace the number in a reference, or the whole of it, by a field."""
        place = next((i for i, inline in enumerate(inlines) if _is_number(inline)), None)
        if place is None:
            return
        number = plain(inlines[place])
        name = bookmark_name(anchor)
        if anchor in self.headings:
            if self.headings[anchor] == number:
                inlines[place] = _field(rf"REF {name} \n \h", number)
            elif plain(inlines) == self.headings[anchor]:
                inlines[:] = [_field(rf"REF {name} \n \h", self.headings[anchor])]
        elif anchor in self.captions:
            inlines[place : place + 1] = self._caption(self.captions[anchor], name, number)

    def _caption(self, caption: Caption, name: str, number: str) -> list[Node]:
        group = self.captions.get(caption.group or "")
        if caption.kind != "subfigure":
            return [_field(rf"REF {name} \h", number)]
        if group is None or not number.startswith(group.number):
            return [{"t": "Str", "c": number}]
        letter = number.removeprefix(group.number)
        field = _field(rf"REF {bookmark_name(caption.group or '')} \h", group.number)
        return [field, {"t": "Str", "c": letter}]


def _is_number(inline: Node) -> bool:
    return inline["t"] == "Span" and "reference-number" in inline["c"][0][1]


def _field(instruction: str, result: str) -> Node:
    return _raw(field_xml(f"{instruction} {_KEPT}", result, LINK_STYLE))


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def plain(node: Any) -> str:
    """The text of inlines, a non-breaking space as a common one."""
    if isinstance(node, list):
        return "".join(plain(child) for child in node)
    match node["t"]:
        case "Str":
            return str(node["c"]).replace("\u00a0", " ")
        case "Space" | "SoftBreak":
            return " "
        case "Span":
            return plain(node["c"][1])
    return ""


def _words(text: str) -> list[Node]:
    """A phrase as inlines."""
    pieces: list[str] = re.findall(r"\s+|\S+", text)
    return [{"t": "Space"} if piece.isspace() else {"t": "Str", "c": piece} for piece in pieces]
