"""Chapters that are empty, and two chapters that claim one number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection


@dataclass(frozen=True)
class EmptyChapter:
    """`empty-chapter`."""

    code: str = "empty-chapter"
    severity: Severity = Severity.ERROR
    summary: str = "A chapter file holds no text."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Chapters without a single block."""
        for path, survey in inspection.surveys.items():
            if survey.blocks == 0:
                hint = "write the chapter, or take it out of the book's contents"
                yield Finding(self.code, "the chapter is empty", path, 1, hint=hint)


@dataclass(frozen=True)
class NumberClash:
    """`number-clash`."""

    code: str = "number-clash"
    severity: Severity = Severity.ERROR
    summary: str = "Two chapters are headed by one number."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """The second and later chapters whose typed number another one has."""
        first: dict[str, str] = {}
        for path, survey in inspection.surveys.items():
            for heading in survey.headings[:1]:
                if heading.typed is None or not any(c.isdigit() for c in heading.typed):
                    continue
                if heading.typed in first:
                    message = f"'{heading.typed}' is also the heading of {first[heading.typed]}"
                    hint = "renumber one of them, or leave the number out: it is computed anyway"
                    yield Finding(self.code, message, path, heading.line, heading.column, hint=hint)
                first.setdefault(heading.typed, str(path))


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [EmptyChapter(), NumberClash()]
