"""The outline: every label of a book with its number, the one source of truth for numbers.

Parts are numbered in Roman numerals, chapters in decimals through all Parts, appendices in
letters; sections, figures and tables by chapter (`5.2`, `Figure 5.1`). Front and back matter and
headings marked `{-}` have no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from chapbook.book import Book, Chapter, Place
from chapbook.numerals import letters, roman
from chapbook.store import digest
from chapbook.survey import Heading, Survey

#: Heading levels that get a number: chapter, section, subsection.
NUMBERED_LEVELS = 3


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

    def part_of(self, plan: ChapterPlan) -> Label | None:
        """The Part in which a chapter stands."""
        return None if plan.chapter.part is None else self.parts[plan.chapter.part]

    def opens_part(self, plan: ChapterPlan) -> Label | None:
        """The Part that begins with this chapter, None where none does."""
        part = plan.chapter.part
        first = next((p for p in self.plans if p.chapter.part == part), None)
        return self.part_of(plan) if plan is first else None


def number_book(book: Book, surveys: Mapping[PurePosixPath, Survey]) -> Outline:
    """Give every label of the book its number and anchor."""
    parts = tuple(
        Label("part", f"part-{index}", roman(index), part.title, None)
        for index, part in enumerate(book.parts, 1)
    )
    counters = _Counters()
    slugs = {part.anchor for part in parts}
    plans = []
    for chapter in book.chapters:
        slug = _free_slug(chapter, slugs)
        plans.append(_plan_chapter(chapter, surveys[chapter.path], slug, counters))
    return Outline(parts, tuple(plans))


def is_opener(src: str) -> bool:
    """Whether an image is a chapter's opener (`ch05-opener.html`), which carries no number."""
    return bool(re.search(r"(?:^|[-_])opener\.\w+$", PurePosixPath(src).name))


@dataclass
class _Counters:
    chapters: int = 0
    appendices: int = 0
    chapter: str | None = None
    sections: list[int] = field(default_factory=list)
    figures: int = 0
    tables: int = 0
    #: The level of the unnumbered section that is open: what stands in it has no number either.
    silent: int | None = None

    def open_chapter(self, place: Place, unnumbered: bool) -> str | None:
        self.silent = None
        self.sections, self.figures, self.tables = [0] * NUMBERED_LEVELS, 0, 0
        self.chapter = None
        if place is Place.APPENDIX:
            self.appendices += 1
            self.chapter = letters(self.appendices)
        elif place is Place.CHAPTER and not unnumbered:
            self.chapters += 1
            self.chapter = str(self.chapters)
        return self.chapter

    def open_section(self, level: int, unnumbered: bool) -> str | None:
        if self.silent is not None and level <= self.silent:
            self.silent = None
        if unnumbered and self.silent is None:
            self.silent = level
        if self.silent is not None or self.chapter is None or level > NUMBERED_LEVELS:
            return None
        position = level - 2
        self.sections[position] += 1
        self.sections[position + 1 :] = [0] * (len(self.sections) - position - 1)
        return ".".join([self.chapter, *map(str, self.sections[: position + 1])])

    def next_figure(self) -> str | None:
        if self.chapter is None:
            return None
        self.figures += 1
        return f"{self.chapter}.{self.figures}"

    def next_table(self) -> str | None:
        if self.chapter is None:
            return None
        self.tables += 1
        return f"{self.chapter}.{self.tables}"


def _plan_chapter(chapter: Chapter, survey: Survey, slug: str, counters: _Counters) -> ChapterPlan:
    shift, added_title = _fit(chapter, survey)
    labels: list[Label] = []
    is_titled = added_title is not None
    if chapter.depth == 1:
        counters.chapter = None
    if added_title is not None:
        kind, number = _open(chapter, chapter.depth, False, counters)
        labels.append(
            Label(kind, slug, number, added_title, chapter.path, level=chapter.depth, line=1)
        )
    for heading in survey.headings:
        level = heading.level + shift
        kind, number = _open(chapter, level, heading.unnumbered, counters)
        # What stands above the file's own title is a section of no chapter.
        is_title = not is_titled and level <= chapter.depth
        is_titled = is_titled or is_title
        anchor = slug if is_title else f"{slug}--{heading.id}"
        title = _title(heading, number, counters.chapter)
        labels.append(
            Label(kind, anchor, number, title, chapter.path, heading.id, level, heading.line)
        )
    labels += _captions(chapter, survey, slug, counters)
    return ChapterPlan(chapter, slug, shift, added_title, tuple(labels), survey.ids)


def _open(
    chapter: Chapter, level: int, unnumbered: bool, counters: _Counters
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


def _captions(chapter: Chapter, survey: Survey, slug: str, counters: _Counters) -> list[Label]:
    labels = []
    for image in survey.images:
        if image.figure and image.caption and not is_opener(image.src):
            number = counters.next_figure()
            labels.append(
                Label(
                    "figure",
                    f"{slug}--{image.id}",
                    number,
                    image.caption,
                    chapter.path,
                    image.id,
                    0,
                    image.line,
                )
            )
    for table in survey.tables:
        if table.caption:
            number = counters.next_table()
            labels.append(
                Label(
                    "table",
                    f"{slug}--{table.id}",
                    number,
                    table.caption,
                    chapter.path,
                    table.id,
                    0,
                    table.line,
                )
            )
    return labels


def _free_slug(chapter: Chapter, taken: set[str]) -> str:
    stem = re.sub(r"^\d+[-_. ]+(?=\w)", "", chapter.name)
    slug = re.sub(r"[^\w]+", "-", stem.lower()).strip("-_") or "chapter"
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
