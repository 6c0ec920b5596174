"""Chapters that are longer or shorter than the book allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.chapter_view import ChapterView, Section, views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Many, Text
from chapbook.parameters import LIMITS, LIMITS_BY_CHAPTER, SCOPE, Limits, mapping, texts
from chapbook.roles import Check, Inspection
from chapbook.words import words_for

_PARAMETERS = Keys(
    {
        **LIMITS,
        "chapters": Key(LIMITS_BY_CHAPTER, "other limits for single chapters, by their files"),
        "without": Key(
            Many(Text()), "titles of sections that do not count; default the lists of works"
        ),
        **SCOPE,
    }
)


@dataclass(frozen=True)
class ChapterWords:
    """`chapter-words`: runs only where `book.yaml` sets limits."""

    code: str = "chapter-words"
    severity: Severity = Severity.WARNING
    summary: str = "A chapter has fewer or more words than the book allows."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Chapters outside their limits, at their titles."""
        said = inspection.parameters
        if self.code not in inspection.book.checks:
            return
        lists = words_for(inspection.book.metadata.language).prose.references
        without = [title.casefold() for title in texts(said.get("without")) or lists]
        single = mapping(said.get("chapters"))
        for view in views(inspection):
            limits = Limits.of(single.get(str(view.path), said))
            count = sum(section.stretch.words for section in _counted(view, without))
            if broken := limits.broken_by(count):
                title = view.title
                message = f"the chapter has {count:,} words, {broken}"
                hint = "code, formulas, drawings, addresses and lists of works are not counted"
                yield Finding(self.code, message, view.path, title.line, title.column, hint=hint)


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [ChapterWords()]


def _counted(view: ChapterView, without: Sequence[str]) -> Iterator[Section]:
    """The sections that count: none of those titles, and none below one of them."""
    silent: int | None = None
    for section in view.sections:
        if silent is not None and section.level > silent:
            continue
        silent = section.level if section.title.casefold() in without else None
        if silent is None:
            yield section
