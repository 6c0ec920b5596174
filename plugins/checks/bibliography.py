"""Entries of the bibliography that are listed twice, lack something, or have a faulty address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from chapbook.entry_words import fold
from chapbook.finding import Finding, Fix, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Entry, Inspection

_HOSTS = (
    "doi.org", "arxiv.org", "rfc-editor.org", "datatracker.ietf.org", "tools.ietf.org", "w3.org",
    "github.com", "wikipedia.org", "acm.org", "ieee.org", "usenix.org", "iso.org", "itu.int",
)  # fmt: skip
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`]*[^\s\"<>{}|\\^`.,;]")
_URL = re.compile(r"(?:https?|ftp)://(?:[^\s/@]+@)?(?P<host>[^\s/:?#]+)(?::\d+)?(?:[/?#]\S*)?")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+|localhost|[\d.]+|\[[\da-fA-F:.]+\]")
#: What each type cannot be found without; one of the words of each group is enough.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article-journal": (("author", "editor"), ("issued",), ("container-title",)),
    "article-magazine": (("issued",), ("container-title",)),
    "article-newspaper": (("issued",), ("container-title",)),
    "book": (("author", "editor", "collection-editor", "translator"), ("publisher", "URL", "DOI")),
    "chapter": (("author",), ("container-title",), ("issued",)),
    "paper-conference": (
        ("author",),
        ("issued",),
        ("container-title", "event-title", "event"),
    ),
    "thesis": (("author",), ("issued",), ("publisher",)),
    "report": (("author", "editor", "publisher"), ("issued", "number", "URL")),
}
_NAMES = {
    "container-title": "what it is published in", "issued": "a year", "URL": "an address",
    "publisher": "a publisher", "author": "an author", "editor": "an editor",
}  # fmt: skip


@dataclass(frozen=True)
class DuplicateEntry:
    """`duplicate-entry`."""

    code: str = "duplicate-entry"
    severity: Severity = Severity.WARNING
    summary: str = "Two entries of the bibliography seem to be the same work."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Entries with one DOI, one arXiv number, or one title and nothing to tell them apart."""
        files = set(inspection.book.bibliography)
        known: dict[tuple[PurePosixPath | None, str], list[Entry]] = {}
        for entry in _listed(inspection):
            # A chapter's own list says works of the bibliography and of other lists again.
            lists = None if entry.path in files else entry.path
            marks = [(lists, mark) for mark in _marks(entry.csl)]
            alike = {id(e): e for mark in marks for e in known.get(mark, ())}.values()
            for mark in marks:
                known.setdefault(mark, []).append(entry)
            for first in alike:
                if why := _same(first, entry):
                    message = f"“{_title(entry)}” is listed already: {why}"
                    hint = f"compare it with {first.path}:{first.line}, and keep one"
                    yield Finding(
                        self.code, message, entry.path, entry.line,
                        severity=self.severity, hint=hint,
                    )  # fmt: skip
                    break


@dataclass(frozen=True)
class IncompleteEntry:
    """`incomplete-entry`."""

    code: str = "incomplete-entry"
    severity: Severity = Severity.INFO
    summary: str = "An entry of the bibliography lacks what works of its kind are found by."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """A journal article without its journal, a book without a publisher, and so on."""
        for entry in _listed(inspection):
            for group in _NEEDED.get(str(entry.csl.get("type")), ()):
                if not any(entry.csl.get(field) for field in group):
                    lacking = _NAMES.get(group[0], f"a {group[0]}")
                    message = f"“{_title(entry)}” lacks {lacking}"
                    yield Finding(
                        self.code, message, entry.path, entry.line, severity=self.severity
                    )


@dataclass(frozen=True)
class MalformedIdentifier:
    """`malformed-identifier`."""

    code: str = "malformed-identifier"
    severity: Severity = Severity.WARNING
    summary: str = "A DOI, ISBN or address of the bibliography cannot be right."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """DOIs and addresses of the wrong form, ISBNs whose last digit does not fit."""
        for entry in _listed(inspection):
            for message in _faults(entry.csl):
                yield Finding(self.code, message, entry.path, entry.line, severity=self.severity)


@dataclass(frozen=True)
class InsecureLink:
    """`insecure-link`."""

    code: str = "insecure-link"
    severity: Severity = Severity.WARNING
    summary: str = "An address of the bibliography begins with http where https is known to work."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """`http://doi.org/…` and the like; the fix writes https."""
        lines: dict[PurePosixPath, list[str]] = {}
        for entry in _listed(inspection):
            for found in re.finditer(r"http://([^\s/:?#>)\"]+)", entry.raw):
                host = found.group(1).lower()
                if any(host == known or host.endswith(f".{known}") for known in _HOSTS):
                    fix = _fix(inspection, entry, found.group(), lines)
                    yield Finding(
                        self.code,
                        f"{host} is reached by https",
                        entry.path,
                        fix.line if fix else entry.line,
                        fix.column if fix else None,
                        severity=self.severity,
                        hint="write https:// for http://",
                        fix=fix,
                    )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [DuplicateEntry(), IncompleteEntry(), MalformedIdentifier(), InsecureLink()]


def _listed(inspection: Inspection) -> Sequence[Entry]:
    """The entries of the bibliography's files and of the chapters' own lists, each place once."""
    return list({(e.path, e.line, e.key): e for e in inspection.bibliography}.values())


def _marks(csl: Mapping[str, Any]) -> Iterator[str]:
    """What two entries of one work have in common at the least."""
    for field in ("DOI", "archive_location"):
        if csl.get(field):
            yield f"{field} {csl[field]}".lower()
    if title := fold(str(csl.get("title", ""))):
        yield title


def _same(first: Entry, second: Entry) -> str:
    """Why two entries are one work; empty where they are not."""
    one, other = first.csl, second.csl
    for field, name in (("DOI", "the same DOI"), ("archive_location", "the same archive number")):
        if one.get(field) and str(one[field]).lower() == str(other.get(field, "")).lower():
            return name
    years = {year for csl in (one, other) if (year := _year(csl))}
    titles = fold(str(one.get("title", ""))).split(), fold(str(other.get("title", ""))).split()
    if len(years) > 1 or titles[0] != titles[1] or not titles[0]:
        return ""
    if _people(one) & _people(other):
        return "the same title and author"
    # Short titles (`Pricing`, `API Reference`) are many works' titles.
    return "the same title and year" if len(years) == 1 and len(titles[0]) > 3 and (
        _year(one) == _year(other)
    ) else ""  # fmt: skip


def _people(csl: Mapping[str, Any]) -> set[str]:
    names = [name for name in csl.get("author", []) if isinstance(name, Mapping)]
    said = " ".join(str(name.get("family", name.get("literal", ""))) for name in names)
    words = {word for word in fold(said).split() if len(word) > 2 and word != "others"}
    return words | {word for word in fold(str(csl.get("container-title", ""))).split()[:1] if words}


def _year(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    dates = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(dates[0][0]) if dates and dates[0] else ""


def _faults(csl: Mapping[str, Any]) -> Iterator[str]:
    if "DOI" in csl and not _DOI.fullmatch(str(csl["DOI"])):
        yield f"“{csl['DOI']}” is no DOI: it would begin with 10. and a number, and have a slash"
    if "ISBN" in csl:
        for isbn in re.split(r"[;,]\s*|\s{2,}", str(csl["ISBN"])):
            if isbn and not _is_isbn(re.sub(r"[\s–-]", "", isbn).upper()):
                yield f"“{isbn}” is no ISBN: its digits do not add up"
    if "URL" in csl:
        url = _URL.fullmatch(str(csl["URL"]))
        if url is None or not _HOST.fullmatch(url["host"]):
            yield f"“{csl['URL']}” is no address"


def _is_isbn(digits: str) -> bool:
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(value * (10 - i) for i, value in enumerate(values)) % 11 == 0
    return False


def _fix(
    inspection: Inspection, entry: Entry, address: str, lines: dict[PurePosixPath, list[str]]
) -> Fix | None:
    """The change in the entry's own lines, if the address stands in them exactly once."""
    if entry.path not in lines:
        try:
            text = (inspection.book.root / entry.path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = ""
        lines[entry.path] = text.splitlines()
    end = entry.line + max(entry.raw.count("\n"), 1)
    places = [
        (number, found.start() + 1)
        for number, line in enumerate(lines[entry.path][entry.line - 1 : end], entry.line)
        for found in re.finditer(re.escape(address), line)
    ]
    if len(places) != 1:
        return None
    return Fix(*places[0], "http://", "https://")


def _title(entry: Entry) -> str:
    title = re.sub(r"<[^>]+>", "", str(entry.csl.get("title", entry.key)))
    return title if len(title) <= 60 else f"{title[:57]}…"
