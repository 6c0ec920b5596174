"""Headings of a deeper level than the book allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.book import Place
from chapbook.chapter_view import views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Text
from chapbook.parameters import SCOPE_OF_ALL, whole
from chapbook.roles import Check, Inspection

_PARAMETERS = Keys(
    {
        "max": Key(
            Text("a level from 1 to 6", "^[1-6]$"),
            "the deepest level: 1 for chapters, 2 for their sections",
            required=True,
        ),
        **SCOPE_OF_ALL,
    }
)


@dataclass(frozen=True)
class HeadingDepth:
    """`heading-depth`: runs only where `book.yaml` gives the deepest level."""

    code: str = "heading-depth"
    severity: Severity = Severity.WARNING
    summary: str = "A heading's level is deeper than the book allows."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Every heading below the deepest level, as the book counts them."""
        most = whole(inspection.parameters.get("max"))
        if most is None:
            return
        for view in views(inspection, tuple(Place)):
            for section in view.sections:
                if section.level > most:
                    yield Finding(
                        self.code,
                        f"“{section.title}” has level {section.level}, deeper than {most}",
                        section.path,
                        section.line,
                        section.column,
                        hint="move it up, or begin its first paragraph with **bold words** instead",
                    )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [HeadingDepth()]
