"""Stage 4: run the checks over the surveyed book, as `book.yaml` switches and weighs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from chapbook.book import Book, CheckSettings
from chapbook.companion_books import Companions
from chapbook.finding import Finding
from chapbook.outline import Outline
from chapbook.registry import Registry
from chapbook.roles import Entry, Inspection, Resolved
from chapbook.survey import Survey


def examine(
    book: Book,
    outline: Outline,
    surveys: Mapping[PurePosixPath, Survey],
    texts: Mapping[PurePosixPath, str],
    bibliography: tuple[Entry, ...],
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
    registry: Registry,
    companions: Companions = Companions(),
) -> Iterator[Finding]:
    """Every finding of every check that is on."""
    for check in registry.checks:
        settings = book.checks.get(check.code, CheckSettings())
        if not settings.enabled:
            continue
        inspection = Inspection(
            book=book,
            outline=outline,
            surveys=surveys,
            texts=texts,
            parameters=settings.parameters,
            bibliography=bibliography,
            resolved=resolved,
            companions=companions,
        )
        severity = settings.severity or check.severity
        for finding in check.check(inspection):
            yield replace(finding, severity=severity)


def weigh(book: Book, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings of other stages, switched and weighed by `book.yaml` like those of checks."""
    for finding in findings:
        settings = book.checks.get(finding.code, CheckSettings())
        if settings.enabled:
            yield replace(finding, severity=settings.severity or finding.severity)
