"""Labels that authors give: two of one name, unused ones, and ones that name another kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.labels import split_label
from chapbook.locate import mask_code
from chapbook.numbering import NumberingSettings
from chapbook.roles import Check, Inspection
from chapbook.survey import Heading
from chapbook.targets import Destination, resolve_link


@dataclass(frozen=True)
class Definition:
    """A label as its author gave it; `id` tells two of one name in a chapter apart."""

    named: str
    id: str
    kind: str
    path: PurePosixPath
    line: int | None
    column: int | None

    @property
    def place(self) -> str:
        """`path:line`."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True)
class DuplicateLabel:
    """`duplicate-label`."""

    code: str = "duplicate-label"
    severity: Severity = Severity.ERROR
    summary: str = "Two things have one label, so a reference to it may mean either."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Labels given twice in a chapter, or in two of which a third one's reference means one."""
        ambiguous = _ambiguous(inspection)
        first: dict[str, list[Definition]] = {}
        for found in _definitions(inspection):
            others = first.setdefault(found.named, [])
            other = next((o for o in others if o.path == found.path), None)
            if other is None and others and found.named in ambiguous:
                other = others[0]
            others.append(found)
            if other is not None:
                asked = ambiguous.get(found.named)
                message = f"the label '{found.named}' is also that of {other.place}"
                message += f"; {asked} may mean either" if asked else ""
                yield Finding(
                    self.code,
                    message,
                    found.path,
                    found.line,
                    found.column,
                    hint="rename one of them, and what refers to it",
                )


@dataclass(frozen=True)
class UnusedLabel:
    """`unused-label`."""

    code: str = "unused-label"
    severity: Severity = Severity.INFO
    summary: str = "A label is given that nothing in the book refers to."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Labels such as `{#fig:x}` without a reference or link to them."""
        used = _used(inspection)
        parents = {
            (path, item.parent)
            for path, survey in inspection.surveys.items()
            for item in survey.numbered
            if (path, item.id) in used
        }
        for found in _definitions(inspection):
            if (found.path, found.id) not in used | parents:
                message = f"nothing refers to the label '{found.named}'"
                hint = f"refer to it with @{found.named}, or leave it out"
                yield Finding(self.code, message, found.path, found.line, found.column, hint=hint)


@dataclass(frozen=True)
class WrongKind:
    """`wrong-kind`."""

    code: str = "wrong-kind"
    severity: Severity = Severity.WARNING
    summary: str = "A label's prefix names another kind than the thing that has it."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Labels such as `{#fig:x}` on a table, and every reference to them."""
        numbering = inspection.book.numbering
        wrong: dict[tuple[PurePosixPath | None, str], str] = {}
        for found in _definitions(inspection):
            split = split_label(found.named, numbering)
            if split is None or split[0] == found.kind or _is_mere_id(found, split[0], numbering):
                continue
            kind = numbering.kind(found.kind)
            prefix = kind.prefix if kind else "sec"
            message = f"the label '{found.named}' is on a {found.kind}"
            hint = f"call it '{prefix}:{split[1]}', here and in what refers to it"
            wrong[(found.path, found.id)] = message
            yield Finding(self.code, message, found.path, found.line, found.column, hint=hint)
        for path, survey in inspection.surveys.items() if wrong else ():
            for reference in survey.references:
                for id in reference.ids:
                    for label in inspection.outline.resolve(id, path):
                        said = wrong.get((label.chapter, label.id))
                        if said:
                            message = f"{reference.text} refers to something else: {said}"
                            yield Finding(
                                self.code, message, path, reference.line, reference.column
                            )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [DuplicateLabel(), UnusedLabel(), WrongKind()]


def _is_mere_id(found: Definition, named: str, numbering: NumberingSettings) -> bool:
    """Whether a heading's id only happens to begin with a kind's name: `example-data`."""
    kind = numbering.kind(named)
    word, dash, _ = found.named.partition("-")
    is_plain = bool(dash) and ":" not in word and kind is not None and word.lower() != kind.prefix
    return found.kind == "section" and is_plain


def _definitions(inspection: Inspection) -> Iterator[Definition]:
    """Every label of a known prefix that is written in the text, in reading order."""
    numbering = inspection.book.numbering
    for path, survey in inspection.surveys.items():
        written = _written(inspection.texts[path])
        for heading in survey.headings:
            named = _name_of(heading, written)
            if split_label(named, numbering):
                place = heading.line, heading.column
                yield Definition(named, heading.id, "section", path, *place)
        for item in survey.numbered:
            if split_label(item.named, numbering):
                kind = "figure" if item.kind == "subfigure" else item.kind
                yield Definition(item.named, item.id, kind, path, item.line, item.column)


def _written(text: str) -> Counter[str]:
    """The ids that attributes in a text give, and how often each."""
    return Counter(re.findall(r"\{[^{}\n]*?#([^\s{}]+)", mask_code(text)))


def _name_of(heading: Heading, written: Counter[str]) -> str:
    """The label that its author gave a heading, empty where none was given.

    The second of two that are called `sec:x` has the id `sec:x-1`.
    """
    if written[heading.id]:
        return heading.id
    base = re.sub(r"-\d+$", "", heading.id)
    return base if written[base] > 1 else ""


def _used(inspection: Inspection) -> set[tuple[PurePosixPath | None, str]]:
    """The chapter and id of every label that a reference or link leads to."""
    used: set[tuple[PurePosixPath | None, str]] = set()
    for path, survey in inspection.surveys.items():
        for reference in survey.references:
            for id in reference.ids:
                labels = inspection.outline.resolve(id, path)
                used.update((label.chapter, label.id) for label in labels)
        plan = inspection.outline.plan(path)
        if plan is None:
            continue
        for link in survey.links:
            found = resolve_link(link.target, plan.chapter, inspection.outline, survey.ids)
            if isinstance(found, Destination) and found.label is not None:
                used.add((found.label.chapter, found.label.id))
    return used


def _ambiguous(inspection: Inspection) -> Mapping[str, str]:
    """Each label that a reference leaves open, and the first such reference."""
    found: dict[str, str] = {}
    for path, survey in inspection.surveys.items():
        for reference in survey.references:
            for id in reference.ids:
                labels = inspection.outline.resolve(id, path)
                if len(labels) > 1:
                    place = f"{path}:{reference.line}" if reference.line else str(path)
                    found.setdefault(labels[0].id, f"{reference.text} ({place})")
    return found
