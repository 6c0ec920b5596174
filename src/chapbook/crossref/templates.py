"""Templates: `$$titleDelim$$`, `$$secHeaderDelim[n]$$` replaced with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from chapbook.crossref.nodes import Node, descend, is_blocks, join, strip, text_of
from chapbook.crossref.settings import Settings

#: What stands for the variables that only this place knows.
Variables = Mapping[str, Sequence[Node]]

_INDEXED = re.compile(r"(?P<array>[\w-]+)\[(?P<index>[\w-]+)\]")
#: `name%suffix`: the suffix follows if the variable is not empty.
_SUFFIXED = re.compile(r"(?P<name>[^%]+)%(?P<suffix>.*)", re.S)


def fill(template: Sequence[Node], variables: Variables, settings: Settings) -> list[Node]:
    """The inline nodes of a template, filled in; spaces that are left at its ends are dropped."""
    return strip(substitute(template, variables, settings))


def fill_blocks(template: Sequence[Node], variables: Variables, settings: Settings) -> list[Node]:
    """The blocks of a template, filled in."""

    def on_list(items: list[Node]) -> list[Node]:
        if is_blocks(items):
            return [descend(item, on_list) for item in items]
        return substitute(items, variables, settings)

    return [descend(block, on_list) for block in template]


def substitute(items: Sequence[Node], variables: Variables, settings: Settings) -> list[Node]:
    made: list[Node] = []
    for item in items:
        if item["t"] == "Math" and item["c"][0]["t"] == "DisplayMath":
            made = join(made, _value(item["c"][1].strip(), variables, settings))
        else:
            made = join(made, [_inner(item, variables, settings)])
    return made


def _inner(item: Node, variables: Variables, settings: Settings) -> Node:
    if not isinstance(item.get("c"), list):
        return item

    def on_list(items: list[Node]) -> list[Node]:
        return substitute(items, variables, settings)

    filled: Node = descend(item, on_list)
    return filled


def _value(name: str, variables: Variables, settings: Settings) -> list[Node]:
    if name in variables:
        return list(variables[name])
    indexed = _INDEXED.fullmatch(name)
    if indexed:
        index = text_of(_value(indexed["index"], variables, settings))
        return settings.item(indexed["array"], index)
    suffixed = _SUFFIXED.fullmatch(name)
    if suffixed:
        value = _value(suffixed["name"], variables, settings)
        return join(value, [{"t": "Str", "c": suffixed["suffix"]}]) if value else []
    for choice in name.split("?") if "?" in name else ():
        if value := _value(choice, variables, settings):
            return value
    # A setting may be a template itself.
    found = settings.inlines(name)
    return [] if any(n["t"] == "Math" and n["c"][1].strip() == name for n in found) else found
