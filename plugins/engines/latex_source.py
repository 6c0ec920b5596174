"""A shaped book as LaTeX: Pandoc writes it, our template carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook import pandoc
from chapbook.latex_text import escape_latex, latex_label
from chapbook.plugins.engines.direction import has_right_to_left, lay_out
from chapbook.plugins.engines.document import (
    Node,
    attributes,
    dump,
    fit,
    is_of,
    part_title,
    raw_block,
    raw_inline,
    read,
)
from chapbook.plugins.engines.fallbacks import (
    MONO,
    SANS,
    SERIF,
    Fallbacks,
    choose_fallbacks,
)
from chapbook.plugins.engines.fonts import installed, is_colored
from chapbook.plugins.engines.gutter import settle_page
from chapbook.plugins.engines.latex_code import divide_long_words, free_indents, hold_short_code
from chapbook.plugins.engines.latex_foreign import definitions, set_foreign
from chapbook.plugins.engines.latex_heading import short_heading
from chapbook.plugins.engines.latex_notes import save_code, write_saved
from chapbook.plugins.engines.latex_tables import continue_captions, hold_rows
from chapbook.plugins.engines.latex_words import word_variables
from chapbook.plugins.engines.leadins import keep_lead_ins
from chapbook.plugins.engines.longwords import pieces
from chapbook.plugins.engines.marks import Dialect, Marks
from chapbook.plugins.engines.page import Page, layout_variables, points, text_width
from chapbook.plugins.engines.printing import has_spreads, read_printing
from chapbook.plugins.engines.urlnotes import note_addresses
from chapbook.roles import Manuscript, Workbench
from chapbook.store import digest
from chapbook.words import words_for

#: Where long code in running text may break: after punctuation that joins names. A zero-width
#: space says so; Pandoc writes it as a space of no width, which no copied text contains.
_BREAKABLE = re.compile(
    r"(?<=[^\s/._:=,&?-][/._:=,&?-])(?=[^\s/._:=,&?-])|(?<=[a-z])(?=[A-Z][a-z])"
    r"|(?<=\w::)(?=\w)|(?<=\w/)(?=[._:=?-]\w)"
)
_LONG = re.compile(r"\S{12,}")
#: A long name in running text that is no address: a path, a name with points or underscores.
_NAME = re.compile(r"(?!.*://)(?=.{16}).*\w[/._:]+\w")
_BREAK = "\u200b"
#: Between signs of which the fonts of TeX make one; the template sees to `<<` and `>>`.
_JOINED = re.compile(r"(?<=,)(?=,)|(?<=[`?!])(?=`)")
#: A letter of code in parts of the type size.
_CODE_LETTER = 0.5

DIALECT = Dialect(
    "latex",
    (r"\captionlabel{", "}"),
    lambda anchor: rf"\phantomsection\label{{{latex_label(anchor)}}}",
    lambda anchor: rf"\phantomsection\label{{{latex_label(anchor)}}}",
    lambda anchor: rf"\pageref{{{latex_label(anchor)}}}",
    ("Image", "Table"),
)


@dataclass(frozen=True)
class LatexSource:
    """The source, and the characters that no font of this machine has."""

    text: str
    missing: frozenset[str] = frozenset()


def write_latex(manuscript: Manuscript, bench: Workbench) -> LatexSource:
    """The book's LaTeX source."""
    marks = Marks(DIALECT, manuscript.outline, manuscript.book.metadata.language)
    document = read(manuscript, lambda node: marks(_fit_node(node)))
    marks.finish()
    document = fit(document, manuscript, _Fitter(manuscript), "%")
    blocks = document["blocks"]
    if read_printing(manuscript.target).url_notes:
        blocks = note_addresses(blocks)
    blocks = [short_heading(b) if b["t"] == "Header" else b for b in keep_lead_ins(blocks)]
    document = _directed({**document, "blocks": save_code(blocks)})
    data = dump(document)
    variables = [*_variables(manuscript, data)]
    text = set(data.decode("utf-8")).union(*(value for _, value in variables))
    language = manuscript.book.metadata.language
    fallbacks = choose_fallbacks(text, manuscript.target, language, lambda f: not is_colored(f))
    args: list[str | Path] = [
        *("--template", bench.resources("templates", "latex/book.tex")),
        "--top-level-division=chapter",
        "--wrap=none",
        *("--highlight-style", bench.resources("templates", "latex/code.theme")),
    ]
    for name, value in [*variables, *_font_variables(fallbacks)]:
        args += ["--variable", f"{name}={value}"]
    # Without `smart`, Pandoc writes quotation marks as characters, which bookmarks need.
    to, limit = "latex-smart", bench.timeout
    written = pandoc.write(data, to, args=args, timeout=limit, epoch=manuscript.epoch)
    source = hold_rows(divide_long_words(written.decode("utf-8")))
    source = continue_captions(source, words_for(language).continued)
    source = free_indents(source, _widest_indent(settle_page(manuscript)))
    known = fallbacks.missing if installed() else frozenset()
    return LatexSource(write_saved(hold_short_code(set_foreign(source, fallbacks))), known)


class _Fitter:
    """Fits one block after the other; knows whether the main matter has begun."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._outline = manuscript.outline
        self._rootless = _after_parts(manuscript)
        self._in_main = False

    def __call__(self, block: Node) -> list[Node]:
        if block["t"] == "RawBlock" and block["c"][1].strip() == r"\mainmatter":
            self._in_main = True
        if is_of(block, "Div", "part"):
            return [*self._begin_main(), *self._part(block)]
        if block["t"] == "Header" and block["c"][0] == 1:
            return [*self._begin_chapter(block), _unbroken(block)]
        if block["t"] == "Header":
            return [_unbroken(block)]
        if is_of(block, "Figure", "opener"):
            return _opener(block)
        return [_without_empty_caption(block) if block["t"] == "Table" else block]

    def _begin_main(self) -> list[Node]:
        if self._in_main:
            return []
        self._in_main = True
        return [raw_block("latex", r"\mainmatter")]

    def _begin_chapter(self, header: Node) -> Iterator[Node]:
        anchor, classes, _ = attributes(header)
        if "chapter" in classes or "appendix" in classes:
            yield from self._begin_main()
        if anchor in self._rootless:
            yield raw_block("latex", r"\leavepart")

    def _part(self, block: Node) -> list[Node]:
        title, introduction = part_title(block)
        anchor = attributes(block)[0]
        anchors = [part.anchor for part in self._outline.parts]
        count = anchors.index(anchor) if anchor in anchors else 0
        number = escape_latex(attributes(block)[2].get("number", ""))
        counter = rf"\setcounter{{part}}{{{count}}}\gdef\thepart{{{number}}}"
        opening = raw_inline("latex", counter + "\n" + r"\part{")
        closing = raw_inline("latex", rf"}}\label{{{latex_label(anchor)}}}")
        return [{"t": "Para", "c": [opening, *title, closing]}, *introduction]


def _fit_node(node: Node) -> Node:
    if node.get("t") == "Code":
        attr, text = node["c"]
        return {"t": "Code", "c": [attr, _breakable(text)]}
    if node.get("t") == "Str":
        return _apart(node)
    if node.get("t") in ("Span", "Div"):
        return _without_language(node)
    if node.get("t") == "Table":
        _embolden_head(node)
        _break_names(node)
    return node


def _apart(word: Node) -> Node:
    """A word that breaks where it has to, in which no signs become others."""
    text = _breakable(word["c"]) if _NAME.match(word["c"]) else word["c"]
    return {"t": "Str", "c": _JOINED.sub(_BREAK, _BREAK.join(pieces(text)))}


def _without_language(node: Node) -> Node:
    """A passage without the attributes for which Pandoc wants packages that may not be there."""
    (id, classes, pairs), content = node["c"]
    kept = [["direction" if k == "dir" else k, v] for k, v in pairs if k != "lang"]
    return {**node, "c": [[id, classes, kept], content]} if kept != pairs else node


def _breakable(text: str) -> str:
    return _LONG.sub(lambda word: _BREAKABLE.sub(_BREAK, word[0]), text)


def _break_names(within: Any) -> None:
    """Let names like `scaleUp.periodSeconds` break in a table's narrow columns; no addresses."""
    if isinstance(within, list):
        for item in within:
            _break_names(item)
    elif isinstance(within, dict):
        if within.get("t") == "Str" and "://" not in within["c"]:
            within["c"] = _breakable(within["c"])
        elif within.get("t") not in ("Code", "Link", "RawInline"):
            _break_names(within.get("c"))


def _embolden_head(table: Node) -> None:
    for row in table["c"][3][1]:
        for cell in row[1]:
            for block in cell[4]:
                if block["t"] in ("Plain", "Para"):
                    block["c"] = [{"t": "Strong", "c": block["c"]}]


def _unbroken(header: Node) -> Node:
    """A heading as its author wrote it: it also becomes a bookmark, which has no breaks."""
    text = json.dumps(header, ensure_ascii=False)
    unbroken: Node = json.loads(text.replace(_BREAK, ""))
    return unbroken if _BREAK in text else header


def _after_parts(manuscript: Manuscript) -> frozenset[str]:
    """The chapters that stand outside any Part but after one: bookmarks return to the root."""
    found, inside = set(), False
    for plan in manuscript.included:
        if plan.chapter.part is not None:
            inside = True
        elif inside:
            found.add(plan.label.anchor)
    return frozenset(found)


def _opener(figure: Node) -> list[Node]:
    begin, end = raw_block("latex", r"\begin{chapteropener}"), r"\end{chapteropener}"
    return [begin, *figure["c"][2], raw_block("latex", end)]


def _without_empty_caption(table: Node) -> Node:
    """A table that has an identifier but no caption would be printed with a number of its own."""
    (_, classes, pairs), (short, blocks), *rest = table["c"]
    if blocks:
        return table
    return {**table, "c": [["", classes, pairs], [short, blocks], *rest]}


def _widest_indent(page: Page) -> int:
    """How many spaces leave half of a line of code for what follows them."""
    return round(text_width(page) / (points(page.fontsize) * _CODE_LETTER) / 2)


def _variables(manuscript: Manuscript, data: bytes) -> Iterator[tuple[str, str]]:
    page = settle_page(manuscript)
    yield "paperwidth", page.width
    yield "paperheight", page.height
    yield "fontsize", page.fontsize
    yield from layout_variables(page, "bp")
    if read_printing(manuscript.target).black_links:
        yield "black-links", "true"
    yield "open", "right" if page.recto else "any"
    if has_spreads(page, read_printing(manuscript.target)):
        yield "spreads", "true"
    yield from word_variables(manuscript.book, manuscript.outline)
    if manuscript.is_slice:
        yield "slice", "true"
    if b'{"t":"Math"' in data:
        yield "math", "true"
    yield "trailer-id", digest(data, str(page))[:32]


def _font_variables(fallbacks: Fallbacks) -> Iterator[tuple[str, str]]:
    for name, families in (("serif", SERIF), ("sans", SANS), ("mono", MONO)):
        yield f"{name}-fonts", ",".join(families)
    for definition in definitions(fallbacks):
        yield "fallbacks", definition


def _directed(document: Node) -> Node:
    """The document with its passages from right to left laid out, also those of its metadata."""
    if not has_right_to_left(json.dumps(document, ensure_ascii=False)):
        return document
    meta = dict(zip(document["meta"], lay_out([*document["meta"].values()]), strict=True))
    return {**document, "meta": meta, "blocks": lay_out(document["blocks"])}
