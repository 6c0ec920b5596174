"""Stage 4: run the checks over the surveyed book, as `book.yaml` switches and weighs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chapbook.book import Book, CheckSettings
from chapbook.finding import Finding
from chapbook.registry import Registry
from chapbook.roles import Inspection


def examine(inspection: Inspection, registry: Registry) -> Iterator[Finding]:
    """Every finding of every check that is on; each gets the parameters that the book sets."""
    for check in registry.checks:
        settings = inspection.book.checks.get(check.code, CheckSettings())
        if not settings.enabled:
            continue
        severity = settings.severity or check.severity
        for finding in check.check(replace(inspection, parameters=settings.parameters)):
            yield replace(finding, severity=severity)


def weigh(book: Book, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings of other stages, switched and weighed by `book.yaml` like those of checks."""
    for finding in findings:
        settings = book.checks.get(finding.code, CheckSettings())
        if settings.enabled:
            yield replace(finding, severity=settings.severity or finding.severity)
