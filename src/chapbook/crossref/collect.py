"""The first walk: number everything in the order of the document and write the captions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chapbook.crossref import equations, figures, latex, listings
from chapbook.crossref.kinds import EQUATION, FIGURE, LISTING, SECTION, TABLE, Kind
from chapbook.crossref.nodes import (
    Node,
    attr_of,
    descend,
    inlines_of,
    is_blocks,
    join,
    para,
    string,
    text_of,
    with_value,
)
from chapbook.crossref.numbers import Entry, Numbers, anchored
from chapbook.crossref.templates import fill

_OWN = (FIGURE, TABLE, LISTING, EQUATION, SECTION)


class Collector:
    """Walks a document once."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.settings = numbers.settings

    def blocks(self, items: Sequence[Node]) -> list[Node]:
        """Blocks with their numbers."""
        made: list[Node] = []
        rest = list(items)
        while rest:
            pair = listings.captioned(rest, self.numbers)
            if pair is not None:
                code, caption = pair
                made += listings.number_listing(code, self.inlines(caption), self.numbers)
                del rest[:2]
            else:
                made += self.block(rest.pop(0))
        return made

    def inlines(self, items: Sequence[Node]) -> list[Node]:
        """Inline nodes with numbered equations, where these may be no blocks."""
        numbered = equations.number_equations([self._inner(item) for item in items], self.numbers)
        return [node for item in numbered for node in _as_inlines(item)]

    def block(self, block: Node) -> list[Node]:
        """A block with what is in it."""
        match block["t"]:
            case "Header":
                return [self._heading(block)]
            case "Para" | "Plain":
                return self._paragraph(block)
            case "Figure":
                return [self._figure(block)]
            case "Table":
                return [self._table(block)]
            case "CodeBlock" if listings.has_caption(block, self.numbers):
                return listings.number_listing(block, None, self.numbers)
            case "Div":
                return self._div(block)
        return [self._inner(block)]

    def _inner(self, node: Node) -> Node:
        """A node, with the lists in it walked."""
        if node["t"] == "Span":
            kind = self.settings.kind_of(node["c"][0][0])
            if kind is not None and kind not in _OWN:
                return self._own_span(node, kind)
            if kind is EQUATION:
                return node
        walked: Node = {"t": node["t"]}
        if "c" in node:
            walked["c"] = descend(node["c"], self._list)
        return walked

    def _list(self, items: list[Node]) -> list[Node]:
        return self.blocks(items) if is_blocks(items) else self.inlines(items)

    def _paragraph(self, block: Node) -> list[Node]:
        if figures.is_lone_image(block, self.numbers):
            return [self._figure(figures.lone_image(block, self.numbers))]
        items = [self._inner(item) for item in block["c"]]
        numbered = equations.number_equations(items, self.numbers)
        if any(item["t"] == "Div" for item in numbered):
            return equations.split_paragraph(block["t"], numbered)
        return [{"t": block["t"], "c": numbered}]

    def _heading(self, block: Node) -> Node:
        level, attr, items = block["c"]
        attr = attr_of(attr)
        settings, numbers = self.settings, self.numbers
        if settings.flag("autoSectionLabels") and attr[0] and settings.kind_of(attr[0]) is None:
            attr = (f"sec:{attr[0]}", attr[1], attr[2])
        title = self.inlines(items)
        if "unnumbered" in attr[1]:
            return {"t": "Header", "c": [level, list(attr), title]}
        place = numbers.heading(level, attr)
        entry = Entry(attr[0], SECTION, place[:-1], place[-1], tuple(title))
        if settings.kind_of(attr[0]) is SECTION:
            numbers.add(entry)
        if settings.flag("setLabelAttribute"):
            attr = with_value(attr, "label", text_of(entry.index(settings)))
        if settings.flag("numberSections") and self._is_deep_enough(level):
            variables = {
                "i": entry.index(settings),
                "t": title,
                "n": [string(str(level - 1))],
                "title": settings.inlines("sectionTitle"),
            }
            title = fill(settings.inlines("secHeaderTemplate"), variables, settings)
        return {"t": "Header", "c": [level, list(attr), title]}

    def _is_deep_enough(self, level: int) -> bool:
        depth = self.settings.number("sectionsDepth")
        if depth == 0:
            depth = self.settings.number("chaptersDepth")
        return depth < 0 or level <= depth

    def _figure(self, block: Node) -> Node:
        kind = self.settings.kind_of(block["c"][0][0])
        block = self._inner(block)
        return figures.number_figure(block, self.numbers) if kind is FIGURE else block

    def _table(self, block: Node, outer: Any = None) -> Node:
        """A table; `outer` are the attributes of the Div around it that has its label."""
        own = attr_of(block["c"][0])
        block = self._inner(block)
        caption, rest = block["c"][1], block["c"][2:]
        title = inlines_of(caption[1])
        label, title = latex.typed_label(title) if outer is None and not own[0] else (None, title)
        if label is not None and self.settings.kind_of(label) is TABLE:
            own = (label, own[1], own[2])
        elif label is not None:
            title = inlines_of(caption[1])
        said = attr_of(outer) if outer is not None else own
        if self.settings.kind_of(said[0]) is not TABLE:
            return block
        said = (said[0], [], [*said[2], *(own[2] if outer is not None else [])])
        entry = self.numbers.count(TABLE, said, title)
        self.numbers.add(entry)
        own = anchored(own)
        if not self.settings.latex:
            title = figures.caption_of(entry, "tableTemplate", self.numbers)
            if self.settings.flag("setLabelAttribute") and outer is None:
                own = with_value(own, "label", latex.label_text(entry, self.settings))
        elif outer is not None and not own[0]:
            title = join([latex.label(said[0])], title)
        shape = caption[1][0]["t"] if caption[1] else "Plain"
        shape = "Para" if shape == "Para" else "Plain"
        return {"t": "Table", "c": [list(own), [caption[0], [{"t": shape, "c": title}]], *rest]}

    def _div(self, block: Node) -> list[Node]:
        attr, blocks = attr_of(block["c"][0]), block["c"][1]
        kind = self.settings.kind_of(attr[0])
        if kind is LISTING and (pair := listings.wrapped(block, self.numbers)) is not None:
            code, caption = pair
            return listings.number_listing(code, self.inlines(caption), self.numbers)
        if kind is FIGURE:
            return figures.number_subfigures(self._walk_parts(block), self.numbers)
        tables = [item for item in blocks if item["t"] == "Table"]
        if kind is TABLE and len(tables) == 1:
            made = [
                self._table(item, attr) if item is tables[0] else self._inner(item)
                for item in blocks
            ]
            if self.settings.latex:
                return made
            if self.settings.flag("setLabelAttribute"):
                entry = self.numbers.entries[-1]
                attr = with_value(attr, "label", latex.label_text(entry, self.settings))
            return [{"t": "Div", "c": [list(attr), made]}]
        if kind is not None and kind not in _OWN:
            return [self._own_div(block, kind)]
        return [self._inner(block)]

    def _walk_parts(self, block: Node) -> Node:
        """A figure of several parts; these are not numbered as figures."""
        walked: Node = {"t": "Div", "c": [block["c"][0], [self._inner(b) for b in block["c"][1]]]}
        return walked

    def _own_div(self, block: Node, kind: Kind) -> Node:
        attr = attr_of(block["c"][0])
        entry = self.numbers.count(kind, attr)
        self.numbers.add(entry)
        blocks = self.blocks(block["c"][1])
        if not self.settings.latex and self.settings.has(f"{kind.name}Title"):
            blocks.append(para(figures.caption_of(entry, f"{kind.name}Template", self.numbers)))
        return {"t": "Div", "c": [list(attr), blocks]}

    def _own_span(self, node: Node, kind: Kind) -> Node:
        attr, items = attr_of(node["c"][0]), self.inlines(node["c"][1])
        entry = self.numbers.count(kind, attr, items)
        self.numbers.add(entry)
        if not self.settings.latex:
            items = figures.caption_of(entry, f"{kind.name}Template", self.numbers)
        return {"t": "Span", "c": [list(attr), items]}


def _as_inlines(node: Node) -> list[Node]:
    """An equation that was made a block, where there is no place for one."""
    if node["t"] != "Div":
        return [node]
    attr, blocks = node["c"]
    formulas: list[Node] = []

    def gather(items: list[Node]) -> list[Node]:
        if not is_blocks(items):
            formulas.extend(items)
        for item in items:
            descend(item.get("c"), gather)
        return items

    descend(blocks, gather)
    return [{"t": "Span", "c": [attr, [item for item in formulas if item["t"] == "Math"]]}]
