"""The outline: every label of a book with its number, the one source of truth for numbers.

Unless the book says otherwise, Parts are numbered in Roman numerals, chapters in decimals through
all Parts, appendices in letters; sections, figures and everything else by chapter (`5.2`,
`Figure 5.1`). Front and back matter and headings marked `{-}` have no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from chapbook.book import Book, Chapter
from chapbook.counting import Counters
from chapbook.labels import spellings, split_label
from chapbook.numbering import NumberingSettings
from chapbook.numerals import write_number
from chapbook.store import digest
from chapbook.survey import Heading, Numbered, Survey

#: White space, and marks that mean something in an XML id, in an address or to TeX.
_ODD = re.compile(r"[\s!-*,/:-@\[-^`{-~]")
#: Kinds that are counted only where they have a caption or a label.
_CAPTIONED = ("figure", "subfigure", "table", "listing")


@dataclass(frozen=True)
class Label:
    """One thing that can be pointed to.

    `anchor` is unique in the book and the same in all formats; `id` is what Pandoc calls it
    within its chapter. `number` is complete (`5.2`, `II`, `A.1`), None for what is not numbered.
    """

    kind: str
    anchor: str
    number: str | None
    title: str
    chapter: PurePosixPath | None
    id: str = ""
    level: int = 1
    line: int | None = None


@dataclass(frozen=True)
class ChapterPlan:
    """How one chapter file is fitted into the book.

    `shift` is added to each heading's level; `added_title` is the title to put before a file that
    has no heading for itself. `ids` are all the ids that its text can be linked by.
    """

    chapter: Chapter
    slug: str
    shift: int
    added_title: str | None
    labels: tuple[Label, ...]
    ids: tuple[str, ...] = ()

    @property
    def label(self) -> Label:
        """The label of the chapter (or continuing section) itself."""
        return next(label for label in self.labels if label.anchor == self.slug)


@dataclass(frozen=True)
class Outline:
    """All labels of a book in reading order."""

    parts: tuple[Label, ...]
    plans: tuple[ChapterPlan, ...]
    numbering: NumberingSettings = NumberingSettings()

    def __iter__(self) -> Iterator[Label]:
        shown: set[int] = set()
        for plan in self.plans:
            part = plan.chapter.part
            if part is not None and part not in shown:
                shown.add(part)
                yield self.parts[part]
            yield from plan.labels

    @cached_property
    def _by_path(self) -> Mapping[PurePosixPath, ChapterPlan]:
        return {plan.chapter.path: plan for plan in self.plans}

    @cached_property
    def _by_id(self) -> Mapping[tuple[PurePosixPath | None, str], Label]:
        labels = (label for plan in self.plans for label in reversed(plan.labels) if label.id)
        return {(label.chapter, label.id): label for label in labels}

    @cached_property
    def digest(self) -> str:
        """A digest of every label and of everything else that can be linked to."""
        return digest(*(repr(label) for label in self), [plan.ids for plan in self.plans])

    def plan(self, path: PurePosixPath) -> ChapterPlan | None:
        """The plan of the chapter file at `path`, None if the book has no such chapter."""
        return self._by_path.get(path)

    def find(self, path: PurePosixPath, id: str) -> Label | None:
        """The label that the chapter at `path` knows as `id`."""
        return self._by_id.get((path, id))

    def resolve(self, ref: str, path: PurePosixPath) -> tuple[Label, ...]:
        """The labels that `@ref` in the chapter at `path` may mean: none, one, or several.

        Labels of the chapter itself come before those of other chapters. `sec:` and `part:` take a
        heading's id or a chapter's slug, too.
        """
        for spelling in spellings(ref):
            found = self._named(spelling, path)
            if found:
                return found
        split = split_label(ref, self.numbering)
        if split is None or split[0] not in ("section", "part"):
            return ()
        kind, name = split
        if kind == "part":
            wanted = {name, f"part-{name}"}
            return tuple(p for p in self.parts if p.anchor in wanted or slug_of(p.title) == name)
        return self._named(name, path) or tuple(p.label for p in self.plans if p.slug == name)

    def _named(self, id: str, path: PurePosixPath) -> tuple[Label, ...]:
        own = self.find(path, id)
        if own is not None:
            return (own,)
        return tuple(self._all_by_id.get(id, ()))

    @cached_property
    def _all_by_id(self) -> Mapping[str, list[Label]]:
        found: dict[str, list[Label]] = {}
        for plan in self.plans:
            for label in plan.labels:
                if label.id:
                    found.setdefault(label.id, []).append(label)
        return found

    def part_of(self, plan: ChapterPlan) -> Label | None:
        """The Part in which a chapter stands."""
        return None if plan.chapter.part is None else self.parts[plan.chapter.part]

    def holder(self, label: Label) -> PurePosixPath | None:
        """The chapter file with which a label comes: of a Part, the one that it stands before."""
        if label.kind != "part" or label not in self.parts:
            return label.chapter
        part = self.parts.index(label)
        plans = (plan for plan in self.plans if plan.chapter.part == part)
        return next((plan.chapter.path for plan in plans), None)

    def opens_part(self, plan: ChapterPlan) -> Label | None:
        """The Part that begins with this chapter, None where none does."""
        part = plan.chapter.part
        first = next((p for p in self.plans if p.chapter.part == part), None)
        return self.part_of(plan) if plan is first else None


def number_book(book: Book, surveys: Mapping[PurePosixPath, Survey]) -> Outline:
    """Give every label of the book its number and anchor."""
    settings = book.numbering
    parts = tuple(
        Label("part", f"part-{index}", write_number(index, settings.parts), part.title, None)
        for index, part in enumerate(book.parts, 1)
    )
    counters = Counters(settings)
    slugs = {part.anchor for part in parts}
    plans = []
    for chapter in book.chapters:
        slug = _free_slug(chapter, slugs)
        plans.append(_plan_chapter(chapter, surveys[chapter.path], slug, counters))
    return Outline(parts, tuple(plans), settings)


def is_opener(src: str) -> bool:
    """Whether an image is a chapter's opener (`ch05-opener.html`), which carries no number."""
    return bool(re.search(r"(?:^|[-_])opener\.\w+$", PurePosixPath(src).name))


def anchor_of(slug: str, id: str) -> str:
    """The anchor of an id in the chapter with this slug."""
    return f"{slug}--{in_anchor(id)}"


def in_anchor(id: str) -> str:
    """An id as it is in anchors, without marks that not every format takes in one."""
    return _ODD.sub("-", id)


def slug_of(text: str) -> str:
    """A text as part of an anchor: `The Sea, II` → `the-sea-ii`."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_")


def _plan_chapter(chapter: Chapter, survey: Survey, slug: str, counters: Counters) -> ChapterPlan:
    shift, added_title = _fit(chapter, survey)
    labels: list[Label] = []
    things: list[Label] = []
    is_titled = added_title is not None
    if chapter.depth == 1:
        counters.open_part(chapter.part)
        counters.chapter = None
    if added_title is not None:
        kind, number = _open(chapter, chapter.depth, False, counters)
        labels.append(
            Label(kind, slug, number, added_title, chapter.path, level=chapter.depth, line=1)
        )
    things += _things(chapter, survey, slug, counters, 0)
    for count, heading in enumerate(survey.headings, 1):
        level = heading.level + shift
        kind, number = _open(chapter, level, heading.unnumbered, counters)
        # What stands above the file's own title is a section of no chapter.
        is_title = not is_titled and level <= chapter.depth
        is_titled = is_titled or is_title
        anchor = slug if is_title else anchor_of(slug, heading.id)
        title = _title(heading, number, counters.chapter)
        labels.append(
            Label(kind, anchor, number, title, chapter.path, heading.id, level, heading.line)
        )
        things += _things(chapter, survey, slug, counters, count)
    return ChapterPlan(chapter, slug, shift, added_title, (*labels, *things), survey.ids)


def _open(
    chapter: Chapter, level: int, unnumbered: bool, counters: Counters
) -> tuple[str, str | None]:
    if level == 1:
        kind = chapter.place.value
        return kind, counters.open_chapter(chapter.place, unnumbered)
    return "section", counters.open_section(level, unnumbered)


def _title(heading: Heading, number: str | None, chapter: str | None) -> str:
    """A heading's title; what was typed stays where no computed number takes its place."""
    typed = heading.typed or ""
    stays = number is None and typed[:1].isdigit() and (chapter is None or "." not in typed)
    if not heading.sure:
        stays = stays or not typed.startswith(f"{chapter}.")
    return heading.text if stays and heading.text else heading.title


def _fit(chapter: Chapter, survey: Survey) -> tuple[int, str | None]:
    """The shift of heading levels, and the title to add where the file has none of its own."""
    headings = survey.headings
    if not headings:
        return 0, chapter.title or survey.title or _spoken(chapter.name)
    top = min(heading.level for heading in headings)
    titles = [heading for heading in headings if heading.level == top]
    if survey.title and top > 1:
        return chapter.depth + 1 - top, survey.title
    if chapter.depth == 1 and top > 1 and len(titles) > 1:
        return 2 - top, chapter.title or _spoken(chapter.name)
    return chapter.depth - top, None


def _things(
    chapter: Chapter, survey: Survey, slug: str, counters: Counters, after: int
) -> Iterator[Label]:
    """The labels of what stands between the heading with this number and the next one."""
    numbers: dict[str, str | None] = {}
    for item in survey.numbered:
        is_counted = item.caption or item.named or item.kind not in _CAPTIONED
        if item.after == after and is_counted:
            number = numbers[item.id] = _count(item, counters, numbers)
            anchor = anchor_of(slug, item.id)
            yield Label(
                item.kind, anchor, number, item.caption, chapter.path, item.id, 0, item.line
            )


def _count(item: Numbered, counters: Counters, numbers: Mapping[str, str | None]) -> str | None:
    kind = counters.settings.kind(item.kind)
    if item.label:
        return item.label
    if item.kind == "subfigure":
        return counters.next_subfigure(item.parent, numbers.get(item.parent))
    return None if item.unnumbered or kind is None else counters.next_of(kind)


def _free_slug(chapter: Chapter, taken: set[str]) -> str:
    slug = slug_of(re.sub(r"^\d+[-_. ]+(?=\w)", "", chapter.name)) or "chapter"
    slug = slug if slug[0].isalpha() else f"chapter-{slug}"
    free, count = slug, 1
    while free in taken:
        count += 1
        free = f"{slug}-{count}"
    taken.add(free)
    return free


def _spoken(name: str) -> str:
    words = re.sub(r"^\d+[-_. ]+(?=\w)", "", name).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
