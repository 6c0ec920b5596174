"""Make `::: {.crossref-guide}` a table of all boxes that lead to other books."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import panflute as pf

from chapbook.companion_naming import print_book, print_entries, to_inlines
from chapbook.crossref_boxes import GUIDE
from chapbook.crossref_guide import GuideRow, guide_rows
from chapbook.hookspecs import hookimpl
from chapbook.naming import label_text
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite
from chapbook.words import words_for

_WIDTHS = {4: (0.3, 0.16, 0.3, 0.24), 3: (0.4, 0.2, 0.4)}


@dataclass(frozen=True)
class CrossrefGuide:
    """The filter `crossrefguide`."""

    name: str = "crossrefguide"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Put the guide into its place; without boxes there is nothing to print."""

        def replace(div: pf.Div) -> object:
            if GUIDE not in div.classes:
                return None
            rows = guide_rows(
                context.book,
                context.outline,
                context.boxes,
                context.companions,
            )
            table = [_table(rows, div.identifier, context)] if rows else []
            return [*div.content, *table]

        return rewrite(doc, (pf.Div,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [CrossrefGuide()]


def _table(rows: Sequence[GuideRow], identifier: str, context: Context) -> pf.Table:
    words = words_for(context.book.metadata.language).companions
    titles = {row.inventory.title for row in rows}
    has_relations = any(row.relationship for row in rows)
    heads = [words["topic-head"], words["chapter-head"], words["companions-head"]]
    if len(titles) == 1:
        heads[2] = words["companion-head"].format(*titles)
    if has_relations:
        heads.append(words["relationship-head"])
    width = len(heads)
    body = [pf.TableRow(*map(_cell, _row(row, len(titles) > 1, context)[:width])) for row in rows]
    head = pf.TableHead(pf.TableRow(*(_cell(to_inlines(text)) for text in heads)))
    spec = [("AlignLeft", share) for share in _WIDTHS[width]]
    return pf.Table(pf.TableBody(*body), head=head, colspec=spec, identifier=identifier)


def _row(row: GuideRow, with_book: bool, context: Context) -> list[list[pf.Inline]]:
    book = context.book
    there: list[pf.Inline] = []
    if with_book:
        there = [*print_book(row.inventory, book), pf.Str(","), pf.Space()]
    there += print_entries(row.entries, row.inventory, book)
    return [
        to_inlines(row.topic),
        [_link(row, context)],
        there,
        to_inlines(row.relationship),
    ]


def _link(row: GuideRow, context: Context) -> pf.Link:
    """A link to our chapter as an author writes it; the filter `links` makes it one of the book."""
    here = str(context.chapter.path.parent)
    target = quote(posixpath.relpath(str(row.path), here))
    if row.section.id and row.section.anchor != row.chapter.anchor:
        target += f"#{row.section.id}"
    said = label_text(row.chapter, context.book) or row.chapter.title
    return pf.Link(*to_inlines(said), url=target)


def _cell(inlines: list[pf.Inline]) -> pf.TableCell:
    return pf.TableCell(pf.Plain(*inlines))
