"""Findings: their place, their order, and what fails a run."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.finding import Finding, Fix, Severity, Verdict, sort_findings

PATH = PurePosixPath("chapters/01.md")


def finding(line: int | None = None, column: int | None = None, **more: object) -> Finding:
    return Finding("code", "wrong", PATH, line, column, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [
        (None, None, "chapters/01.md"),
        (None, 4, "chapters/01.md"),
        (3, None, "chapters/01.md:3"),
        (3, 4, "chapters/01.md:3:4"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(
    line: int | None, column: int | None, place: str
) -> None:
    assert finding(line, column).place == place


def test_findings_are_sorted_by_place_and_each_is_told_once() -> None:
    late, early = finding(10), finding(9)
    assert sort_findings([late, early, late, finding()]) == (finding(), early, late)


def test_a_finding_survives_json() -> None:
    told = finding(3, 4, severity=Severity.ERROR, hint="do so")
    assert Finding.from_json(told.to_json()) == told
    fixable = finding(3, 4, fix=Fix(3, 4, "old", "new"))
    assert Finding.from_json(fixable.to_json()) == fixable


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        (Severity.INFO, True, False),
        (Severity.WARNING, False, False),
        (Severity.WARNING, True, True),
        (Severity.ERROR, False, True),
    ],
)
def test_errors_fail_a_run_and_warnings_a_strict_one(
    severity: Severity, strict: bool, fails: bool
) -> None:
    assert Verdict((finding(severity=severity),), strict).failed is fails
    assert not Verdict((), strict).failed
