"""Chapters as the rules of a house style see them: title, sections and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from chapbook.book import Place
from chapbook.outline import ChapterPlan
from chapbook.parameters import texts
from chapbook.roles import Inspection
from chapbook.stretches import Stretch


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it up to the next one; a chapter's first is its title.

    `level` is that in the book, 1 for a chapter's title, whatever marks the file has.
    """

    title: str
    level: int
    path: PurePosixPath
    line: int | None
    column: int | None
    stretch: Stretch


@dataclass(frozen=True)
class ChapterView:
    """A chapter with its sections in reading order, those of files that continue it included."""

    plan: ChapterPlan
    sections: tuple[Section, ...]

    @property
    def path(self) -> PurePosixPath:
        """The chapter's file."""
        return self.plan.chapter.path

    @property
    def title(self) -> Section:
        """The chapter's own heading."""
        return self.sections[0]

    def under(self, section: Section) -> tuple[Section, ...]:
        """The sections below one, however deep."""
        start = self.sections.index(section) + 1
        return tuple(_until(self.sections[start:], section.level))


def views(
    inspection: Inspection, default: Sequence[Place] = (Place.CHAPTER,)
) -> Iterator[ChapterView]:
    """The chapters that a check's `kinds` and `except` leave; `default` are its kinds."""
    for group in _groups(inspection.outline.plans):
        if _is_wanted(group[0], inspection, default):
            sections = tuple(s for plan in group for s in _sections(inspection, plan))
            yield ChapterView(group[0], sections)


def files_of(inspection: Inspection) -> Iterator[tuple[PurePosixPath, str]]:
    """The files and texts that a check's `kinds`, by default all, and `except` leave."""
    for plan in inspection.outline.plans:
        if _is_wanted(plan, inspection, tuple(Place)):
            yield plan.chapter.path, inspection.texts[plan.chapter.path]


def _is_wanted(plan: ChapterPlan, inspection: Inspection, default: Sequence[Place]) -> bool:
    chapter = plan.chapter
    kinds = texts(inspection.parameters.get("kinds")) or tuple(default)
    return chapter.place in kinds and str(chapter.path) not in texts(
        inspection.parameters.get("except")
    )


def _groups(plans: Sequence[ChapterPlan]) -> Iterator[list[ChapterPlan]]:
    """Each chapter's plan with those of the files that continue it."""
    group: list[ChapterPlan] = []
    for plan in plans:
        if plan.chapter.depth == 1 and group:
            yield group
            group = []
        group.append(plan)
    if group:
        yield group


def _sections(inspection: Inspection, plan: ChapterPlan) -> Iterator[Section]:
    path = plan.chapter.path
    survey = inspection.surveys[path]
    above, *below = survey.stretches or (Stretch(),)
    if plan.added_title is not None or not survey.headings:
        title = plan.added_title or plan.label.title
        yield Section(title, plan.chapter.depth, path, 1, None, above)
        above = Stretch()
    for heading, stretch in zip(survey.headings, below, strict=True):
        # What stands above the file's first heading belongs to it.
        whole, above = _joined(above, stretch), Stretch()
        level = heading.level + plan.shift
        title = heading.title or heading.text
        yield Section(title, level, path, heading.line, heading.column, whole)


def _joined(above: Stretch, stretch: Stretch) -> Stretch:
    return replace(
        stretch,
        words=above.words + stretch.words,
        paragraphs=above.paragraphs + stretch.paragraphs,
        figures=above.figures + stretch.figures,
        tables=above.tables + stretch.tables,
    )


def _until(sections: Sequence[Section], level: int) -> Iterator[Section]:
    for section in sections:
        if section.level <= level:
            return
        yield section
