"""Citations against the bibliography: unknown, ambiguous, misdated, and entries uncited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.citing import resolver, split_note, take_apart
from chapbook.entry_match import Level, match, profile
from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.readback import squeeze
from chapbook.roles import Check, Entry, Inspection, Resolved
from chapbook.survey import SourceNote

#: What a citation says of a work beyond its author: words of its title.
_OF_TITLE = (Level.COVERED, Level.WORK, Level.TITLE)
#: A preprint and its print are this many years apart; more are two works.
_APART = 2
_RFC = re.compile(r"\bRFC[\s-]?\d+\b", re.IGNORECASE)
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
        misdated = _Misdated(inspection)
        for path, note, found in _resolved(inspection):
            for piece, near in zip(found.unknown, found.nearest, strict=True):
                if misdated.entry(piece, path):
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
        """Citations such as `[Source: Kwon, 2022]` of the one work that is listed with 2023.

        A citation by author alone counts only where a person has this one work in the list and
        the years are near: organizations publish a lot. RFCs are known by their number.
        """
        misdated = _Misdated(inspection)
        for path, note, found in _resolved(inspection):
            wrong = [(piece, misdated.entry(piece, path)) for piece in found.unknown]
            if found.complete and not note.cited:
                wrong += list(_misdated_standards(note, found))
            for piece, entry in wrong:
                if entry is not None:
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


class _Misdated:
    """Finds the one entry that a citation fits in all but the year."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._own = {entry.path for entry in inspection.bibliography}
        self._known: dict[PurePosixPath | None, _Listed] = {}

    def entry(self, piece: str, path: PurePosixPath) -> Entry | None:
        """The entry; None where none fits, or where more than the year may be meant."""
        years = _years(piece)
        undated = _YEAR.sub("", piece).strip(" ,.()")
        if not years or not re.search(r"[^\W\d]", undated):
            return None
        found = self._listed(path).find(undated, "").entries
        if len(found) != 1 or (year := _year(found[0])) is None or year in years:
            return None
        wanted, known = take_apart(undated), profile(found[0])
        if match(wanted, known) in _OF_TITLE:
            return found[0]
        near = min(abs(year - said) for said in years) <= _APART
        family = known.families[:1]
        alone = bool(family) and self._listed(path).works[family[0]] == 1
        return found[0] if near and alone else None

    def _listed(self, path: PurePosixPath) -> _Listed:
        """What the chapter can cite; the same for all that have no list of their own."""
        own = path if path in self._own else None
        if own not in self._known:
            book = self._inspection.book
            files = {*book.bibliography, path}
            entries = [entry for entry in self._inspection.bibliography if entry.path in files]
            firsts = Counter(name for e in entries for name in profile(e).families[:1])
            find = resolver(entries, book.metadata.language, nearest_too=False)
            self._known[own] = _Listed(find, firsts)
        return self._known[own]


@dataclass(frozen=True)
class _Listed:
    """The entries that one chapter can cite, and how many there are of each first author."""

    find: Callable[[str, str], Resolved]
    works: Counter[str]


def _misdated_standards(note: SourceNote, found: Resolved) -> Iterator[tuple[str, Entry]]:
    """`RFC 6716, 2013`, whose number says which work it is."""
    pieces = split_note(note.text)
    for piece, entry in zip(pieces, found.entries, strict=False):
        years = _years(_RFC.sub("", piece))
        if len(pieces) == len(found.entries) and _RFC.search(piece) and years:
            year = _year(entry)
            if year is not None and year not in years:
                yield piece, entry


def _years(piece: str) -> set[int]:
    return {int(year.strip("()")[:4]) for year in _YEAR.findall(piece)}


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
