"""Read WORKS_CITED.md: prose entries in numbered or bulleted lists under the chapters' headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from chapbook.entry_keys import key_for
from chapbook.entry_text import plain, read_all
from chapbook.entry_words import fold
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import BibliographyReader, Entry

_NAME = re.compile(r"(?:works[-_ ]?cited|references)(?:[-_ ].*)?\.(?:md|markdown)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*(?:#+\s*)?(?:\{[^}]*\}\s*)?")
_ITEM = re.compile(r"(?: {0,3}\d+[.)]| ?[-*+])\s+(?P<text>\S.*)")
#: Sections about the bibliography, not of it: their lists hold no entries.
_ASIDE = re.compile(
    r"(?:frequently cited|most cited|about|how to|legend|verification|change)\b.*|.*\bnotes?",
    re.IGNORECASE,
)
_FREQUENT = re.compile(
    r"\|\s*(?P<name>[^|()]+?)\s*\((?P<author>[^|()]+?),?\s*(?P<year>\d{4})\)\s*\|"
)


@dataclass(frozen=True)
class WorksCited:
    """The reader `works-cited`."""

    name: str = "works-cited"

    def reads(self, path: PurePosixPath) -> bool:
        """Files such as `WORKS_CITED.md`, `works-cited.md` and `references.md`."""
        return _NAME.fullmatch(path.name) is not None

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every work once, at its first place; works that several chapters cite are one entry."""
        works: dict[tuple[str, ...], Entry] = {}
        findings: list[Finding] = []
        for item in _items(text):
            read = read_all(item.text)
            if read is None:
                findings.append(_unread(item, path))
            csl, left = read or ({"type": "document", "title": plain(item.text).rstrip(".")}, ())
            if left:
                findings.append(_left(left, item, path))
            entry = Entry("", csl, path, item.line, item.text, item.section, (item.section,))
            known = works.get(_identity(csl))
            works[_identity(csl)] = _merge(known, entry) if known else entry
        named = _name_frequent(text, works.values())
        return _with_keys(named), tuple(findings)


@hookimpl
def chapbook_bibliographies() -> Iterable[BibliographyReader]:
    """The reader of this module."""
    return [WorksCited()]


@dataclass(frozen=True)
class _Item:
    text: str
    line: int
    section: str


def _items(text: str) -> Iterator[_Item]:
    """List items under headings, with the lines that continue them."""
    open_item: _Item | None = None
    section, aside_level = "", 0
    for number, line in enumerate(_without_code(text).splitlines(), 1):
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if open_item and (heading or item or not line.strip()):
            yield open_item
            open_item = None
        if heading:
            level, section = len(heading.group(1)), plain(heading.group(2))
            if not aside_level or level <= aside_level:
                aside_level = level if _ASIDE.fullmatch(section) else 0
        elif item and not aside_level:
            open_item = _Item(item.group("text"), number, section)
        elif open_item:
            open_item = replace(open_item, text=f"{open_item.text} {line.strip()}")
    if open_item:
        yield open_item


def _without_code(text: str) -> str:
    """Comments and fenced code blank, with every line in its place."""
    pattern = r"<!--.*?-->|^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$"
    return re.sub(
        pattern,
        lambda found: "\n" * found.group().count("\n"),
        text,
        flags=re.DOTALL | re.MULTILINE,
    )


def _unread(item: _Item, path: PurePosixPath) -> Finding:
    said = item.text if len(item.text) <= 60 else f"{item.text[:57]}…"
    return Finding(
        "bibliography-entry",
        f"no title can be made out in “{said}”",
        path,
        item.line,
        hint='the usual form is **Author** (2023). "Title." *Container*. https://…',
    )


def _left(pieces: Iterable[str], item: _Item, path: PurePosixPath) -> Finding:
    said = "; ".join(f"“{piece}”" for piece in pieces)
    return Finding(
        "bibliography-entry",
        f"{said} is read as a remark on the work, which few styles print",
        path,
        item.line,
        severity=Severity.INFO,
        hint="put a remark into brackets at the end of the entry: [" + "; ".join(pieces) + "]",
    )


def _merge(first: Entry, again: Entry) -> Entry:
    """What only a later mention tells (pages, a DOI) completes the first.

    Where a later section says it in other words, these are kept under the custom field `listed`.
    """
    sections = tuple(dict.fromkeys([*first.sections, *again.sections]))
    csl = {**again.csl, **first.csl}
    if again.raw != first.raw and again.section not in first.sections:
        custom = csl.get("custom", {})
        listed = {**custom.get("listed", {}), again.section: again.raw}
        csl["custom"] = {**custom, "listed": listed}
    return replace(first, csl=csl, sections=sections)


def _identity(csl: Mapping[str, Any]) -> tuple[str, ...]:
    return (_first_author(csl), _year(csl), fold(csl["title"]))


def _first_author(csl: Mapping[str, Any]) -> str:
    first = csl.get("author", [{}])[0]
    return fold(first.get("family", first.get("literal", "")))


def _year(csl: Mapping[str, Any]) -> str:
    return str(csl.get("issued", {}).get("date-parts", [[""]])[0][0])


def _name_frequent(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """`| Google SRE Book (Beyer et al., 2016) | 2, 3 |` gives a work the name that prose uses."""
    named = list(entries)
    for row in _FREQUENT.finditer(text):
        author = fold(re.split(r"\s*(?:&|,|\band\b|\bet al)", row.group("author"))[0])
        found = [
            index
            for index, entry in enumerate(named)
            if _first_author(entry.csl) == author and _year(entry.csl) == row.group("year")
        ]
        name = plain(row.group("name"))
        if len(found) == 1 and fold(name) != fold(named[found[0]].csl["title"]):
            index = found[0]
            csl = named[index].csl
            custom = {**csl.get("custom", {}), "alias": name}
            named[index] = replace(named[index], csl={**csl, "custom": custom})
    return named


def _with_keys(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    keyed: dict[str, Entry] = {}
    for entry in entries:
        key = key_for(entry.csl, keyed)
        keyed[key] = replace(entry, key=key)
    return tuple(keyed.values())
