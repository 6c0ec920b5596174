"""Citations that name no entry of the bibliography, or that may name several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Entry, Inspection, Resolved
from chapbook.survey import SourceNote


@dataclass(frozen=True)
class UnresolvedSource:
    """`unresolved-source`."""

    code: str = "unresolved-source"
    severity: Severity = Severity.WARNING
    summary: str = "A citation names a work that the bibliography does not list."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Citations such as `[Source: Nobody, 2020]`; none where the book has no bibliography."""
        for path, note, found in _resolved(inspection):
            for piece, near in zip(found.unknown, found.nearest, strict=True):
                hint = f"the nearest: {_list(near)}" if near else "add it to the bibliography"
                message = f"the bibliography has no entry for “{piece}”"
                yield Finding(
                    self.code,
                    message,
                    path,
                    note.line,
                    note.column,
                    severity=self.severity,
                    hint=hint,
                )


@dataclass(frozen=True)
class AmbiguousSource:
    """`ambiguous-source`."""

    code: str = "ambiguous-source"
    severity: Severity = Severity.WARNING
    summary: str = "A citation fits several works of the bibliography."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Citations such as `[Source: Cloudflare, 2024]` of a book that lists two such works."""
        for path, note, found in _resolved(inspection):
            for piece, candidates in found.ambiguous:
                message = f"“{piece}” may be any of {len(candidates)} entries"
                hint = f"add words of the title: {_list(candidates)}"
                yield Finding(
                    self.code,
                    message,
                    path,
                    note.line,
                    note.column,
                    severity=self.severity,
                    hint=hint,
                )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [UnresolvedSource(), AmbiguousSource()]


def _resolved(inspection: Inspection) -> Iterator[tuple[PurePosixPath, SourceNote, Resolved]]:
    for path, found in inspection.resolved.items():
        for note, resolved in zip(inspection.surveys[path].notes, found, strict=True):
            yield path, note, resolved


def _list(entries: Iterable[Entry]) -> str:
    return "; ".join(_describe(entry) for entry in entries)


def _describe(entry: Entry) -> str:
    """`Cloudflare, “Media over QUIC” (2024), WORKS_CITED.md:83`."""
    authors = entry.csl.get("author", [])
    who = f"{authors[0].get('family', authors[0].get('literal'))}, " if authors else ""
    issued = entry.csl.get("issued", {}).get("date-parts", [[]])[0]
    when = f" ({issued[0]})" if issued else ""
    return f"{who}“{entry.csl.get('title', entry.key)}”{when}, {entry.path}:{entry.line}"
