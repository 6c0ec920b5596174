"""Chapters with fewer or more figures or tables than the book allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chapbook.chapter_view import views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys
from chapbook.parameters import LIMITS, LIMITS_BY_CHAPTER, SCOPE, Limits, mapping
from chapbook.roles import Check, Inspection
from chapbook.stretches import Stretch

_PARAMETERS = Keys(
    {
        **LIMITS,
        "chapters": Key(LIMITS_BY_CHAPTER, "other limits for single chapters, by their files"),
        **SCOPE,
    }
)


@dataclass(frozen=True)
class ChapterCount:
    """`chapter-figures` and `chapter-tables`: run only where `book.yaml` sets limits."""

    code: str
    summary: str
    things: str
    hint: str
    count: Callable[[Stretch], int]
    severity: Severity = Severity.WARNING
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Chapters outside their limits, at their titles."""
        if self.code not in inspection.book.checks:
            return
        said = inspection.parameters
        single = mapping(said.get("chapters"))
        for view in views(inspection):
            count = sum(self.count(section.stretch) for section in view.sections)
            limits = Limits.of(single.get(str(view.path), said))
            if broken := limits.broken_by(count):
                title = view.title
                message = f"the number of {self.things} in the chapter is {count}, {broken}"
                yield Finding(
                    self.code, message, view.path, title.line, title.column, hint=self.hint
                )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The checks of this module."""
    return [
        ChapterCount(
            "chapter-figures",
            "A chapter has fewer or more figures than the book allows.",
            "figures",
            "an opener counts, and a figure of several parts counts once",
            lambda stretch: stretch.figures,
        ),
        ChapterCount(
            "chapter-tables",
            "A chapter has fewer or more tables than the book allows.",
            "tables",
            "tables count with and without a caption",
            lambda stretch: stretch.tables,
        ),
    ]
