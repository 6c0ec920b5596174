"""Where a link leads: to a chapter, to a heading in it, out of the book, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from chapbook.book import Chapter
from chapbook.outline import ChapterPlan, Label, Outline, anchor_of

_EXTERNAL = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


@dataclass(frozen=True)
class Destination:
    """A place in the book. `label` is None for an id that is no heading, figure or table."""

    anchor: str
    chapter: PurePosixPath
    label: Label | None = None


@dataclass(frozen=True)
class Nowhere:
    """A link that leads to nothing in the book.

    `path` is the file meant, relative to the book's folder; `is_chapter` tells that the file is a
    chapter and only the `fragment` is wrong.
    """

    path: PurePosixPath
    fragment: str
    is_chapter: bool


def resolve_link(
    target: str, chapter: Chapter, outline: Outline, own_ids: Collection[str] = ()
) -> Destination | Nowhere | None:
    """Where a link in `chapter` leads; None for links out of the book (`https:`, `mailto:`, …)."""
    if not target or _EXTERNAL.match(target):
        return None
    name, _, fragment = unquote(target).partition("#")
    name = name.partition("?")[0]
    path = chapter.path
    if name:
        joined = posixpath.normpath(posixpath.join(str(chapter.path.parent), name))
        path = PurePosixPath(joined)
    plan = _chapter_plan(path, outline)
    if plan is None:
        return Nowhere(path, fragment, False)
    if not fragment:
        return Destination(plan.label.anchor, plan.chapter.path, plan.label)
    label = find_label(plan, fragment)
    if label is not None:
        return Destination(label.anchor, plan.chapter.path, label)
    if fragment in plan.ids or (plan.chapter.path == chapter.path and fragment in own_ids):
        return Destination(anchor_of(plan.slug, fragment), plan.chapter.path)
    return Nowhere(plan.chapter.path, fragment, True)


def find_label(plan: ChapterPlan, fragment: str) -> Label | None:
    """The label that a fragment names, by Pandoc's id or by the one GitHub or mdBook would make."""
    for label in plan.labels:
        if label.id == fragment or label.anchor == fragment:
            return label
    wanted = fragment.lower()
    return next((label for label in plan.labels if _github_id(label.title) == wanted), None)


def _chapter_plan(path: PurePosixPath, outline: Outline) -> ChapterPlan | None:
    """The chapter that a path means: its file, or the page that a web site would make of it."""
    plans = map(outline.plan, (path, *_sources(path)))
    return next((plan for plan in plans if plan is not None), None)


def _sources(page: PurePosixPath) -> Iterator[PurePosixPath]:
    stem = page.with_suffix("") if page.suffix in (".html", ".htm") else page
    if stem.name in ("", ".", ".."):
        return
    for ending in (".md", ".markdown", ".Rmd", ".rmd", ".qmd"):
        yield stem.with_name(stem.name + ending)
    yield from (page / "README.md", page / "index.md")


def _github_id(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
