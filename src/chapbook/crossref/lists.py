"""`\\listoffigures` and its like, written out where no LaTeX does it."""

from __future__ import annotations

import re
from typing import Any

from chapbook.crossref.kinds import FIGURE, LISTING, TABLE, Kind
from chapbook.crossref.nodes import Node, descend, div, is_blocks, link, string
from chapbook.crossref.numbers import Entry, Numbers
from chapbook.crossref.templates import fill, fill_blocks

_COMMANDS = {"listoffigures": FIGURE, "listoftables": TABLE, "listoflistings": LISTING}
_COMMAND = re.compile(r"\\(?:(?P<name>listof(?:figures|tables|listings))|listof\{(?P<kind>\w+)\})")
_METADATA = {"list-of-figures": FIGURE, "list-of-tables": TABLE, "list-of-listings": LISTING}


def put_lists(blocks: Any, numbers: Numbers) -> Any:
    """Lists in place of the commands for them."""

    def on_list(items: list[Node]) -> list[Node]:
        walked = [{**i, "c": descend(i["c"], on_list)} if "c" in i else i for i in items]
        if not is_blocks(items):
            return walked
        return [block for item in walked for block in _replaced(item, numbers)]

    return descend(blocks, on_list)


def list_metadata(numbers: Numbers) -> dict[str, Node]:
    """The lists as metadata, for templates that want them."""
    found = {name: _list_of(kind, numbers) for name, kind in _METADATA.items()}
    return {name: {"t": "MetaBlocks", "c": blocks} for name, blocks in found.items()}


def _replaced(block: Node, numbers: Numbers) -> list[Node]:
    text = _raw_tex(block)
    if text is None:
        return [block]
    commands = list(_COMMAND.finditer(text))
    if not commands or _COMMAND.sub("", text).strip():
        return [block]
    made: list[Node] = []
    for command in commands:
        name = command["name"]
        kind = _COMMANDS[name] if name else numbers.settings.kind_of(f"{command['kind']}:x")
        if kind is None:
            return [block]
        made += _list_of(kind, numbers)
    return made


def _raw_tex(block: Node) -> str | None:
    """Raw TeX, also where it is the only thing in a paragraph."""
    if block["t"] in ("Para", "Plain") and len(block["c"]) == 1:
        block = block["c"][0]
    if block["t"] not in ("RawBlock", "RawInline") or block["c"][0] not in ("tex", "latex"):
        return None
    return str(block["c"][1])


def _list_of(kind: Kind, numbers: Numbers) -> list[Node]:
    settings = numbers.settings
    entries = [entry for entry in numbers.entries if entry.kind == kind and not entry.hidden]
    items = [_item(entry, numbers) for entry in entries]
    body = div(("", ["list", f"list-of-{kind.prefix}"], []), _merged(items))
    return [*settings.blocks(f"{kind.list}Title"), body]


def _item(entry: Entry, numbers: Numbers) -> list[Node]:
    settings = numbers.settings
    title = [item for item in entry.title if item["t"] != "Note"]
    index = entry.index(settings)
    if entry.sub:
        template = settings.template("subfigureRefIndexTemplate", entry.kind.prefix)
        index = fill(template, {"i": index, "s": [string(entry.sub.text)], "suf": []}, settings)
    linked = [link(title, entry.label)] if entry.label else title
    variables = {"i": index, "t": title, "lt": linked}
    return fill_blocks(settings.blocks(f"{entry.kind.list}ItemTemplate"), variables, settings)


def _merged(items: list[list[Node]]) -> list[Node]:
    """Items that are lists of one kind, as one list."""
    kinds = {block["t"] for item in items for block in item}
    if kinds == {"OrderedList"}:
        points = [point for item in items for block in item for point in block["c"][1]]
        return [{"t": "OrderedList", "c": [items[0][0]["c"][0], points]}]
    if kinds == {"BulletList"}:
        points = [point for item in items for block in item for point in block["c"]]
        return [{"t": "BulletList", "c": points}]
    return [block for item in items for block in item]
