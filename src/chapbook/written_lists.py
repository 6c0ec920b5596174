"""Find the entries that a chapter's author wrote below a heading such as `References`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import panflute as pf

from chapbook.tree import plain_text
from chapbook.words import languages

_ENGLISH = ("references", "works cited", "bibliography", "sources")


def is_references(header: pf.Block) -> bool:
    """Whether a block is the heading of a list of works, in any language that we know."""
    return isinstance(header, pf.Header) and plain_text(header).strip().lower() in _headings()


def written_entries(doc: pf.Doc) -> Iterator[pf.Block]:
    """The entries in the lists below such headings."""
    level = 0
    for block in doc.content:
        if isinstance(block, pf.Header) and (not level or block.level <= level):
            level = block.level if is_references(block) else 0
        elif level:
            yield from list_entries([block])


def list_entries(blocks: Iterable[pf.Block]) -> Iterator[pf.Block]:
    """The first paragraph of each item of the lists among some blocks."""
    for block in blocks:
        if isinstance(block, pf.BulletList | pf.OrderedList):
            for item in block.content:
                first = item.content[0] if item.content else None
                if isinstance(first, pf.Plain | pf.Para):
                    yield first


def entry_text(block: pf.Block) -> str:
    """An entry's words, one space for each gap between them."""
    return re.sub(r"\s+", " ", plain_text(block)).strip()


@cache
def _headings() -> frozenset[str]:
    own = (words.works[key] for words in languages().values() for key in ("title", "bibliography"))
    return frozenset((*_ENGLISH, *(word.lower() for word in own)))
