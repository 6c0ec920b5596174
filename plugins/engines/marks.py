"""What captions, titles and references of a shaped chapter become in an engine's language.

Caption labels become a command that the template styles. The anchor of what has a label becomes a
destination of the finished PDF under the anchor's own name. A reference that asks for it gets its
page. A list's titles are set as they stand in the captions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chapbook.outline import Outline
from chapbook.plugins.engines.document import Node, raw_block, raw_inline
from chapbook.words import words_for

_SPACE: Node = {"t": "Space"}
_COLON: Node = {"t": "Str", "c": ":"}
#: Inlines that hold nothing but inlines.
_STYLES = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")


@dataclass(frozen=True)
class Dialect:
    """How an engine's language writes them; `anchor` and `page` take an anchor.

    `placeless` are the elements whose ids Pandoc does not make destinations of. `filler` is what an
    empty element gets to hold its id, which would else be that of what stands before.
    """

    name: str
    label: tuple[str, str]
    anchor: Callable[[str], str]
    inline_anchor: Callable[[str], str]
    page: Callable[[str], str]
    placeless: tuple[str, ...]
    filler: str = ""


class Marks:
    """Changes element by element while a document is read, from the innermost outwards."""

    def __init__(self, dialect: Dialect, outline: Outline, language: str) -> None:
        self.dialect = dialect
        self.anchors = frozenset(label.anchor for label in outline)
        self._page = words_for(language).page
        self._captions: dict[str, list[Node]] = {}
        self._titles: list[Node] = []
        self._linked: set[str] = set()
        self._bare: dict[str, Node] = {}

    def __call__(self, node: Node) -> Node:
        """The element as the engine gets it."""
        match node.get("t"):
            case "Span":
                return self._span(node)
            case "Link":
                return self._link(node)
            case "Div":
                return self._div(node)
            case "Figure":
                return self._figure(node)
            case "Table":
                return self._table(node)
            case "Image" if node["c"][0][0]:
                return self._without_place(node)
        return node

    def finish(self) -> None:
        """Set lists' titles and the places of what is linked, once the whole document was read."""
        for id in sorted(self._linked.intersection(self._bare)):
            self._place(id, self._bare[id])
        for title in self._titles:
            attr, _ = title["c"]
            caption = self._captions.get(dict(attr[2]).get("anchor", ""))
            content = title["c"][1] if caption is None else list(_bare(caption))
            title["c"] = [["", [], []], content]

    def _span(self, span: Node) -> Node:
        (id, classes, _), content = span["c"]
        if id and not content and self.dialect.filler:
            content.append(self._raw(self.dialect.filler))
        if "caption-label" in classes:
            begin, end = self.dialect.label
            return self._spanned([self._raw(begin), *content, self._raw(end)], classes)
        if "list-title" in classes:
            self._titles.append(span)
        if "subfigure" in classes and id in self.anchors:
            return self._spanned([self._raw(self.dialect.anchor(id)), *content], classes)
        return self._without_place(span)

    def _link(self, link: Node) -> Node:
        (_, _, pairs), _, (url, _) = link["c"]
        self._linked.add(url[1:] if url.startswith("#") else "")
        if dict(pairs).get("page") != "yes" or not url.startswith("#"):
            return link
        before, _, after = self._page.partition("{}")
        gap = [_SPACE] if before[:1].isalpha() else []
        inlines = [_text(before), self._raw(self.dialect.page(url[1:])), _text(after)]
        return self._spanned([link, *gap, *inlines], [])

    def _div(self, div: Node) -> Node:
        """A listing, a box or a thing of an own kind: the anchor moves into its title."""
        (id, classes, pairs), blocks = div["c"]
        if "part" in classes:
            return div
        first = blocks[0]["c"] if blocks and blocks[0]["t"] == "Plain" else []
        if id not in self.anchors or not first or first[0]["t"] != "RawInline":
            return self._without_place(div)
        self._captions[id] = first
        title = [first[0], self._raw(self.dialect.anchor(id)), *_uncoloned(first[1:])]
        moved = ["", classes, [*pairs, ["anchor", id]]]
        return {"t": "Div", "c": [moved, [{"t": "Plain", "c": title}, *blocks[1:]]]}

    def _figure(self, figure: Node) -> Node:
        (id, classes, pairs), caption, blocks = figure["c"]
        if id not in self.anchors or "opener" in classes:
            return figure
        self._keep(id, caption)
        moved = ["", classes, [*pairs, ["anchor", id]]]
        anchor = self.dialect.anchor(id)
        if len(blocks) == 1 and blocks[0]["t"] in ("Plain", "Para"):
            inside = [{**blocks[0], "c": [self._raw(anchor), *blocks[0]["c"]]}]
        else:  # one Div: Pandoc sets the blocks of a figure side by side in LaTeX
            whole = [raw_block(self.dialect.name, anchor), *blocks]
            inside = [{"t": "Div", "c": [["", [], []], whole]}]
        return {"t": "Figure", "c": [moved, caption, inside]}

    def _table(self, table: Node) -> Node:
        (id, classes, pairs), (short, caption), *rest = table["c"]
        if id not in self.anchors or not caption or "c" not in caption[0]:
            return self._without_place(table)
        self._keep(id, [short, caption])
        if self.dialect.name == "latex":
            # Its `\caption` makes the destination that `\label` names, and there can be no other.
            inside = _take_ids(caption)
            places = [raw_block(self.dialect.name, self.dialect.anchor(one)) for one in inside]
            return {"t": "Div", "c": [["", [], []], [*places, table]]} if places else table
        first, *others = caption
        named = {**first, "c": [self._raw(self.dialect.anchor(id)), *first["c"]]}
        moved = ["", classes, [*pairs, ["anchor", id]]]
        return {"t": "Table", "c": [moved, [short, [named, *others]], *rest]}

    def _without_place(self, node: Node) -> Node:
        """Remember an element whose id is no destination yet, in case that it is linked."""
        id = node["c"][0][0]
        if id and node["t"] in self.dialect.placeless:
            self._bare[id] = node
        return node

    def _place(self, id: str, node: Node) -> None:
        """Put a destination before an element that is linked."""
        (_, classes, pairs), *rest = node["c"]
        inner = {"t": node["t"], "c": [["", classes, pairs], *rest]}
        if node["t"] in ("Span", "Image"):
            anchor = self._raw(self.dialect.inline_anchor(id))
            node.update(t="Span", c=[["", [], []], [anchor, inner]])
        else:
            anchor = raw_block(self.dialect.name, self.dialect.anchor(id))
            node.update(t="Div", c=[["", [], []], [anchor, inner]])

    def _keep(self, id: str, caption: list[Any]) -> None:
        texts = (block["c"] for block in caption[1] if block["t"] in ("Plain", "Para"))
        self._captions[id] = next(texts, [])

    def _raw(self, text: str) -> Node:
        return raw_inline(self.dialect.name, text)

    def _spanned(self, inlines: list[Node], classes: list[str]) -> Node:
        return {"t": "Span", "c": [["", classes, []], inlines]}


def _uncoloned(title: list[Node]) -> list[Node]:
    """A title without the colon after its label, which the label's own look replaces."""
    labeled = title and title[0]["t"] == "Span" and "caption-label" in title[0]["c"][0][1]
    return [title[0], *title[2:]] if labeled and title[1:2] == [_COLON] else title


def _take_ids(node: Any) -> list[str]:
    """The ids of the Spans below a node, taken from them."""
    if isinstance(node, list):
        return [id for child in node for id in _take_ids(child)]
    if not isinstance(node, dict):
        return []
    found = []
    if node.get("t") == "Span" and node["c"][0][0]:
        found.append(node["c"][0][0])
        node["c"][0][0] = ""
    return found + _take_ids(node.get("c"))


def _text(text: str) -> Node:
    return {"t": "Str", "c": text.replace(" ", "\u00a0")}


def _bare(caption: Iterable[Node]) -> list[Node]:
    """A caption without its label, without notes, links and anchors."""
    inlines = [*_plain(caption)]
    while inlines and inlines[0] in (_SPACE, _COLON):
        inlines.pop(0)
    return inlines


def _plain(inlines: Iterable[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in inlines:
        match node:
            case {"t": "Note" | "RawInline" | "Image"}:  # no part of a list
                continue
            case {"t": "Span", "c": [[_, classes, _], content]}:
                kept += [] if "caption-label" in classes else _plain(content)
            case {"t": "Link", "c": [_, content, _]}:
                kept += _plain(content)
            case {"t": str(kind), "c": list(content)} if kind in _STYLES:
                kept.append({"t": kind, "c": _plain(content)})
            case _:
                kept.append(node)
    return kept
