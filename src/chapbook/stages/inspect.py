"""Stage 7: read a finished file back and compare it with the outline and the manuscript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from string import ascii_letters, digits

from chapbook.expectation import expect
from chapbook.finding import Finding, Severity
from chapbook.parity import Difference, compare
from chapbook.roles import Format, Inlines, Legible, Manuscript, Paged
from chapbook.wanted import only_with

#: The code of every difference.
CODE = "parity"
_UNSHOWN = "missing-glyph"
#: Languages whose text a PDF gives back in pieces, or in the order of its glyphs on the line: what
#: is read of it is no proof.
_UNSURE = frozenset({"ar", "fa", "he", "hi", "ja", "ko", "my", "th", "ur", "yi", "zh"})
HINT = (
    "the file is wrong, not the manuscript: look for a plugin or template that changes this, or "
    "report it; `checks: {parity: warning}` lets such files pass"
)


@dataclass(frozen=True)
class Inspected:
    """What reading a file back has told: how it differs, where each anchor is, its pages' texts."""

    findings: tuple[Finding, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


def inspect(
    manuscript: Manuscript,
    printed: Mapping[PurePosixPath, Sequence[Inlines | None]],
    path: Path,
    format: Format,
    findings: Sequence[Finding] = (),
) -> Inspected:
    """Compare the file at `path` with the manuscript; a format that cannot read back passes.

    `findings` are those of the rendering: characters that no font has are told there.
    """
    if not isinstance(format, Legible):
        return Inspected()
    expected = expect(manuscript, printed)
    seen = format.read_back(path, expected.anchors)
    # Letters of other scripts that the file shows nowhere are wanting in its fonts.
    shown = set(seen.text)
    if not any(finding.code == _UNSHOWN for finding in findings):
        shown |= {*ascii_letters, *digits}
    expected = only_with(expected, shown)
    language = manuscript.book.metadata.language.split("-")[0].lower()
    is_unsure = isinstance(format, Paged) and language in _UNSURE
    severity = Severity.WARNING if is_unsure else Severity.ERROR
    differences = (
        _finding(d, manuscript, severity) for d in compare(expected, seen, manuscript.book)
    )
    places = {label.anchor: seen.labels.get(label.anchor) for label in expected.labels}
    return Inspected(
        tuple(dict.fromkeys(differences)),
        {anchor: found.place for anchor, found in places.items() if found is not None},
        seen.pages,
    )


def rejection(manuscript_path: PurePosixPath, target: str, count: int, kept: Path) -> Finding:
    """What is said of a file that was not let into its place."""
    places = "1 place" if count == 1 else f"{count} places"
    return Finding(
        CODE,
        f"{target}: the file differs from the book in {places} and was not put into place",
        manuscript_path,
        severity=Severity.ERROR,
        hint=f"it is kept as {kept.name} beside the last good one",
    )


def _finding(difference: Difference, manuscript: Manuscript, severity: Severity) -> Finding:
    labels = (label for label in manuscript.outline if label.anchor == difference.anchor)
    label = next(labels, None)
    chapter = label.chapter if label is not None else None
    return Finding(
        CODE,
        f"{manuscript.target.name}: {difference.message}",
        chapter or manuscript.book.manifest,
        label.line if label is not None else None,
        severity=severity,
        hint=HINT,
    )
