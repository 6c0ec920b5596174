"""Pandoc's JSON as plain values: make nodes, join them as Pandoc does, walk them, read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

#: A node `{"t": …, "c": …}`, block or inline.
Node = dict[str, Any]
#: An id, classes, and pairs of a name and a value.
Attr = tuple[str, list[str], list[list[str]]]

NO_ATTR: list[Any] = ["", [], []]

_BLOCKS = frozenset(
    (
        "Plain",
        "Para",
        "LineBlock",
        "CodeBlock",
        "RawBlock",
        "BlockQuote",
        "OrderedList",
        "BulletList",
        "DefinitionList",
        "Header",
        "HorizontalRule",
        "Table",
        "Figure",
        "Div",
    )
)
_INLINES = frozenset(
    (
        "Str",
        "Emph",
        "Underline",
        "Strong",
        "Strikeout",
        "Superscript",
        "Subscript",
        "SmallCaps",
        "Quoted",
        "Cite",
        "Code",
        "Space",
        "SoftBreak",
        "LineBreak",
        "Math",
        "RawInline",
        "Link",
        "Image",
        "Note",
        "Span",
    )
)
_SPACES = ("Space", "SoftBreak", "LineBreak")
#: Two of these side by side become one.
_MERGED = frozenset(["Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript"])
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}

SPACE: Node = {"t": "Space"}


def string(text: str) -> Node:
    """One word."""
    return {"t": "Str", "c": text}


def words(text: str) -> list[Node]:
    """A text as words and spaces."""
    made: list[Node] = []
    for index, word in enumerate(text.split(" ")):
        made += [dict(SPACE)] if index else []
        made += [string(word)] if word else []
    return made


def raw(format: str, text: str) -> Node:
    """Markup of a format among words."""
    return {"t": "RawInline", "c": [format, text]}


def raw_block(format: str, text: str) -> Node:
    """Markup of a format between paragraphs."""
    return {"t": "RawBlock", "c": [format, text]}


def para(items: Sequence[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": list(items)}


def plain(items: Sequence[Node]) -> Node:
    """Words that are no paragraph of their own."""
    return {"t": "Plain", "c": list(items)}


def div(attr: Attr, blocks: Sequence[Node]) -> Node:
    """Blocks with an id and classes."""
    return {"t": "Div", "c": [list(attr), list(blocks)]}


def link(items: Sequence[Node], anchor: str) -> Node:
    """A link inside the document."""
    return {"t": "Link", "c": [["", [], []], list(items), [f"#{anchor}", ""]]}


def attr_of(value: Sequence[Any]) -> Attr:
    """An attribute as Pandoc writes it, copied."""
    return value[0], list(value[1]), [list(pair) for pair in value[2]]


def lookup(attr: Attr, name: str) -> str | None:
    """The value of an attribute."""
    return next((value for key, value in attr[2] if key == name), None)


def without(attr: Attr, *names: str) -> Attr:
    """The attribute without these names."""
    return attr[0], attr[1], [pair for pair in attr[2] if pair[0] not in names]


def with_value(attr: Attr, name: str, value: str) -> Attr:
    """The attribute with a value, in place of the one that it had."""
    return attr[0], attr[1], [*without(attr, name)[2], [name, value]]


def is_blocks(value: object) -> bool:
    """Is this a list of blocks?"""
    return isinstance(value, list) and bool(value) and _all_in(value, _BLOCKS)


def is_inlines(value: object) -> bool:
    """Is this a list of inline nodes?"""
    return isinstance(value, list) and bool(value) and _all_in(value, _INLINES)


def is_space(node: Node) -> bool:
    """A space or a break between lines?"""
    return node["t"] in _SPACES


def join(*lists: Sequence[Node]) -> list[Node]:
    """Lists of inline nodes one after the other; words that meet become one word."""
    joined: list[Node] = []
    for items in lists:
        if joined and items and (met := _meet(joined[-1], items[0])) is not None:
            joined[-1:] = [met]
            items = items[1:]
        joined += items
    return joined


def join_all(lists: Iterable[Sequence[Node]], between: Sequence[Node]) -> list[Node]:
    """Lists of inline nodes with something between them."""
    joined: list[Node] = []
    for index, items in enumerate(lists):
        joined = join(joined, between, items) if index else list(items)
    return joined


def strip(items: Sequence[Node]) -> list[Node]:
    """Without spaces at both ends."""
    kept = list(items)
    while kept and is_space(kept[0]):
        kept.pop(0)
    while kept and is_space(kept[-1]):
        kept.pop()
    return kept


def descend(value: Any, on_list: Callable[[list[Node]], list[Node]]) -> Any:
    """Hand each list of nodes below `value` to `on_list`, which says what stands in its place.

    `on_list` goes on below its own nodes with `descend`, so it decides on the order.
    """
    if isinstance(value, list):
        if is_blocks(value) or is_inlines(value):
            return on_list(value)
        return [descend(item, on_list) for item in value]
    if isinstance(value, dict):
        return {key: descend(item, on_list) for key, item in value.items()}
    return value


def text_of(value: Any) -> str:
    """The text of nodes: formulas and raw markup as they are written, footnotes left out."""
    if isinstance(value, list):
        return "".join(map(text_of, value))
    if not isinstance(value, dict) or "t" not in value:
        return ""
    content = value.get("c")
    match value["t"]:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "\n"
        case "Code" | "Math" | "RawInline" | "RawBlock" | "CodeBlock":
            return str(value["c"][1])
        case "Quoted":
            left, right = _QUOTES[value["c"][0]["t"]]
            return left + text_of(value["c"][1]) + right
        case "Note":
            return ""
        case "Cite" | "Span" | "Link" | "Image" | "Div" | "Header":
            return text_of([item for item in value["c"] if is_inlines(item) or is_blocks(item)])
    return text_of(content)


def inlines_of(blocks: Sequence[Node]) -> list[Node]:
    """The words of paragraphs, those of several divided by a space."""
    found = [block["c"] for block in blocks if block["t"] in ("Plain", "Para")]
    found += [block["c"][2] for block in blocks if block["t"] == "Header"]
    return join_all(found, [dict(SPACE)])


def _all_in(value: list[Any], names: frozenset[str]) -> bool:
    return all(isinstance(item, dict) and item.get("t") in names for item in value)


def _meet(left: Node, right: Node) -> Node | None:
    """What two neighbors become, if they become one."""
    first, second = left["t"], right["t"]
    if first == second == "Str":
        return string(left["c"] + right["c"])
    if first in _SPACES and second in _SPACES:
        if first == second == "LineBreak":
            return None
        return left if _SPACES.index(first) >= _SPACES.index(second) else right
    if first == second and first in _MERGED:
        return {"t": first, "c": join(left["c"], right["c"])}
    return None
