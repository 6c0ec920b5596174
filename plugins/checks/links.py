"""Links between the book's files that lead nowhere or name a chapter wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_files import is_file
from chapbook.outline import Label
from chapbook.roles import Check, Inspection
from chapbook.targets import Destination, Nowhere, resolve_link

_NAMED = re.compile(
    r"^(?P<kind>Chapter|Appendix)\s*(?P<number>\d+|[A-Z])?(?:\s*[:.–—-]\s*(?P<title>.+))?$"
)


@dataclass(frozen=True)
class BrokenLink:
    """`broken-link`."""

    code: str = "broken-link"
    severity: Severity = Severity.WARNING
    summary: str = "A link leads to a file or heading that the book does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Links to files that do not exist, and to headings that a chapter does not have."""
        for path, target, line, found in _resolved(inspection):
            if not isinstance(found, Nowhere):
                continue
            if found.is_chapter:
                message = f"'{target}': {found.path} has no heading '#{found.fragment}'"
                ids = [h.id for h in inspection.surveys[found.path].headings]
                near = get_close_matches(found.fragment, ids, 1)
                yield Finding(self.code, message, path, line, hint=_nearest(near))
            elif not is_file(inspection.book.root / found.path):
                message = f"'{target}' does not exist"
                names = {p.name: str(p) for p in inspection.surveys}
                near = get_close_matches(found.path.name, names, 1, 0.5)
                yield Finding(self.code, message, path, line, hint=_nearest(near))


@dataclass(frozen=True)
class LinkTitle:
    """`link-title`."""

    code: str = "link-title"
    severity: Severity = Severity.WARNING
    summary: str = "A link's text gives a chapter a number or title that it does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Links such as `[Chapter 6: Old Title](06-caching.md)`."""
        for path, survey in inspection.surveys.items():
            plan = inspection.outline.plan(path)
            if plan is None:
                continue
            for link in survey.links:
                named = _NAMED.match(link.text)
                found = resolve_link(link.target, plan.chapter, inspection.outline, survey.ids)
                if not named or not isinstance(found, Destination) or found.label is None:
                    continue
                if _agrees(named, found.label):
                    continue
                message = f"the link says '{link.text}', but it leads to {_name(found.label)}"
                hint = f"write [{_name(found.label)}]({link.target})"
                yield Finding(self.code, message, path, link.line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [BrokenLink(), LinkTitle()]


def _resolved(
    inspection: Inspection,
) -> Iterator[tuple[PurePosixPath, str, int | None, Destination | Nowhere | None]]:
    for path, survey in inspection.surveys.items():
        plan = inspection.outline.plan(path)
        if plan is not None:
            for link in survey.links:
                found = resolve_link(link.target, plan.chapter, inspection.outline, survey.ids)
                yield path, link.target, link.line, found


def _agrees(named: re.Match[str], label: Label) -> bool:
    number, title = named.group("number"), named.group("title")
    if label.kind not in ("chapter", "appendix"):
        return label.kind == "section"
    kind = named.group("kind").lower() == label.kind
    return (
        kind
        and (number is None or number == label.number)
        and (title is None or _letters(title) == _letters(label.title))
    )


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("&", "and")).strip().lower()


def _name(label: Label) -> str:
    if label.number is None:
        return label.title
    return f"{label.kind.capitalize()} {label.number}: {label.title}"


def _nearest(near: list[str]) -> str | None:
    return f"did you mean '{near[0]}'?" if near else None
