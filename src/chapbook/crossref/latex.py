"""What becomes of labeled things in LaTeX, which counts them itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.crossref.nodes import (
    Attr,
    Node,
    inlines_of,
    lookup,
    para,
    raw,
    raw_block,
    string,
    strip,
    text_of,
    with_value,
)
from chapbook.crossref.numbers import Entry
from chapbook.crossref.settings import Settings
from chapbook.crossref.subfigure_layout import Cell

#: What Pandoc leaves as it is in a label; it writes other characters by their codes.
_PLAIN = "_-+=:;."
#: A label at the beginning of a caption, as bookdown has it.
_TYPED = re.compile(r"\(#(?P<label>[^()\s]+)\)(?P<rest>.*)", re.S)
#: A label at its end, in kinds of Markdown that do not read it themselves.
_CLOSING = re.compile(r"\{#(?P<label>[^\s{}]+)\}")


def label_name(label: str) -> str:
    """A label as Pandoc's LaTeX writer spells it."""
    return "".join(c if c.isalnum() or c in _PLAIN else f"ux{ord(c):x}" for c in label)


def label(name: str) -> Node:
    """`\\label{…}`."""
    return raw("latex", f"\\label{{{label_name(name)}}}")


def equation(attr: Attr, formula: str) -> list[Node]:
    """A numbered equation."""
    return [
        raw("latex", "\\begin{equation}"),
        {"t": "Span", "c": [list(attr), [raw("latex", formula)]]},
        raw("latex", "\\end{equation}"),
    ]


def listing(attr: Attr, code: str, title: Sequence[Node], settings: Settings) -> list[Node]:
    """A code block in a float of its own, or with what the package `listings` needs."""
    if settings.flag("listings"):
        pairs = [*attr[2], ["caption", plain_text(title)]]
        return [{"t": "CodeBlock", "c": [[attr[0], attr[1], pairs], code]}]
    return [
        raw_block("latex", "\\begin{codelisting}"),
        _caption(title, attr[0]),
        {"t": "CodeBlock", "c": [["", attr[1], attr[2]], code]},
        raw_block("latex", "\\end{codelisting}"),
        *_note_texts(_marked(title)[1]),
    ]


def subfigures(
    name: str, title: Sequence[Node], rows: Sequence[Sequence[Cell | Node]]
) -> list[Node]:
    """A figure of several parts, each in a `subfigure`; other blocks stand among them."""
    made = [raw_block("latex", "\\begin{pandoccrossrefsubfigures}")]
    notes: list[list[Node]] = []
    for mixed in rows:
        made += [block for block in mixed if not isinstance(block, Cell)]
        row = [cell for cell in mixed if isinstance(cell, Cell)]
        if not row:
            continue
        items: list[Node] = []
        share = _share(row)
        for cell in row:
            # The end of the line belongs to the comment sign before it, however lines are broken.
            items += [raw("latex", "\n")] if items else []
            words, found = _marked(cell.title)
            notes += found
            items += _subfigure(cell, words, share)
        made.append({"t": "Para", "c": items})
    made += [_caption(title, name), raw_block("latex", "\\end{pandoccrossrefsubfigures}")]
    return [*made, *_note_texts([*notes, *_marked(title)[1]])]


def label_text(entry: Entry, settings: Settings) -> str:
    """The number of an entry, as text."""
    return text_of(entry.index(settings))


def plain_text(items: Sequence[Node]) -> str:
    """Words as text."""
    return text_of(list(items)).replace("\n", " ")


def typed_label(items: Sequence[Node]) -> tuple[str | None, list[Node]]:
    """`(#tab:x) Caption`, `Caption {#tbl:x}` → `tbl:x`, and the caption without it."""
    match = _TYPED.fullmatch(items[0]["c"]) if items and items[0]["t"] == "Str" else None
    if match is None:
        last = _CLOSING.fullmatch(items[-1]["c"]) if items and items[-1]["t"] == "Str" else None
        return (last["label"], strip(items[:-1])) if last else (None, list(items))
    after = [string(match["rest"])] if match["rest"] else []
    name = re.sub("^tab:", "tbl:", match["label"])
    return name, strip([*after, *items[1:]])


def _caption(title: Sequence[Node], name: str) -> Node:
    marked, notes = _marked(title)
    begin = [raw("latex", "\\caption{")]
    if notes:
        # In the list of figures there are no marks.
        short = [item for item in title if item["t"] != "Note"]
        begin = [raw("latex", "\\caption[{"), *short, raw("latex", "}]{")]
    end = [raw("latex", "}"), *([label(name)] if name else [])]
    return para([*begin, *marked, *end])


def _marked(items: Sequence[Node]) -> tuple[list[Node], list[list[Node]]]:
    """Words with marks in place of their footnotes, whose text LaTeX loses in a float."""
    notes = [item["c"] for item in items if item["t"] == "Note"]
    mark = raw("latex", "\\protect\\footnotemark{}")
    return [mark if item["t"] == "Note" else item for item in items], notes


def _note_texts(notes: Sequence[Sequence[Node]]) -> list[Node]:
    """The text of the footnotes, after the float that has their marks."""
    if not notes:
        return []
    items = [raw("latex", f"\\addtocounter{{footnote}}{{-{len(notes)}}}")]
    for note in notes:
        items.append(raw("latex", "\\stepcounter{footnote}\\footnotetext{"))
        items += [*inlines_of(note), raw("latex", "}")]
    return [para(items)]


def _share(row: Sequence[Cell]) -> str:
    """The share of the line for each image of a row that names no width itself."""
    said = [width for cell in row if (width := _percent(cell)) is not None]
    if len(row) == 1:
        return "1.0"
    free = max(99 - sum(said), 1) / max(len(row) - len(said), 1)
    return f"{int(free) / 100}"


def _percent(cell: Cell) -> float | None:
    said = lookup(cell.attr, "width") or ""
    return float(said[:-1]) if said.endswith("%") else None


def _subfigure(cell: Cell, title: Sequence[Node], share: str) -> list[Node]:
    """`share` is of the line, where the author names no width."""
    width, attr = share, cell.attr
    percent = _percent(cell)
    if percent is not None:
        width, attr = f"{percent / 100:g}", with_value(attr, "width", "100%")
    name = cell.outer[0]
    image = {"t": "Image", "c": [["", attr[1], attr[2]], *cell.image["c"][1:]]}
    end = f"\\label{{{label_name(name)}}}" if name else ""
    silent = "nocaption" in [*cell.attr[1], *cell.outer[1]]
    caption = (
        [raw("latex", f"\\phantomcaption{end}")]
        if silent
        else [raw("latex", "\\caption{"), *title, raw("latex", end + "}")]
    )
    return [
        raw("latex", f"\\begin{{subfigure}}{{{width}\\linewidth}}\\centering"),
        image,
        *caption,
        raw("latex", "\\end{subfigure}%"),
    ]
