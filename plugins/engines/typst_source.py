"""A shaped book as Typst: Pandoc writes it, our template carries it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from chapbook import pandoc
from chapbook.plugins.engines.document import (
    Node,
    attributes,
    dump,
    fit,
    is_of,
    part_title,
    raw_block,
    raw_inline,
)
from chapbook.plugins.engines.page import read_page
from chapbook.roles import Manuscript, Workbench
from chapbook.words import Words, words_for


def write_typst(manuscript: Manuscript, bench: Workbench) -> str:
    """The book's Typst source."""
    document = fit(manuscript, _Fitter(manuscript), "//")
    args: list[str | Path] = [
        *("--template", bench.resources("templates", "typst/book.typ")),
        "--wrap=none",
    ]
    for name, value in _variables(manuscript):
        args += ["--variable", f"{name}={value}"]
    written = pandoc.write(
        dump(document), "typst", args=args, timeout=bench.timeout, epoch=manuscript.epoch
    )
    return written.decode("utf-8")


class _Fitter:
    """Fits one block after the other; knows whether the main matter has begun.

    Typst's bookmarks follow the levels of headings, so a chapter inside a Part is a level below
    one outside; what a heading looks like is told apart from its level by its role.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self._words = words_for(manuscript.book.metadata.language)
        plans = manuscript.included
        self._inside = {p.label.anchor for p in plans if p.chapter.part is not None}
        self._in_main = False
        self._depth = 0

    def __call__(self, block: Node) -> list[Node]:
        if is_of(block, "Div", "part"):
            return [*self._begin_main(), *_part(block, self._words)]
        if block["t"] == "Header":
            return [*self._heading(block)]
        if is_of(block, "Figure", "opener"):
            return [raw_block("typst", "#chapter-opener["), *block["c"][2], _close()]
        return [_with_labels(block)]

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
        before = f"#book-heading({_quote(role)}, {level + self._depth}, {_quote(number)}, "
        before += f"{_quote(self._spoken(classes, number))}, ["
        yield {
            "t": "Para",
            "c": [
                raw_inline("typst", before),
                *title,
                raw_inline("typst", f"]) #label({_quote(anchor)})"),
            ],
        }

    def _spoken(self, classes: list[str], number: str) -> str:
        if number and "appendix" in classes:
            return f"{self._words.appendix} {number}"
        return f"{self._words.chapter} {number}" if number and "chapter" in classes else ""


def _part(block: Node, words: Words) -> list[Node]:
    title, introduction = part_title(block)
    anchor, _, pairs = attributes(block)
    number = pairs.get("number", "")
    before = f"#book-heading({_quote('part')}, 1, {_quote(number)}, "
    before += f"{_quote(f'{words.part} {number}'.strip())}, ["
    after = raw_inline("typst", f"]) #label({_quote(anchor)})")
    return [{"t": "Para", "c": [raw_inline("typst", before), *title, after]}, *introduction]


def _without_number(inlines: list[Node]) -> list[Node]:
    if inlines and inlines[0]["t"] == "Span" and "number" in inlines[0]["c"][0][1]:
        rest = inlines[1:]
        return rest[1:] if rest and rest[0]["t"] == "Space" else rest
    return inlines


def _with_labels(block: Node) -> Node:
    """The block with the label of its caption as a call that the template styles."""
    if block["t"] not in ("Figure", "Table"):
        return block
    attr, (short, blocks), *rest = block["c"]
    if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
        return block
    first, *others = blocks
    inlines: list[Node] = []
    for inline in first["c"]:
        if inline["t"] == "Span" and "caption-label" in inline["c"][0][1]:
            inlines += [raw_inline("typst", "#caption-label["), *inline["c"][1]]
            inlines.append(raw_inline("typst", "]"))
        else:
            inlines.append(inline)
    return {**block, "c": [attr, [short, [{**first, "c": inlines}, *others]], *rest]}


def _close() -> Node:
    return raw_block("typst", "]")


def _variables(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    page = read_page(manuscript.target)
    metadata = manuscript.book.metadata
    language, _, region = metadata.language.partition("-")
    yield "page-width", page.width
    yield "page-height", page.height
    yield "fontsize", page.fontsize
    yield "recto", "true" if page.recto else "false"
    yield "text-language", _quote(language.lower())
    yield "text-region", _quote(region.upper()) if len(region) == 2 else "none"
    yield "contents-title", _quote(words_for(metadata.language).contents)
    yield "document-title", _quote(metadata.title)
    for author in metadata.authors:
        yield "document-authors", _quote(author)
    if metadata.description:
        yield "document-description", _quote(metadata.description)
    if manuscript.is_slice:
        yield "slice", "true"


def _quote(text: str) -> str:
    """A Typst string."""
    return json.dumps(text, ensure_ascii=False)
