"""Headings whose levels skip one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection
from chapbook.survey import Heading


@dataclass(frozen=True)
class HeadingSkip:
    """`heading-skip`."""

    code: str = "heading-skip"
    severity: Severity = Severity.WARNING
    summary: str = "A heading is more than one level below the heading before it."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Headings such as `####` right after `##`."""
        for path, survey in inspection.surveys.items():
            lines = inspection.texts[path].split("\n")
            for above, heading in pairwise(survey.headings):
                if heading.level > max(above.level, _written_level(above, lines)) + 1:
                    marks = "#" * (above.level + 1)
                    message = (
                        f"“{heading.text}” has level {heading.level}, the heading before it "
                        f"(“{above.text}”) level {above.level}"
                    )
                    hint = f"write {marks}, or put a heading of level {above.level + 1} before it"
                    yield Finding(self.code, message, path, heading.line, heading.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [HeadingSkip()]


def _written_level(heading: Heading, lines: Sequence[str]) -> int:
    """The number of marks that a heading has: `## Networks` below `# Chapter 5` is one with it."""
    marks = re.match(r"#*", lines[heading.line - 1]) if heading.line else None
    return len(marks.group()) if marks else 0
