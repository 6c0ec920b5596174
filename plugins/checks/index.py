"""Marks of the index that do not fit together, and an index without marks or marks without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from chapbook.amounts import amount
from chapbook.book_index import entry_key, pair_ranges
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.index_entries import IndexMark, Levels
from chapbook.roles import Check, Inspection

#: What an attribute may say, and what to write.
_MEANT = {
    "main": ("true nor false", "write main=true, or leave it out"),
    "range": ("start nor end", "write range=start or range=end, or leave it out"),
}


@dataclass(frozen=True)
class IndexRange:
    """`index-range`."""

    code: str = "index-range"
    severity: Severity = Severity.WARNING
    summary: str = "A passage of the index begins and does not end, or ends and did not begin."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Marks with `range=start` or `range=end` that have no partner."""
        marks = list(_marks(inspection))
        ends = pair_ranges(mark for _, mark in marks)
        paired = {*ends.keys(), *ends.values()}
        for place, (path, mark) in enumerate(marks):
            if mark.range and place not in paired:
                other = "end" if mark.range == "start" else "start"
                wrong = "does not end" if mark.range == "start" else "did not begin"
                message = f"the passage '{_shown(mark.entry)}' {wrong}"
                hint = f'add []{{.index entry="{"!".join(mark.entry)}" range={other}}}'
                yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)


@dataclass(frozen=True)
class IndexWords:
    """`index-mark`."""

    code: str = "index-mark"
    severity: Severity = Severity.WARNING
    summary: str = "A mark of the index has a value that means nothing, or no closing brace."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Marks that are read otherwise than they are written."""
        for path, mark in _marks(inspection):
            for said in mark.unread:
                meant, hint = _MEANT[said.partition("=")[0]]
                message = (
                    f"the mark of '{_shown(mark.entry)}' says {said}, which is neither {meant}"
                )
                yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)
        hint = "close each brace that is opened, or put the words into backticks"
        for path, survey in inspection.surveys.items():
            for text in survey.unclosed:
                message = f"{text.tag} has no closing brace and is printed as text"
                yield Finding(self.code, message, path, text.line, text.column, hint=hint)


@dataclass(frozen=True)
class IndexReferral:
    """`index-see`."""

    code: str = "index-see"
    severity: Severity = Severity.WARNING
    summary: str = "An entry of the index refers to one that the index does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """`see` and `see-also` with the name of no entry."""
        marks = list(_marks(inspection))
        known = {
            entry_key(mark.entry)[:depth]
            for _, mark in marks
            for depth in range(1, len(mark.entry) + 1)
        }
        names = sorted("!".join(key) for key in known)
        for path, mark in marks:
            for target in (*mark.see, *mark.also):
                if entry_key(target) in known:
                    continue
                near = get_close_matches("!".join(entry_key(target)), names, 1, 0.6)
                hint = f"did you mean '{near[0]}'?" if near else "mark a place for it"
                message = f"'{_shown(mark.entry)}' refers to '{_shown(target)}', which is no entry"
                yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)


@dataclass(frozen=True)
class EmptyIndex:
    """`empty-index`."""

    code: str = "empty-index"
    severity: Severity = Severity.WARNING
    summary: str = "An index is asked for, and nothing is marked for it."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Requests for an index in a book without marks."""
        if any(survey.marks for survey in inspection.surveys.values()):
            return
        for path, survey in inspection.surveys.items():
            for line in survey.indexes:
                message = "the index is empty: the book marks nothing for it"
                hint = "mark places with [term]{.index}, or leave the index out"
                yield Finding(self.code, message, path, line, hint=hint)


@dataclass(frozen=True)
class DuplicateIndex:
    """`duplicate-index`."""

    code: str = "duplicate-index"
    severity: Severity = Severity.WARNING
    summary: str = "The index is asked for twice; it is printed where it is asked for first."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Every request for the index but the first."""
        surveys = inspection.surveys.items()
        requests = [(path, line) for path, survey in surveys for line in survey.indexes]
        for path, line in requests[1:]:
            first = ":".join(str(part) for part in requests[0] if part is not None)
            message = f"the index is printed already, in {first}"
            yield Finding(self.code, message, path, line, hint="keep one of the two places")


@dataclass(frozen=True)
class UnprintedIndex:
    """`unprinted-index`."""

    code: str = "unprinted-index"
    severity: Severity = Severity.INFO
    summary: str = "Places are marked for an index, and the book prints none."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """The first mark of a book without a request for the index."""
        if any(survey.indexes for survey in inspection.surveys.values()):
            return
        marks = list(_marks(inspection))
        if marks:
            path, mark = marks[0]
            message = f"{amount(len(marks), 'mark')} for an index that the book does not print"
            hint = "put ::: {.index} and ::: into a chapter `# Index` of the back matter"
            yield Finding(self.code, message, path, mark.line, mark.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [
        IndexRange(),
        IndexWords(),
        IndexReferral(),
        EmptyIndex(),
        DuplicateIndex(),
        UnprintedIndex(),
    ]


def _marks(inspection: Inspection) -> Iterator[tuple[PurePosixPath, IndexMark]]:
    for path, survey in inspection.surveys.items():
        for mark in survey.marks:
            yield path, mark


def _shown(entry: Levels) -> str:
    return ", ".join(entry)
