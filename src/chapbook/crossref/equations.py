"""Equations: find the labeled ones among words, number them, and typeset the number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.crossref import latex
from chapbook.crossref.kinds import EQUATION
from chapbook.crossref.nodes import (
    Attr,
    Node,
    attr_of,
    div,
    is_space,
    string,
    strip,
    text_of,
    with_value,
)
from chapbook.crossref.numbers import Entry, Numbers, anchored
from chapbook.crossref.templates import fill, fill_blocks, substitute

#: `{#eq:x}`, and what is written against it.
_LABEL = re.compile(r"\{#(?P<label>[^\s{}]+)\}(?P<rest>.*)", re.S)
#: A label in the formula, as bookdown has it.
_INSIDE = re.compile(r"\s*\(\\#(?P<label>eq:[^()\s]+)\)")


def number_equations(items: Sequence[Node], numbers: Numbers) -> list[Node]:
    """Number the equations of a list of inline nodes; a Div among the answer is a block."""
    made: list[Node] = []
    rest = list(items)
    while rest:
        taken, attr, formula, after = _next(rest, numbers)
        if attr is None:
            made.append(rest.pop(0))
            continue
        rest = [*after, *rest[taken:]]
        made += _typeset(attr, formula, numbers)
    return made


def split_paragraph(kind: str, items: Sequence[Node]) -> list[Node]:
    """A paragraph with blocks among its words as a list of blocks."""
    made: list[Node] = []
    words: list[Node] = []
    for item in [*items, None]:
        if item is not None and item["t"] != "Div":
            words.append(item)
            continue
        if words := strip(words):
            made.append({"t": kind, "c": words})
        words = []
        made += [item] if item else []
    return made


def _next(rest: list[Node], numbers: Numbers) -> tuple[int, Attr | None, str, list[Node]]:
    """How many nodes the equation at the front takes, its attributes, formula, and what follows."""
    first = rest[0]
    if first["t"] == "Span":
        attr = attr_of(first["c"][0])
        inner = strip(first["c"][1])
        if _is_label(attr[0], numbers) and len(inner) == 1 and _is_display(inner[0]):
            return 1, attr, inner[0]["c"][1], []
    if not _is_display(first):
        return 0, None, "", []
    formula = first["c"][1]
    at = 1
    while at < len(rest) and is_space(rest[at]) and rest[at]["t"] != "LineBreak":
        at += 1
    if at < len(rest) and rest[at]["t"] == "Str":
        match = _LABEL.fullmatch(rest[at]["c"])
        if match and _is_label(match["label"], numbers):
            after = [string(match["rest"])] if match["rest"] else []
            return at + 1, (match["label"], [], []), formula, after
    match = _INSIDE.search(formula)
    if match:
        formula = formula[: match.start()] + formula[match.end() :]
        return 1, (match["label"], [], []), formula, []
    if numbers.settings.flag("autoEqnLabels"):
        return 1, ("", [], []), formula, []
    return 0, None, "", []


def _typeset(attr: Attr, formula: str, numbers: Numbers) -> list[Node]:
    settings = numbers.settings
    title = {"t": "Math", "c": [{"t": "InlineMath"}, formula.strip()]}
    entry = numbers.count(EQUATION, attr, [title])
    numbers.add(entry)
    attr = anchored(attr)
    if settings.latex:
        return latex.equation(attr, formula)
    number = entry.index(settings)
    index = fill(settings.inlines("eqnIndexTemplate"), {"i": number}, settings)
    if settings.flag("setLabelAttribute"):
        attr = with_value(attr, "label", text_of(index))
    as_table = settings.flag("tableEqns")
    inner = _formula(formula, text_of(index), entry, as_table, numbers)
    mode = "InlineMath" if settings.flag("eqnBlockInlineMath") else "DisplayMath"
    variables = {name: [_math(mode, inner)] for name in ("e", "t")}
    variables |= {
        "i": [_math(mode, text_of(index))],
        "ri": [_math(mode, text_of(number))],
        "nmi": index,
        "nmri": number,
    }
    if as_table:
        blocks = fill_blocks(settings.blocks("eqnBlockTemplate"), variables, settings)
        return [div(attr, blocks)]
    items = fill(settings.inlines("eqnDisplayTemplate"), variables, settings)
    return [{"t": "Span", "c": [list(attr), items]}]


def _formula(formula: str, index: str, entry: Entry, as_table: bool, numbers: Numbers) -> str:
    """The formula with its number in it, by a template that is text to TeX."""
    settings = numbers.settings
    name = "eqnInlineTableTemplate" if as_table else "eqnInlineTemplate"
    number = text_of(entry.index(settings))
    texts = {"e": formula, "t": formula, "i": index, "nmi": index, "ri": number, "nmri": number}
    variables = {key: [string(value)] for key, value in texts.items()}
    return text_of(substitute(settings.inlines(name), variables, settings))


def _math(mode: str, text: str) -> Node:
    return {"t": "Math", "c": [{"t": mode}, text]}


def _is_display(node: Node) -> bool:
    return bool(node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath")


def _is_label(label: str, numbers: Numbers) -> bool:
    return numbers.settings.kind_of(label) is EQUATION
