"""References to labels that the book does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.labels import split_label
from chapbook.numbering import SECTION, NumberingSettings
from chapbook.roles import Check, Inspection
from chapbook.survey import Reference


@dataclass(frozen=True)
class UnknownLabel:
    """`unknown-label`."""

    code: str = "unknown-label"
    severity: Severity = Severity.ERROR
    summary: str = "A reference names a label that the book does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """References such as `@fig:x` without an `{#fig:x}`."""
        known = _known(inspection)
        for path, reference, id in _unresolved(inspection):
            if not _is_made(id, inspection.texts.values()):
                yield self._finding(inspection, path, reference, id, known)

    def _finding(
        self,
        inspection: Inspection,
        path: PurePosixPath,
        reference: Reference,
        id: str,
        known: Iterable[str],
    ) -> Finding:
        if id in inspection.surveys[path].ids:
            message = f"@{id} refers to something that has no number"
            hint = "only headings, and figures and the like that stand alone, are numbered"
            return Finding(self.code, message, path, reference.line, reference.column, hint=hint)
        same = [other for other in known if _letters(other) == _letters(id)]
        fix = _fix(inspection.texts[path], reference, id, same[0]) if len(same) == 1 else None
        listed = " or ".join(f"@{name}" for name in same or _near(id, known))
        hint = f"did you mean {listed}?" if listed else f"give the thing the label {{#{id}}}"
        return Finding(
            self.code,
            f"there is no label '{id}'",
            path,
            reference.line,
            reference.column,
            hint=hint,
            fix=fix,
        )


@dataclass(frozen=True)
class ChunkLabel:
    """`chunk-label`."""

    code: str = "chunk-label"
    severity: Severity = Severity.WARNING
    summary: str = "A reference names what a chunk of R Markdown or Quarto would make."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """References to the labels of chunks, which are printed as code."""
        for path, reference, id in _unresolved(inspection):
            if _is_made(id, inspection.texts.values()):
                message = f"'{id}' is made by a chunk, which is not run"
                hint = "run it in its own tool, and put the picture or the table in its place"
                yield Finding(self.code, message, path, reference.line, reference.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [UnknownLabel(), ChunkLabel()]


def _unresolved(inspection: Inspection) -> Iterator[tuple[PurePosixPath, Reference, str]]:
    """References to labels that nothing in the book has, each with the label."""
    for path, survey in inspection.surveys.items():
        for reference in survey.references:
            for id in dict.fromkeys(reference.ids):
                names_label = _names_label(id, inspection.book.numbering)
                if names_label and not inspection.outline.resolve(id, path):
                    yield path, reference, id


def _known(inspection: Inspection) -> frozenset[str]:
    """Every label of the book that a reference can name."""
    numbering = inspection.book.numbering
    ids = {label.id for label in inspection.outline if split_label(label.id, numbering)}
    chapters = {f"sec:{plan.slug}" for plan in inspection.outline.plans}
    return frozenset(ids | chapters)


def _is_made(id: str, texts: Iterable[str]) -> bool:
    """Whether a chunk of R Markdown or Quarto has this label: bookdown leaves out the kind."""
    label = id.partition(":")[2] or id
    fence = r"[`~]{3,}[ \t]*\{(?:\w+[ ,]+|[^\n]*\blabel\s*=\s*[\"']?)"
    option = r"(?:#|//|--)\|[ \t]*label\s*:\s*[\"']?"
    ending = r"[\"']?\s*(?:[,}]|$)"
    chunk = re.compile(rf"^[ \t>]*(?:{fence}|{option}){re.escape(label)}{ending}", re.M)
    return any(chunk.search(text) for text in texts)


def _names_label(id: str, numbering: NumberingSettings) -> bool:
    """Whether `@id` is surely meant for a label of this book.

    Not `@app-store` or `@table-talk`, which are printed as they stand where nothing has that label;
    Quarto's `fig-x` has one of the prefixes that pandoc-crossref has.
    """
    prefix, colon, _ = id.partition(":")
    if not colon:
        prefix = id.partition("-")[0]
    prefixes = {SECTION, *(kind.prefix for kind in numbering.kinds)}
    is_label = "#" not in id.strip("#") and split_label(id, numbering) is not None
    return is_label and bool(colon or prefix.lower() in prefixes)


def _near(id: str, known: Iterable[str]) -> list[str]:
    """The labels whose names are like this one's: of its own kind, or the same of another."""
    prefix, _, name = re.split(r"([:-])", id, maxsplit=1)
    split = [(other, *re.split(r"[:-]", other, maxsplit=1)) for other in sorted(known)]
    own = {rest: other for other, start, rest in split if start == prefix.lower()}
    alike = [own[rest] for rest in get_close_matches(name, own, 3, 0.6)]
    return alike or [other for other, _, rest in split if rest == name]


def _letters(id: str) -> str:
    return re.sub(r"[\W_]+", "", id).lower()


def _fix(text: str, reference: Reference, old: str, new: str) -> Fix | None:
    """The label that differs in capitals and marks only, where the reference names it once."""
    if not reference.line or not reference.column:
        return None
    line = text.split("\n")[reference.line - 1]
    place = line.find(f"@{old}", reference.column - 1)
    behind = line[place + 1 + len(old) :]
    if place < 0 or re.match(r"[\w:.#$%&+?<>~/-]*\w", behind) or line.count(f"@{old}") > 1:
        return None
    return Fix(reference.line, place + 2, old, new)
