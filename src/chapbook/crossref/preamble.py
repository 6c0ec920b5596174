"""What a document has to be told before it begins: for LaTeX names, floats and packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chapbook.crossref.defaults import Meta
from chapbook.crossref.kinds import EQUATION, FIGURE, LISTING, SECTION, TABLE
from chapbook.crossref.nodes import Node, inlines_of, plain, raw, raw_block
from chapbook.crossref.references import capitalized
from chapbook.crossref.settings import Settings

#: Figures of several parts stand in an environment of their own, so that an author can change it.
_SUBFIGURES = (
    "\\newenvironment{pandoccrossrefsubfigures}{\\begin{figure}\\centering}{\\end{figure}}"
)
_CODELISTING = (
    "\\floatstyle{ruled}\n"
    "\\ifdefined\\c@chapter\\newfloat{codelisting}{%s}{lop}[chapter]"
    "\\else\\newfloat{codelisting}{%s}{lop}\\fi\n"
    "\\floatstyle{plain}"
)
#: Typst numbers figures itself, too; ours have their numbers in their captions.
_TYPST = "#show figure.caption: it => it.body"
_CREF_NAMES = (
    ("figure", FIGURE),
    ("table", TABLE),
    ("equation", EQUATION),
    ("section", SECTION),
    ("listing", LISTING),
)


def with_preamble(meta: Mapping[str, Meta], settings: Settings) -> dict[str, Meta]:
    """The metadata with our lines after the author's own `header-includes`."""
    known = meta.get("header-includes")
    items: list[Any] = (
        known["c"] if known and known["t"] == "MetaList" else [known] if known else []
    )
    lines = _lines(settings) if settings.latex else [raw_block("typst", _TYPST)]
    added = {"t": "MetaBlocks", "c": lines}
    return {**meta, "header-includes": {"t": "MetaList", "c": [*items, added]}}


def _lines(settings: Settings) -> list[Node]:
    lines = [
        raw_block("latex", f"\\makeatletter\n{_package('caption')}\n{_package('subcaption')}"),
        _at_begin("figurename", settings.inlines("figureTitle")),
        _at_begin("tablename", settings.inlines("tableTitle")),
        _at_begin("listfigurename", _title(settings, "lofTitle")),
        _at_begin("listtablename", _title(settings, "lotTitle")),
        raw_block("latex", _SUBFIGURES),
        *_listings(settings),
    ]
    if settings.flag("cref"):
        lines += _cleveref(settings)
    return [*lines, raw_block("latex", "\\makeatother")]


def _listings(settings: Settings) -> list[Node]:
    title = _title(settings, "lolTitle")
    if settings.flag("listings"):
        return [
            raw_block(
                "latex", f"{_package('listings')}\n\\newcommand*\\listoflistings\\lstlistoflistings"
            ),
            _at_begin("lstlistingname", settings.inlines("listingTitle")),
            _at_begin("lstlistlistingname", title),
        ]
    # On a slide nothing floats.
    place = "H" if settings.format.startswith("beamer") else "h"
    return [
        raw_block("latex", f"{_package('float')}\n{_CODELISTING % (place, place)}"),
        _line("\\floatname{codelisting}{", settings.inlines("listingTitle"), "}"),
        _line("\\newcommand*\\listoflistings{\\listof{codelisting}{", title, "}}"),
    ]


def _cleveref(settings: Settings) -> list[Node]:
    """Cleveref has to come after hyperref, which Pandoc's template loads last."""
    options = "[nameinlink]" if settings.flag("nameInLink") else ""
    lines = [raw_block("latex", _package("etoolbox"))]
    names = [*_CREF_NAMES, ("lstlisting" if settings.flag("listings") else "codelisting", LISTING)]
    lines.append(_line("\\AtEndPreamble{", [], _package("cleveref", options) + "}"))
    for name, kind in names:
        for command in ("crefname", "Crefname"):
            one, many = (_prefix(settings, f"{kind.stem}Prefix", i, command) for i in (0, 1))
            items = [raw("latex", f"\\AtEndPreamble{{\\{command}{{{name}}}{{"), *one]
            lines.append(plain([*items, raw("latex", "}{"), *many, raw("latex", "}}")]))
    return lines


def _prefix(settings: Settings, name: str, index: int, command: str) -> list[Node]:
    upper = name[:1].upper() + name[1:]
    if command == "Crefname" and settings.has(upper):
        return settings.item(upper, index)
    items = settings.item(name, index)
    return capitalized(items) if command == "Crefname" else items


def _title(settings: Settings, name: str) -> list[Node]:
    """The words of a list's title; LaTeX makes its own heading of them."""
    return inlines_of(settings.blocks(name))


def _at_begin(command: str, items: list[Node]) -> Node:
    return _line(f"\\AtBeginDocument{{\\renewcommand*\\{command}{{", items, "}}")


def _line(before: str, items: list[Node], after: str) -> Node:
    return plain([raw("latex", before), *items, raw("latex", after)])


def _package(name: str, options: str = "") -> str:
    return f"\\@ifpackageloaded{{{name}}}{{}}{{\\usepackage{options}{{{name}}}}}"
