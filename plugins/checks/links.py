"""Links between the book's files that lead nowhere or name a chapter wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from os.path import relpath
from pathlib import PurePosixPath
from urllib.parse import quote

from chapbook.finding import Finding, Fix, Severity
from chapbook.fixing import as_markdown
from chapbook.hookspecs import hookimpl
from chapbook.manifest_files import is_file
from chapbook.outline import Label
from chapbook.roles import Check, Inspection
from chapbook.survey import Link
from chapbook.targets import Destination, Nowhere, resolve_link

_NAMED = re.compile(
    r"^(?P<label>(?P<kind>Chapter|Appendix)\s*(?P<number>\d+|[A-Z])?)"
    r"(?:(?P<mark>\s*[:.–—-]\s*)(?P<title>.+))?$"
)


@dataclass(frozen=True)
class BrokenLink:
    """`broken-link`."""

    code: str = "broken-link"
    severity: Severity = Severity.WARNING
    summary: str = "A link leads to a file or heading that the book does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Links to files that do not exist, and to headings that a chapter does not have."""
        for path, link, found in _resolved(inspection):
            if not isinstance(found, Nowhere):
                continue
            line, column = link.line, link.column
            if found.is_chapter:
                message = f"'{link.target}': {found.path} has no heading '#{found.fragment}'"
                ids = [h.id for h in inspection.surveys[found.path].headings]
                near = get_close_matches(found.fragment, ids, 1)
                yield Finding(self.code, message, path, line, column, hint=_nearest(near))
            elif not is_file(inspection.book.root / found.path):
                message = f"'{link.target}' does not exist"
                names = {p.name: str(p) for p in inspection.surveys}
                near = get_close_matches(found.path.name, names, 1, 0.5)
                same = [name for name in names if _stem(name) == _stem(found.path.name)]
                fix = _renamed(link, same[0], inspection.texts[path]) if len(same) == 1 else None
                found_names = same if len(same) == 1 else near
                hint = _nearest([relpath(names[name], path.parent) for name in found_names])
                yield Finding(self.code, message, path, line, column, hint=hint, fix=fix)


@dataclass(frozen=True)
class LinkTitle:
    """`link-title`."""

    code: str = "link-title"
    severity: Severity = Severity.WARNING
    summary: str = "A link's text gives a chapter a number or title that it does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Links such as `[Chapter 6: Old Title](06-caching.md)`."""
        titles = {_letters(plan.label.title) for plan in inspection.outline.plans}
        for path, link, found in _resolved(inspection):
            named = _NAMED.match(link.text)
            if not named or not isinstance(found, Destination) or found.label is None:
                continue
            if _agrees(named, found.label):
                continue
            message = f"the link says '{link.text}', but it leads to {_name(found.label)}"
            hint = f"write [{_name(found.label)}]({link.target})"
            # The title of another chapter: the text may be right, and the target wrong.
            is_others = _letters(named["title"] or "") in titles - {_letters(found.label.title)}
            fix = None if is_others else _fix(named, found.label, link, inspection.texts[path])
            yield Finding(self.code, message, path, link.line, link.column, hint=hint, fix=fix)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [BrokenLink(), LinkTitle()]


def _resolved(
    inspection: Inspection,
) -> Iterator[tuple[PurePosixPath, Link, Destination | Nowhere | None]]:
    for path, survey in inspection.surveys.items():
        plan = inspection.outline.plan(path)
        if plan is not None:
            for link in survey.links:
                found = resolve_link(link.target, plan.chapter, inspection.outline, survey.ids)
                yield path, link, found


def _stem(name: str) -> str:
    """A file's name without the number before it: `05-networks.md` → `networks.md`."""
    return re.sub(r"^(?:ch(?:apter)?[-_ ]?)?\d+[-_. ]+(?=\w)", "", name)


def _renamed(link: Link, name: str, text: str) -> Fix | None:
    """The link to a file that is there under another number, where its target is plain."""
    old = link.target.partition("#")[0].rpartition("/")[2]
    written = f"[{link.text}]({link.target}"
    if not link.line or not link.column or not old or quote(name) != name:
        return None
    if not text.split("\n")[link.line - 1].startswith(written, link.column - 1):
        return None
    before = len(written) - len(link.target) + link.target.partition("#")[0].rfind("/") + 1
    return Fix(link.line, link.column + before, old, name)


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


def _fix(named: re.Match[str], label: Label, link: Link, text: str) -> Fix | None:
    """The current number, and the current title where one is given, if both are plain text."""
    if not link.line or not link.column or label.number is None:
        return None
    old, new = named["label"], f"{label.kind.capitalize()} {label.number}"
    if named["title"] and _letters(named["title"]) != _letters(label.title):
        title = as_markdown(label.title)
        if title is None:
            return None
        old, new = link.text, f"{new}{named['mark']}{title}"
    line = text.split("\n")[link.line - 1][link.column - 1 :]
    behind = f"]({link.target}" if old == link.text else ""
    return Fix(link.line, link.column + 1, old, new) if line.startswith(f"[{old}{behind}") else None


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("&", "and")).strip().lower()


def _name(label: Label) -> str:
    if label.number is None:
        return label.title
    return f"{label.kind.capitalize()} {label.number}: {label.title}"


def _nearest(near: list[str]) -> str | None:
    return f"did you mean '{near[0]}'?" if near else None
