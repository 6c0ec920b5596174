"""Headings that belong together or to the book, settled before a chapter is surveyed.

Some books print the book's title above each chapter's, or `Chapter 5` and its title as two
headings; bookdown and Quarto write markers and box titles as headings.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

import panflute as pf

from chapbook.stages.chunks import box_name
from chapbook.tree import plain_text, rewrite
from chapbook.typed import is_appendix_alone, is_label_alone

_MARKER = re.compile(r"^\((?:PART|APPENDIX)\\?\*?\)")
_CALLOUT, _TABS = "callout-", "panel-tabset"


def settle_headings(doc: pf.Doc, book_title: str, chapter_title: str | None) -> pf.Doc:
    """Join a chapter's label with its title; leave out what only repeats the book's title."""
    rewrite(doc, (pf.Div,), _titled_callout)
    rewrite(doc, (pf.Div,), _tabs)
    blocks = deque(doc.content)
    kept: list[pf.Block] = []
    while blocks:
        block = blocks.popleft()
        if not isinstance(block, pf.Header) or block.level != 1:
            kept.append(block)
            continue
        text = plain_text(block)
        following = blocks[0] if blocks and isinstance(blocks[0], pf.Header) else None
        if _MARKER.match(text) or (following and _repeats(text, book_title, following)):
            continue
        if _is_label(block, blocks):
            if following is not None and following.level <= 2:
                _join(block, list(following.content))
                block.identifier = following.identifier
                blocks.popleft()
            elif chapter_title and not is_label_alone(chapter_title):
                _join(block, [pf.Str(chapter_title)])
        kept.append(block)
    doc.content = kept
    return doc


def _repeats(text: str, book_title: str, following: pf.Header) -> bool:
    return following.level == 1 and _letters(book_title).startswith(_letters(text))


def _letters(text: str) -> str:
    """A title without what typography changes in it: quotation marks, dashes, spaces."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_label(header: pf.Header, rest: Iterable[pf.Block]) -> bool:
    """Whether a heading only says which chapter or appendix this is."""
    text = plain_text(header)
    if is_label_alone(text) or not is_appendix_alone(text):
        return is_label_alone(text)
    below = [b.level for b in rest if isinstance(b, pf.Header)]
    return below.count(below[0] if below else 0) == 1


def _join(label: pf.Header, title: list[pf.Inline]) -> None:
    label.content = [*label.content, pf.Str(":"), pf.Space(), *title]


def _titled_callout(div: pf.Div) -> None:
    """Callouts of bookdown and Quarto as ours, their titles attributes and no sections."""
    div.classes = [box_name(name) for name in div.classes]
    if not any(name.startswith(_CALLOUT) for name in div.classes):
        return
    div.classes = [name.removeprefix(_CALLOUT) for name in div.classes]
    first = div.content[0] if div.content else None
    if isinstance(first, pf.Header):
        div.attributes.setdefault("title", plain_text(first))
        div.content = list(div.content)[1:]


def _tabs(div: pf.Div) -> None:
    """The names of Quarto's tabs are no sections of the book."""
    if _TABS not in div.classes:
        return
    div.content = [
        pf.Para(pf.Strong(*block.content)) if isinstance(block, pf.Header) else block
        for block in div.content
    ]
