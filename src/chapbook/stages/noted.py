"""Take the citations of each chapter that can be printed, and count the notes they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.outline import Outline
from chapbook.roles import Citation, Cited, Inlines, Resolved
from chapbook.survey import SourceNote, Survey


@dataclass(frozen=True)
class CitedChapter:
    """The citations of a chapter that can be printed, and the place of each among all of its."""

    path: PurePosixPath
    citations: tuple[Citation, ...]
    places: tuple[int, ...]
    count: int
    #: The places of those that stand in a heading.
    titled: frozenset[int] = frozenset()

    def placed(self, printed: Sequence[Inlines]) -> tuple[Inlines | None, ...]:
        """The printed citations among all of the chapter's; None where one is left as written."""
        found: list[Inlines | None] = [None] * self.count
        for place, inlines in zip(self.places, printed, strict=True):
            found[place] = inlines
        return tuple(found)


def cite_chapters(
    surveys: Mapping[PurePosixPath, Survey],
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
    outline: Outline,
    notes: str,
) -> list[CitedChapter]:
    """The citations of each file in reading order.

    `notes` is what footnotes are counted by, `chapter` or `book`, where the style makes a note of
    each citation: those count among the author's own. It is empty in other styles.
    """
    chapters = []
    opener, count = PurePosixPath(), 0
    for path, found in resolved.items():
        survey, plan = surveys[path], outline.plan(path)
        if plan is None or plan.chapter.depth == 1:
            opener, count = path, count if notes == "book" else 0
        pairs = list(zip(survey.notes, found, strict=True))
        complete = tuple(place for place, (_, works) in enumerate(pairs) if works.complete)
        citations = []
        for place in complete:
            note, works = pairs[place]
            count += bool(notes) and not note.footnote
            number = count + note.after + note.footnote if notes or note.footnote else 0
            inside = note.footnote > 0
            citations.append(Citation(opener, _works_of(note, works), number, inside))
        count += survey.footnotes
        titled = frozenset(place for place in complete if pairs[place][0].titled)
        chapters.append(CitedChapter(path, tuple(citations), complete, len(pairs), titled))
    return chapters


def _works_of(note: SourceNote, found: Resolved) -> tuple[Cited, ...]:
    locators = found.locators or (("page", ""),) * len(found.entries)
    if not note.cited:
        pairs = zip(found.entries, locators, strict=True)
        return tuple(Cited(entry, locator=at, label=label) for entry, (label, at) in pairs)
    return tuple(
        Cited(entry, key.prefix, key.suffix, key.locator, key.label, key.mode)
        for entry, key in zip(found.entries, note.cited, strict=True)
    )
