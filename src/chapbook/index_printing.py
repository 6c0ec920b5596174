"""Print a book's index as each writer needs it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import panflute as pf

from chapbook.book_index import IndexEntry, IndexGroup, Locator, Referral, merge_sections
from chapbook.collation import NUMBERS, SYMBOLS
from chapbook.html_blocks import enclose
from chapbook.index_entries import styled
from chapbook.latex_text import escape_latex, latex_label
from chapbook.roles import Context
from chapbook.words import words_for

#: Word has styles for three levels here; deeper ones look like the third.
_LEVELS = 3

#: Makes a link to an anchor of inlines.
_Linker = Callable[[list[pf.Inline], str], list[pf.Inline]]


def print_index(div: pf.Div, groups: Sequence[IndexGroup], context: Context) -> object:
    """The index in place of the Div that asks for it, below what its author wrote there."""
    above = [pf.Para(*b.content) if isinstance(b, pf.Plain) else b for b in div.content]
    if not groups:
        return above
    match context.writer:
        case "latex":
            begin = pf.RawBlock(r"\begin{bookindex}", format="latex")
            end = pf.RawBlock(r"\end{bookindex}", format="latex")
            return [*above, begin, *_paged(groups, context, _Latex()), end]
        case "typst":
            begin = pf.RawBlock("#book-index[", format="typst")
            end = pf.RawBlock("]", format="typst")
            return [*above, begin, *_paged(groups, context, _Typst()), end]
        case "docx":
            return [*above, pf.Div(*_for_word(groups, context), classes=["book-index"])]
    return [*above, *_for_html(groups, context)]


def _paged(
    groups: Iterable[IndexGroup], context: Context, engine: _Latex | _Typst
) -> Iterator[pf.Block]:
    for group in groups:
        letter = _letter(group, context)
        if letter:
            yield pf.RawBlock(engine.letter(letter), format=engine.name)
        yield from _paged_entries(group.entries, 0, context, engine)


def _paged_entries(
    entries: Iterable[IndexEntry], level: int, context: Context, engine: _Latex | _Typst
) -> Iterator[pf.Block]:
    for entry in entries:
        begin, between, end = engine.entry(level, entry)

        def link(inlines: list[pf.Inline], anchor: str) -> list[pf.Inline]:
            before, after = engine.link(anchor)
            return [_raw(before, engine.name), *inlines, _raw(after, engine.name)]

        pages: list[pf.Inline] = []
        if entry.locators:
            pages = [_raw(engine.pages(entry.locators), engine.name)]
        yield pf.Plain(
            _raw(begin, engine.name),
            *_words(entry.text),
            _raw(between, engine.name),
            *_behind(pages, entry, context, link),
            _raw(end, engine.name),
        )
        yield from _paged_entries(entry.entries, level + 1, context, engine)


class _Latex:
    """What the index is written with in LaTeX; see templates/latex/book.tex."""

    name = "latex"

    def letter(self, letter: str) -> str:
        return rf"\indexletter{{{escape_latex(letter)}}}"

    def entry(self, level: int, entry: IndexEntry) -> tuple[str, str, str]:
        anchor = rf"\hypertarget{{{latex_label(entry.anchor)}}}{{}}" if entry.anchor else ""
        return rf"\indexentry{{{level}}}{{{anchor}", "}{", "}"

    def link(self, anchor: str) -> tuple[str, str]:
        return rf"\hyperlink{{{latex_label(anchor)}}}{{", "}"

    def pages(self, locators: Sequence[Locator]) -> str:
        items = (
            f"{latex_label(one.anchor)}/{latex_label(one.end)}/{int(one.main)}" for one in locators
        )
        return rf"\indexpages{{{','.join(items)}}}"


class _Typst:
    """The same in Typst; see templates/typst/book.typ."""

    name = "typst"

    def letter(self, letter: str) -> str:
        return f"#index-letter({json.dumps(letter, ensure_ascii=False)})"

    def entry(self, level: int, entry: IndexEntry) -> tuple[str, str, str]:
        return f'#index-entry({level}, "{entry.anchor}", [', "], [", "])"

    def link(self, anchor: str) -> tuple[str, str]:
        return f'#link(label("{anchor}"))[', "]"

    def pages(self, locators: Sequence[Locator]) -> str:
        items = (f'("{one.anchor}", "{one.end}", {str(one.main).lower()})' for one in locators)
        return f"#index-pages(({', '.join(items)},))"


def _for_html(groups: Iterable[IndexGroup], context: Context) -> list[pf.Block]:
    blocks: list[pf.Block] = []
    for group in groups:
        letter = _letter(group, context)
        heading = [pf.Div(pf.Para(*_words(letter)), classes=["index-letter"])] if letter else []
        entries = _html_list(group.entries, context)
        blocks += enclose("section", [*heading, *entries], epub__type="index-group")
    title = words_for(context.book.metadata.language).index["title"]
    return enclose(
        "section",
        blocks,
        classes=["index"],
        epub__type="index",
        role="doc-index",
        aria_label=title,
    )


def _html_list(entries: Iterable[IndexEntry], context: Context) -> list[pf.Block]:
    items: list[pf.Block] = []
    for entry in entries:
        line = pf.Plain(*_linked(entry, context))
        below = _html_list(entry.entries, context) if entry.entries else []
        items += enclose("li", [line, *below], epub__type="index-entry")
    return enclose("ul", items, epub__type="index-entry-list")


def _for_word(groups: Iterable[IndexGroup], context: Context) -> Iterator[pf.Block]:
    for group in groups:
        letter = _letter(group, context)
        if letter:
            yield _styled_paragraph("index heading", _words(letter))
        yield from _word_entries(group.entries, 1, context)


def _word_entries(
    entries: Iterable[IndexEntry], level: int, context: Context
) -> Iterator[pf.Block]:
    for entry in entries:
        yield _styled_paragraph(f"index {min(level, _LEVELS)}", _linked(entry, context))
        yield from _word_entries(entry.entries, level + 1, context)


def _styled_paragraph(style: str, inlines: Sequence[pf.Inline]) -> pf.Div:
    return pf.Div(pf.Para(*inlines), attributes={"custom-style": style})


def _linked(entry: IndexEntry, context: Context) -> list[pf.Inline]:
    """An entry whose locators are links to sections."""

    def link(inlines: list[pf.Inline], anchor: str) -> list[pf.Inline]:
        return [pf.Link(*inlines, url=f"#{anchor}")]

    text = _words(entry.text)
    term = [pf.Span(*text, identifier=entry.anchor)] if entry.anchor else text
    sections: list[pf.Inline] = []
    for one in merge_sections(entry.locators):
        sections += [pf.Str(","), pf.Space()] if sections else []
        shown: list[pf.Inline] = [pf.Link(*_words(one.label), url=f"#{one.anchor}")]
        if one.end:
            end = pf.Link(*_words(one.end_label), url=f"#{one.end}")
            shown += [pf.Str("–"), end]
        sections += [pf.Strong(*shown)] if one.main else shown
    return [*term, *_behind(sections, entry, context, link)]


def _behind(
    locators: list[pf.Inline], entry: IndexEntry, context: Context, link: _Linker
) -> list[pf.Inline]:
    """What stands behind an entry's words: locators, and what it refers to."""
    words = words_for(context.book.metadata.language).index
    found: list[pf.Inline] = [pf.Str(","), pf.Space(), *locators] if locators else []
    for said, referrals in ((words["see"], entry.see), (words["also"], entry.also)):
        if not referrals:
            continue
        found += [pf.Str(";" if found else ","), pf.Space(), pf.Emph(*_words(said)), pf.Space()]
        for place, referral in enumerate(referrals):
            found += [pf.Str(";"), pf.Space()] if place else []
            text = _referred(referral)
            found += link(text, referral.anchor) if referral.anchor else text
    return found


def _referred(referral: Referral) -> list[pf.Inline]:
    inlines: list[pf.Inline] = []
    for level in referral.entry:
        inlines += [pf.Str(","), pf.Space()] if inlines else []
        inlines += _words(level)
    return inlines


def _letter(group: IndexGroup, context: Context) -> str:
    if group.letter in (SYMBOLS, NUMBERS):
        return words_for(context.book.metadata.language).index[group.letter]
    return group.letter


def _words(text: str) -> list[pf.Inline]:
    """A printed text as inlines."""
    inlines: list[pf.Inline] = []
    for style, piece in styled(text):
        match style:
            case "code":
                inlines.append(pf.Code(piece))
            case "emph":
                inlines.append(pf.Emph(*_plain(piece)))
            case _:
                inlines += _plain(piece)
    return inlines


def _plain(text: str) -> Iterator[pf.Inline]:
    for place, word in enumerate(text.split(" ")):
        if place:
            yield pf.Space()
        if word:
            yield pf.Str(word)


def _raw(text: str, format: str) -> pf.RawInline:
    return pf.RawInline(text, format=format)
