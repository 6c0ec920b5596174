"""Files of chapters that are not called as the book wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.chapter_view import views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys
from chapbook.parameters import SCOPE, text
from chapbook.path_pattern import PATH_PATTERN, example, fits
from chapbook.roles import Check, Inspection

_PARAMETERS = Keys(
    {"pattern": Key(PATH_PATTERN, "what the files are called", required=True), **SCOPE}
)


@dataclass(frozen=True)
class ChapterFile:
    """`chapter-file`: runs only where `book.yaml` gives the pattern."""

    code: str = "chapter-file"
    severity: Severity = Severity.WARNING
    summary: str = "A chapter's file is not called as the book wants."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Files that do not fit the pattern with the chapter's printed number."""
        pattern = text(inspection.parameters.get("pattern"))
        if not pattern:
            return
        for view in views(inspection):
            number = view.plan.label.number
            numbers = {number} if number else set()
            if not fits(pattern, view.path, numbers):
                wanted = example(pattern, numbers)
                message = f"the chapter's file is not called '{wanted}'"
                yield Finding(self.code, message, view.path, 1, hint=f"rename it to {wanted}")


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [ChapterFile()]
