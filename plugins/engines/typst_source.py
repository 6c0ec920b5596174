"""A shaped book as Typst: Pandoc writes it, our template carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from chapbook import pandoc
from chapbook.book import Book
from chapbook.naming import forms_of
from chapbook.plugins.engines.direction import has_right_to_left, turn_paragraphs
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
from chapbook.plugins.engines.gutter import settle_page
from chapbook.plugins.engines.longwords import pieces
from chapbook.plugins.engines.marks import Dialect, Marks
from chapbook.plugins.engines.page import layout_variables
from chapbook.plugins.engines.printing import has_spreads, read_printing
from chapbook.plugins.engines.standards import read_standards
from chapbook.plugins.engines.typst_heading import book_heading, quote
from chapbook.plugins.engines.typst_picture import book_picture
from chapbook.roles import Manuscript, Workbench
from chapbook.words import words_for

_CODE_OR_NORM = re.compile(
    r'(?P<code>(?<!\\)(?P<mark>`+)[^`].*?(?P=mark))|(?P<norm>mat\(delim: )"\|\|"', re.S
)

DIALECT = Dialect(
    "typst",
    ("#caption-label[", "]"),
    lambda anchor: f'#anchor("{anchor}")',
    lambda anchor: f'#box(anchor("{anchor}"))',
    lambda anchor: f'#page-of("{anchor}")',
    ("Image", "Table", "Span", "Div"),
    filler="#box()",
)


def write_typst(manuscript: Manuscript, bench: Workbench) -> str:
    """The book's Typst source."""
    marks = Marks(DIALECT, manuscript.outline, manuscript.book.metadata.language)
    document = read(manuscript, lambda node: _pictured(marks(_fit_node(node))))
    marks.finish()
    document = _directed(fit(document, manuscript, _Fitter(manuscript), "//"))
    args: list[str | Path] = [
        *("--template", bench.resources("templates", "typst/book.typ")),
        "--wrap=none",
    ]
    for name, value in _variables(manuscript):
        args += ["--variable", f"{name}={value}"]
    written = pandoc.write(
        dump(document), "typst", args=args, timeout=bench.timeout, epoch=manuscript.epoch
    )
    return _norms(written.decode("utf-8"))


def _norms(source: str) -> str:
    """The source with the one sign that Typst calls the bars of a norm; code stays as it is."""
    return _CODE_OR_NORM.sub(
        lambda m: m[0] if m["code"] else f'{m["norm"]}"\N{DOUBLE VERTICAL LINE}"', source
    )


def _directed(document: Node) -> Node:
    """The document with its paragraphs from right to left; Typst lays out what is in them."""
    if not has_right_to_left(json.dumps(document["blocks"], ensure_ascii=False)):
        return document
    begin, end = raw_inline("typst", "#right-to-left["), raw_inline("typst", "]")
    return {**document, "blocks": turn_paragraphs(document["blocks"], begin, end)}


class _Fitter:
    """Fits one block after the other; knows whether the main matter has begun.

    Typst's bookmarks follow the levels of headings, so a chapter inside a Part is a level below
    one outside; what a heading looks like is told apart from its level by its role.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self._book = manuscript.book
        plans = manuscript.included
        self._inside = {p.label.anchor for p in plans if p.chapter.part is not None}
        self._in_main = False
        self._depth = 0

    def __call__(self, block: Node) -> list[Node]:
        if is_of(block, "Div", "part"):
            return [*self._begin_main(), *_part(block, self._book)]
        if block["t"] == "Header":
            return [*self._heading(block)]
        if is_of(block, "Figure", "opener"):
            return [raw_block("typst", "#chapter-opener["), *block["c"][2], _close()]
        return [block]

    def _begin_main(self) -> list[Node]:
        if self._in_main:
            return []
        self._in_main = True
        return [raw_block("typst", "#show: main-matter")]

    def _heading(self, header: Node) -> Iterator[Node]:
        level, (anchor, classes, pairs), inlines = header["c"]
        if level == 1:
            self._depth = 1 if anchor in self._inside else 0
            if "chapter" in classes or "appendix" in classes:
                yield from self._begin_main()
        role = ("chapter", "section", "subsection", "subsubsection")[min(level, 4) - 1]
        number = dict(pairs).get("number", "")
        title = _without_number(inlines)
        said = self._spoken(classes, number)
        yield book_heading(role, level + self._depth, number, said, title, anchor)

    def _spoken(self, classes: list[str], number: str) -> str:
        kind = next((kind for kind in ("appendix", "chapter") if kind in classes), "")
        return forms_of(kind, self._book).label.format(number) if number and kind else ""


def _part(block: Node, book: Book) -> list[Node]:
    title, introduction = part_title(block)
    anchor, _, pairs = attributes(block)
    number = pairs.get("number", "")
    said = forms_of("part", book).label.format(number) if number else ""
    return [book_heading("part", 1, number, said, title, anchor), *introduction]


def _without_number(inlines: list[Node]) -> list[Node]:
    if inlines and inlines[0]["t"] == "Span" and "number" in inlines[0]["c"][0][1]:
        rest = inlines[1:]
        return rest[1:] if rest and rest[0]["t"] == "Space" else rest
    return inlines


def _fit_node(node: Node) -> Node:
    """A formula with its source as alternative text, a numbered equation as a block that carries
    number and anchor; all else as it is."""
    if node.get("t") == "Str":
        return _breakable(node)
    if node.get("t") == "Math":
        begin = raw_inline("typst", f"#formula({quote(node['c'][1].strip())})[")
        return {"t": "Span", "c": [["", [], []], [begin, node, raw_inline("typst", "]")]]}
    if node.get("t") != "Span" or "equation" not in node["c"][0][1]:
        return node
    (_, _, pairs), inlines = node["c"]
    anchor, number = (dict(pairs).get(key, "") for key in ("anchor", "number"))
    if not anchor:
        return node
    content = [inline for inline in inlines if inline["t"] != "RawInline"]
    arguments = f"{quote(anchor)}, {quote(f'({number})' if number else '')}"
    begin = raw_inline("typst", f"#numbered-equation({arguments})[")
    return {"t": "Span", "c": [["", [], []], [begin, *content, raw_inline("typst", "]")]]}


def _breakable(word: Node) -> Node:
    """A word that breaks where it has to; nothing in it is copied with its text."""
    first, *others = pieces(word["c"])
    if not others:
        return word
    inlines = [{"t": "Str", "c": first}]
    for piece in others:
        inlines += [raw_inline("typst", "#box()"), {"t": "Str", "c": piece}]
    return {"t": "Span", "c": [["", [], []], inlines]}


def _pictured(node: Node) -> Node:
    return book_picture(node) if node.get("t") == "Image" else node


def _close() -> Node:
    return raw_block("typst", "]")


def _variables(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    page = settle_page(manuscript)
    metadata = manuscript.book.metadata
    language, _, region = metadata.language.partition("-")
    yield "page-width", page.width
    yield "page-height", page.height
    yield "fontsize", page.fontsize
    yield "recto", "true" if page.recto else "false"
    has = has_spreads(page, read_printing(manuscript.target))
    yield "spreads", "true" if has else "false"
    yield from layout_variables(page, "pt")
    if read_printing(manuscript.target).black_links:
        yield "black-links", "true"
    yield "text-language", quote(language.lower())
    yield "text-region", quote(region.upper()) if len(region) == 2 else "none"
    if manuscript.book.numbering.footnotes == "chapter":
        yield "footnotes-by-chapter", "true"
    yield "contents-title", quote(words_for(metadata.language).contents)
    yield "document-title", quote(metadata.title)
    for author in metadata.authors:
        yield "document-authors", quote(author)
    if read_standards(manuscript.target):
        yield "dated", "true"
    if metadata.description:
        yield "document-description", quote(metadata.description)
    if manuscript.is_slice:
        yield "slice", "true"
