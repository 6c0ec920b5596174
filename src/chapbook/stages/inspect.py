"""Stage 7: look at a finished file: compare it with the outline and the manuscript, find faults."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from string import ascii_letters, digits

from chapbook.expectation import expect
from chapbook.finding import Finding, Severity, sort_findings
from chapbook.parity import Difference, compare
from chapbook.readback import squeeze
from chapbook.roles import Format, Inlines, Inspects, Legible, Manuscript, Paged, Workbench
from chapbook.stages.marks import tell_unresolved
from chapbook.wanted import Expected, only_with, without_turned

#: The code of every difference.
CODE = "parity"
_UNSHOWN, _UNDEFINED = "missing-glyph", "undefined-reference"
#: Languages whose text a PDF gives back in pieces, or in the order of its glyphs on the line: what
#: is read of it is no proof.
_UNSURE = frozenset({"ar", "fa", "he", "hi", "ja", "ko", "my", "th", "ur", "yi", "zh"})
HINT = (
    "the file is wrong, not the manuscript: look for a plugin or template that changes this, or "
    "report it; `checks: {parity: warning}` lets such files pass"
)


@dataclass(frozen=True)
class Inspected:
    """What a look at a file has told: its faults, where each anchor is, its pages' texts."""

    findings: tuple[Finding, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


def begin_expecting(
    manuscript: Manuscript, printed: Mapping[PurePosixPath, Sequence[Inlines | None]]
) -> Callable[[], Expected]:
    """Work out what a file must show while a program writes it; what is returned waits for that."""
    thread = ThreadPoolExecutor(1)
    expected = thread.submit(expect, manuscript, printed)
    thread.shutdown(wait=False)
    return expected.result


def inspect(
    manuscript: Manuscript,
    expected: Callable[[], Expected],
    path: Path,
    format: Format,
    bench: Workbench,
    findings: Sequence[Finding] = (),
    missing: Collection[str] = (),
) -> Inspected:
    """Compare the file at `path` with what is `expected`, then let its format look for faults.

    `findings` are those of the rendering, which tells of characters that no font has; `missing`
    are these characters, as far as they are known: a drawing may show them all the same.
    """
    compared = _compare(manuscript, expected, path, format, findings, missing)
    if not isinstance(format, Inspects):
        return compared
    told = sort_findings(format.inspect(path, manuscript, bench))
    target = manuscript.target.name
    named = (replace(finding, message=f"{target}: {finding.message}") for finding in told)
    return replace(compared, findings=(*compared.findings, *named))


def _compare(
    manuscript: Manuscript,
    expecting: Callable[[], Expected],
    path: Path,
    format: Format,
    findings: Sequence[Finding],
    missing: Collection[str],
) -> Inspected:
    """A format that cannot read its files back passes."""
    if not isinstance(format, Legible):
        return Inspected()
    expected = expecting()
    seen = format.read_back(path, expected.anchors)
    # Letters of other scripts that the file shows nowhere are wanting in its fonts.
    shown = set(seen.letters)
    if not any(finding.code == _UNSHOWN for finding in findings):
        shown |= {*ascii_letters, *digits}
    expected = only_with(expected, shown - set(squeeze("".join(missing))))
    if isinstance(format, Paged):
        expected = without_turned(expected)
    language = manuscript.book.metadata.language.split("-")[0].lower()
    is_unsure = isinstance(format, Paged) and language in _UNSURE
    severity = Severity.WARNING if is_unsure else Severity.ERROR
    differences = (
        _finding(d, manuscript, severity) for d in compare(expected, seen, manuscript.book)
    )
    places = {label.anchor: seen.labels.get(label.anchor) for label in expected.labels}
    # LaTeX has told of its own at their lines.
    is_told = is_unsure or any(finding.code == _UNDEFINED for finding in findings)
    marks = () if is_told else tuple(tell_unresolved(seen, manuscript))
    return Inspected(
        tuple(dict.fromkeys([*differences, *marks])),
        {anchor: found.place for anchor, found in places.items() if found is not None},
        seen.pages,
    )


def rejection(manuscript_path: PurePosixPath, target: str, count: int, kept: Path) -> Finding:
    """What is said of a file that was not let into its place."""
    faults = "1 fault" if count == 1 else f"{count} faults"
    return Finding(
        "rejected-file",
        f"{target}: the file has {faults} and was not put into place",
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
