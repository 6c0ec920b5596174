"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from chapbook import __version__
from chapbook.finding import Finding, Fix, Severity
from chapbook.roles import Check

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(findings: Iterable[Finding], checks: Sequence[Check]) -> dict[str, Any]:
    """One SARIF run; `path` of each finding is relative to the book's folder."""
    rules = [{"id": c.code, "shortDescription": {"text": c.summary}} for c in checks]
    driver = {"name": "chapbook", "version": __version__, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(f) for f in findings],
            }
        ],
    }


def _result(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(str(finding.path))}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
        if finding.column:
            place["region"]["startColumn"] = finding.column
    message = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    result = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }
    if finding.fix:
        change = {"artifactLocation": place["artifactLocation"]}
        result["fixes"] = [{"artifactChanges": [change | _replacement(finding.fix)]}]
    return result


def _replacement(fix: Fix) -> dict[str, Any]:
    end_line, end_column = fix.end
    region = {
        "startLine": fix.line,
        "startColumn": fix.column,
        "endLine": end_line,
        "endColumn": end_column,
    }
    return {"replacements": [{"deletedRegion": region, "insertedContent": {"text": fix.new}}]}
