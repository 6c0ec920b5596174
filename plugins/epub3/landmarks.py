"""The landmarks: places in the book that a reading system can jump to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.book import Place
from chapbook.plugins.epub3.pages import Page, anchors_of
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, XHTML
from chapbook.roles import Manuscript
from chapbook.words import words_for

#: Lists that the vocabulary of landmarks knows: of illustrations, of tables.
_LISTS = ("loi", "lot")


@dataclass(frozen=True)
class Landmark:
    """A place, by its name in EPUB's vocabulary."""

    kind: str
    title: str
    href: str


def plan_landmarks(
    manuscript: Manuscript, pages: Sequence[Page], *, cover: str, title: str, contents: str
) -> Iterator[Landmark]:
    """Cover, title page, contents, start of the text, and the first list of each kind.

    `cover`, `title` and `contents` are addresses in the package.
    """
    words = words_for(manuscript.book.metadata.language)
    yield Landmark("cover", words.places["cover"], cover)
    yield Landmark("titlepage", words.places["titlepage"], title)
    yield Landmark("toc", words.contents, contents)
    start = _find_start(manuscript, anchors_of(tuple(pages)))
    if start is not None:
        yield Landmark("bodymatter", words.places["bodymatter"], start)
    for kind in _LISTS:
        yield from list(_find_lists(pages, kind))[:1]


def _find_start(manuscript: Manuscript, files: Mapping[str, str]) -> str | None:
    """Where the body of the book begins: its first chapter, or the Part that opens with it."""
    for plan in manuscript.included:
        if plan.chapter.place is Place.CHAPTER and plan.label.anchor in files:
            part = manuscript.outline.part_of(plan)
            label = part if part is not None and part.anchor in files else plan.label
            return f"{files[label.anchor]}#{label.anchor}"
    return None


def _find_lists(pages: Sequence[Page], kind: str) -> Iterator[Landmark]:
    for page in pages:
        for nav in page.root.iter(f"{{{XHTML}}}nav"):
            if nav.get(EPUB_TYPE) == kind and nav.get("id"):
                yield Landmark(kind, nav.get("aria-label") or kind, f"{page.name}#{nav.get('id')}")
