"""Numbers that an author typed before a heading, against the ones that the book computes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.numerals import roman
from chapbook.outline import NUMBERED_LEVELS, Label
from chapbook.roles import Check, Inspection
from chapbook.survey import Heading


@dataclass(frozen=True)
class NumberMismatch:
    """`number-mismatch`."""

    code: str = "number-mismatch"
    severity: Severity = Severity.WARNING
    summary: str = "A heading's typed number is not the one that the book computes."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Headings such as `# Chapter 4: …` in what is chapter 5."""
        for path, survey in inspection.surveys.items():
            for heading in survey.headings:
                label = inspection.outline.find(path, heading.id)
                if label is not None and _differs(heading, label):
                    message = (
                        f"the heading says '{heading.typed}', the book makes it {_said(label)}"
                    )
                    hint = "correct the heading or the order of the contents"
                    yield Finding(self.code, message, path, heading.line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [NumberMismatch()]


def _differs(heading: Heading, label: Label) -> bool:
    typed = (heading.typed or "").split()[-1:] if heading.typed else []
    if not typed or not (typed[0][0].isdigit() or (len(typed[0]) == 1 and typed[0].isupper())):
        return False
    if label.title == heading.text or label.level > NUMBERED_LEVELS:
        return False  # it is a part of the title, or the book numbers nothing so deep
    number = label.number or ""
    if label.kind == "section" and "." not in typed[0]:
        # A step of its own (`3. Install`) counts within its section, not through the book.
        return bool(number) and typed[0] != number.rsplit(".", 1)[-1]
    return typed[0] not in {number, roman(int(number)) if number.isdigit() else number}


def _said(label: Label) -> str:
    if label.number is None:
        return "unnumbered"
    return f"{label.kind} {label.number}"
