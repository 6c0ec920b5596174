"""What holds where neither the document nor a settings file says otherwise."""

from __future__ import annotations

import re

from chapbook.crossref.nodes import NO_ATTR, Node, para, words

#: A value of Pandoc's metadata.
Meta = Node

_TEXTS = {
    "titleDelim": ":",
    "listItemTitleDelim": ".",
    "ccsDelim": ", ",
    "ccsLabelSep": " — ",
    "chapDelim": ".",
    "rangeDelim": "-",
    "pairDelim": ", ",
    "lastDelim": ", ",
    "refDelim": ", ",
    "secHeaderDelim": " ",
    "figureTitle": "Figure",
    "tableTitle": "Table",
    "listingTitle": "Listing",
    "equationNumberTeX": "\\qquad",
    "figLabels": "arabic",
    "tblLabels": "arabic",
    "lstLabels": "arabic",
    "eqLabels": "arabic",
    "secLabels": "arabic",
    "subfigLabels": "alpha a",
    "figureTemplate": "$$figureTitle$$ $$i$$$$titleDelim$$ $$t$$",
    "tableTemplate": "$$tableTitle$$ $$i$$$$titleDelim$$ $$t$$",
    "listingTemplate": "$$listingTitle$$ $$i$$$$titleDelim$$ $$t$$",
    "subfigureTemplate": "$$figureTitle$$ $$i$$$$titleDelim$$ $$t$$. $$ccs$$",
    "subfigureChildTemplate": "$$i$$",
    "ccsTemplate": "$$i$$$$ccsLabelSep$$$$t$$",
    "secHeaderTemplate": "$$i$$$$secHeaderDelim[n]$$$$t$$",
    "eqnIndexTemplate": "($$i$$)",
    "eqnInlineTemplate": "$$e$$$$equationNumberTeX$${$$i$$}",
    "eqnInlineTableTemplate": "$$e$$",
    "eqnDisplayTemplate": "$$e$$",
    "refIndexTemplate": "$$i$$$$suf$$",
    "subfigureRefIndexTemplate": "$$i$$$$suf$$ ($$s$$)",
    "chaptersDepth": "1",
    "sectionsDepth": "0",
}
_PREFIXES = {
    "fig": ("fig.", "figs."),
    "eqn": ("eq.", "eqns."),
    "tbl": ("tbl.", "tbls."),
    "lst": ("lst.", "lsts."),
    "sec": ("sec.", "secs."),
}
_LISTS = {
    "lof": "List of Figures",
    "lot": "List of Tables",
    "lol": "List of Listings",
    "loe": "List of Equations",
    "los": "List of Sections",
}
#: Widths of the columns of an equation and of its number.
_COLUMNS = (("AlignCenter", 0.9), ("AlignRight", 0.09))
#: Word sets the number in the middle of its cell's height.
_CENTERED = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
_VARIABLE = re.compile(r"\$\$(.*?)\$\$")


def default_settings() -> dict[str, Meta]:
    """Every setting that has a default, as metadata."""
    settings = {name: inlines(text) for name, text in _TEXTS.items()}
    for stem, prefixes in _PREFIXES.items():
        settings[f"{stem}Prefix"] = {"t": "MetaList", "c": [inlines(text) for text in prefixes]}
        settings[f"{stem}PrefixTemplate"] = inlines("$$p$$\u00a0$$i$$")
    for stem, title in _LISTS.items():
        heading = {"t": "Header", "c": [1, NO_ATTR, words(title)]}
        settings[f"{stem}Title"] = {"t": "MetaBlocks", "c": [heading]}
        item = template(f"$${stem}ItemTitle$$$$i$$$$listItemTitleDelim$$ $$t$$")
        settings[f"{stem}ItemTemplate"] = {
            "t": "MetaBlocks",
            "c": [para([*item, {"t": "LineBreak"}])],
        }
    settings["eqnBlockTemplate"] = {"t": "MetaBlocks", "c": [_equation_table()]}
    return settings


def inlines(text: str) -> Meta:
    """A text with variables, as metadata."""
    return {"t": "MetaInlines", "c": template(text)}


def template(text: str) -> list[Node]:
    """`$$i$$$$suf$$` → the nodes that Pandoc would make of it."""
    made: list[Node] = []
    for index, part in enumerate(_VARIABLE.split(text)):
        if index % 2:
            made.append(variable(part))
        elif part.strip(" ") or part == " ":
            made += words(part)
    return made


def variable(name: str) -> Node:
    """A variable of a template."""
    return {"t": "Math", "c": [{"t": "DisplayMath"}, name]}


def _equation_table() -> Node:
    raised = {"t": "RawBlock", "c": ["openxml", _CENTERED]}
    equation = [{"t": "Plain", "c": [variable("t")]}]
    return table(_COLUMNS, [[equation, [raised, para([variable("i")])]]])


def table(columns: tuple[tuple[str, float], ...], rows: list[list[list[Node]]]) -> Node:
    """A table without header and caption: alignments and widths, and the blocks of the cells."""

    def cell(blocks: list[Node]) -> list[object]:
        return [NO_ATTR, {"t": "AlignDefault"}, 1, 1, blocks]

    return {
        "t": "Table",
        "c": [
            NO_ATTR,
            [None, []],
            [[{"t": align}, {"t": "ColWidth", "c": width}] for align, width in columns],
            [NO_ATTR, []],
            [[NO_ATTR, 0, [], [[NO_ATTR, [cell(blocks) for blocks in row]] for row in rows]]],
            [NO_ATTR, []],
        ],
    }
