"""Numbers that an author typed before a heading, against the ones that the book computes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.numerals import roman
from chapbook.outline import Label
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
        targets = {link.target for survey in inspection.surveys.values() for link in survey.links}
        for path, survey in inspection.surveys.items():
            for heading in survey.headings:
                label = inspection.outline.find(path, heading.id)
                if label is not None and _differs(heading, label, inspection.book.numbering.depth):
                    message = (
                        f"the heading says '{heading.typed}', the book makes it {_said(label)}"
                    )
                    hint = "correct the heading or the order of the contents"
                    is_target = any(s.endswith(f"#{heading.id}") for s in targets)
                    fix = None if is_target else _fix(heading, label, inspection.texts[path])
                    yield Finding(
                        self.code, message, path, heading.line, heading.column, hint=hint, fix=fix
                    )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [NumberMismatch()]


def _differs(heading: Heading, label: Label, depth: int) -> bool:
    typed = (heading.typed or "").split()[-1:] if heading.typed else []
    if not typed or not (typed[0][0].isdigit() or (len(typed[0]) == 1 and typed[0].isupper())):
        return False
    if label.title == heading.text or label.level > depth:
        return False  # it is a part of the title, or the book numbers nothing so deep
    number = label.number or ""
    if label.kind == "section" and "." not in typed[0]:
        # A step of its own (`3. Install`) counts within its section, not through the book.
        return bool(number) and typed[0] != number.rsplit(".", 1)[-1]
    return typed[0] not in {number, roman(int(number)) if number.isdigit() else number}


def _fix(heading: Heading, label: Label, text: str) -> Fix | None:
    """The computed number in place of the typed one, where both are written in the same way.

    Not where a link names the heading by an id that is made of its text (`#chapter-4-networks`).
    """
    typed = heading.typed or ""
    word, _, old = typed.rpartition(" ")
    new = label.number or ""
    if label.kind == "section" and "." not in old:
        new = new.rpartition(".")[2]
    elif new.isdigit() and _is_roman(old):
        new = roman(int(new))
    is_named = not word or word.lower() == label.kind
    if not heading.line or not heading.column or not new or not is_named:
        return None
    if new.isdigit() != old.isdigit() or not _stands(text, heading, typed):
        return None
    column = heading.column + len(typed) - len(old)
    return Fix(heading.line, column, old, new)


def _is_roman(number: str) -> bool:
    return bool(number) and set(number) <= set("IVXLC")


def _stands(text: str, heading: Heading, typed: str) -> bool:
    line = text.split("\n")[(heading.line or 1) - 1]
    return line.startswith(typed, (heading.column or 1) - 1)


def _said(label: Label) -> str:
    if label.number is None:
        return "unnumbered"
    return f"{label.kind} {label.number}"
