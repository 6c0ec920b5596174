"""Citations against the bibliography: unknown, ambiguous, misdated, and entries uncited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.citing import resolver
from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.readback import squeeze
from chapbook.roles import Check, Entry, Inspection, Resolved
from chapbook.survey import SourceNote

_YEAR = re.compile(r"\(?\b(?:1[5-9]|20)\d\d[a-z]?\b\)?")
#: How Pandoc's citations name what a locator counts.
_LABELS = {"page": "p.", "chapter": "ch.", "section": "sec.", "figure": "fig."}


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
                if _misdated(piece, path, inspection):
                    continue
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


@dataclass(frozen=True)
class SourceYear:
    """`source-year`."""

    code: str = "source-year"
    severity: Severity = Severity.WARNING
    summary: str = "A citation gives another year than the entry that it fits."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Citations such as `[Source: Kwon, 2022]` of the one work that is listed with 2023."""
        for path, note, found in _resolved(inspection):
            for piece in found.unknown:
                for entry in _misdated(piece, path, inspection):
                    yield Finding(
                        self.code,
                        f"“{piece}” has another year than its entry: {_describe(entry)}",
                        path,
                        note.line,
                        note.column,
                        severity=self.severity,
                        hint="correct the year, or add the work that is meant to the bibliography",
                    )


@dataclass(frozen=True)
class UncitedSource:
    """`uncited-source`."""

    code: str = "uncited-source"
    severity: Severity = Severity.INFO
    summary: str = "No citation names an entry of the bibliography."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Entries of the book's bibliography files; none in a book that cites nothing."""
        cited = {e.key for notes in inspection.resolved.values() for n in notes for e in n.entries}
        files = set(inspection.book.bibliography)
        for entry in inspection.bibliography if cited else ():
            if entry.key not in cited and entry.path in files:
                yield Finding(
                    self.code,
                    f"nothing cites “{entry.csl.get('title', entry.key)}”",
                    entry.path,
                    entry.line,
                    severity=self.severity,
                    hint=f"cite it as [@{entry.key}], or leave it for further reading",
                )


@dataclass(frozen=True)
class ShortSource:
    """`short-source`: runs only where `book.yaml` names it."""

    code: str = "short-source"
    severity: Severity = Severity.INFO
    summary: str = "A citation gives author and year where it could give the entry's key."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Citations of the form `[Source: Kwon et al., 2023]`, each with its fix."""
        if self.code not in inspection.book.checks:
            return
        own = {entry.key for entry in inspection.bibliography if ":" in entry.key}
        for path, note, found in _resolved(inspection):
            keys = [entry.key for entry in found.entries]
            if note.cited or not found.complete or note.line is None or own.intersection(keys):
                continue
            locators = found.locators or (("page", ""),) * len(keys)
            works = [_keyed(key, *place) for key, place in zip(keys, locators, strict=True)]
            new = f"[{'; '.join(works)}]"
            yield Finding(
                self.code,
                f"[Source: {note.text}] is {new}",
                path,
                note.line,
                note.column,
                severity=self.severity,
                hint="`publish check --fix` writes it",
                fix=_rewritten(inspection.texts[path], note, new),
            )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [UnresolvedSource(), AmbiguousSource(), SourceYear(), UncitedSource(), ShortSource()]


def _keyed(key: str, label: str, locator: str) -> str:
    return f"@{key}, {_LABELS.get(label, label)} {locator}" if locator else f"@{key}"


def _rewritten(text: str, note: SourceNote, new: str) -> Fix | None:
    """The change of a citation that stands in the source as the survey read it."""
    lines = text.split("\n")
    if note.line is None or note.column is None or note.line > len(lines):
        return None
    rest = "\n".join([lines[note.line - 1][note.column - 1 :], *lines[note.line :]])
    end = rest.find("]")
    old = rest[: end + 1]
    said = old.partition(":")[2].removesuffix("]")
    is_same = end > 0 and squeeze(said) == squeeze(note.text) and "[" not in said
    return Fix(note.line, note.column, old, new) if is_same else None


def _misdated(piece: str, path: PurePosixPath, inspection: Inspection) -> tuple[Entry, ...]:
    """The one entry that a citation fits in all but the year."""
    years = {int(year.strip("()")[:4]) for year in _YEAR.findall(piece)}
    undated = _YEAR.sub("", piece).strip(" ,.()")
    if not years or not re.search(r"[^\W\d]", undated):
        return ()
    files = {*inspection.book.bibliography, path}
    entries = [entry for entry in inspection.bibliography if entry.path in files]
    found = resolver(entries)(undated, "").entries
    dated = [e for e in found if _year(e) is not None and _year(e) not in years]
    return tuple(dated) if len(found) == len(dated) == 1 else ()


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
    year = _year(entry)
    when = f" ({year})" if year is not None else ""
    return f"{who}“{entry.csl.get('title', entry.key)}”{when}, {entry.path}:{entry.line}"


def _year(entry: Entry) -> int | None:
    issued = entry.csl.get("issued", {}).get("date-parts", [[]])[0]
    return int(issued[0]) if issued else None
