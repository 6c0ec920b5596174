"""Findings: what is wrong with a manuscript, each with a stable code and a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: errors fail a build, warnings fail it under `--strict`."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info up to 2 for error."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Fix:
    """A change that sets one thing right: the text `old` at a place becomes `new`.

    `line` and `column` count from 1, in characters of the file as it is written (without a byte
    order mark). `old` may span lines, which end in `\\n` here whatever ends them in the file.
    """

    line: int
    column: int
    old: str
    new: str

    @property
    def end(self) -> tuple[int, int]:
        """The line and column behind the last character of `old`."""
        breaks = self.old.count("\n")
        last = len(self.old) - (self.old.rfind("\n") + 1)
        return self.line + breaks, last + (1 if breaks else self.column)


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the manuscript.

    `path` is relative to the book's folder; `line` and `column` count from 1. `fix` is there
    where the thing can be set right without a person's judgment.
    """

    code: str
    message: str
    path: PurePosixPath
    line: int | None = None
    column: int | None = None
    severity: Severity = Severity.WARNING
    hint: str | None = None
    fix: Fix | None = None

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        parts = [str(self.path), self.line, self.column if self.line else None]
        return ":".join(str(part) for part in parts if part is not None)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key by which findings are sorted."""
        return (str(self.path), self.line or 0, self.column or 0, self.code, self.message)

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON values."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": str(self.path),
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "hint": self.hint,
            "fix": asdict(self.fix) if self.fix else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Finding:
        """Read back what `to_json` wrote."""
        return cls(
            code=value["code"],
            message=value["message"],
            path=PurePosixPath(value["path"]),
            line=value["line"],
            column=value["column"],
            severity=Severity(value["severity"]),
            hint=value["hint"],
            fix=Fix(**value["fix"]) if value["fix"] else None,
        )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by place, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))


@dataclass(frozen=True)
class Skipped:
    """A target that was not built, and why."""

    target: str
    reason: str
    hint: str | None = None


@dataclass(frozen=True)
class Failure:
    """A target whose rendering failed."""

    target: str
    message: str
    hint: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether findings let a run pass."""

    findings: tuple[Finding, ...] = field(default=())
    strict: bool = False

    @property
    def threshold(self) -> Severity:
        """The least severity that fails."""
        return Severity.WARNING if self.strict else Severity.ERROR

    @property
    def failed(self) -> bool:
        """Whether a finding reaches the threshold."""
        return any(finding.severity.rank >= self.threshold.rank for finding in self.findings)
