"""CSL items, as files hold them, to entries: dates made even, keys told apart, faults found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from chapbook.entry_keys import key_for
from chapbook.entry_markup import printable
from chapbook.finding import Finding, Severity
from chapbook.roles import Entry

#: CSL's date variables.
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
#: CSL's name variables.
PEOPLE = ("author", "editor", "translator", "collection-editor", "director")
#: What ends a key in Pandoc's citations; `#` stands before a companion's labels.
_UNCITABLE = re.compile(r"[\s{}#]")
_ISO = re.compile(r"(-?\d{1,4})(?:-(\d\d?))?(?:-(\d\d?))?")


@dataclass(frozen=True)
class Item:
    """One item of a file: its CSL fields with `id`, its first line, and how it is written."""

    csl: Mapping[str, Any]
    line: int
    raw: str


def entries_of(
    items: Iterable[Item], path: PurePosixPath
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """One entry for each key; an item without a title, or with a key given before, is a finding.

    What `publish cite` kept of a Works Cited page (the sections, the Markdown) is restored.
    """
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for item in items:
        csl, odd = _plain_fields(item.csl)
        dates = {name: even_date(csl.pop(name) or {}) for name in DATES if name in csl}
        csl |= {name: date for name, date in dates.items() if date}
        id = item.csl.get("id")
        key = printable(str(id)).strip() if isinstance(id, str | int | float) else ""
        if not key:
            key = key_for(csl, entries)
            findings.append(fault(path, item.line, "an entry has no key", f"call it {key}"))
        elif _UNCITABLE.search(key):
            said = f"no citation can give the key “{key}”"
            findings.append(fault(path, item.line, said, "write it without spaces, braces and #"))
        if key in entries:
            findings.append(_repeated(key, entries[key], path, item.line))
            continue
        if odd:
            said = f"the entry {key} has something else than text under {', '.join(odd)}"
            findings.append(fault(path, item.line, said, "it is left out; write text there"))
        for name in dates.keys() - csl.keys():
            if item.csl[name]:
                said = f"the entry {key} has a date that cannot be read"
                findings.append(fault(path, item.line, said, f"give {name} as 2024-03-31"))
        for name, date in dates.items():
            if not all(_is_date(parts) for parts in date.get("date-parts", [])):
                said = f"the entry {key} has a date that no calendar has"
                findings.append(fault(path, item.line, said, f"give {name} as 2024-03-31"))
        if "title" not in csl:
            findings.append(fault(path, item.line, f"the entry {key} has no title"))
        csl["type"] = csl.get("type") or "document"
        entries[key] = _restored(key, csl, path, item)
    if not entries:
        message = "the bibliography file has no entries"
        findings.append(Finding("bibliography-file", message, path))
    return tuple(entries.values()), tuple(findings)


def _plain_fields(item: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The item's fields without its key and what is empty, and the names of those left out."""
    csl: dict[str, Any] = {}
    odd = []
    for name, given in item.items():
        value = _printable(given)
        if name == "id" or value is None:
            continue
        if name in DATES or name == "custom":
            csl[name] = value
        elif name in PEOPLE:
            people = _people(value)
            csl |= {name: people} if people else {}
            odd += (
                [name] if len(people) < len(value if isinstance(value, list) else [value]) else []
            )
        elif isinstance(value, list) and all(isinstance(part, str | int | float) for part in value):
            csl[name] = value if name == "categories" else ", ".join(map(str, value))
        elif isinstance(value, Mapping | list):
            odd.append(name)
        else:
            csl[name] = value
    return csl, odd


def _printable(value: Any) -> Any:
    """JSON and YAML can write in ASCII what no page can hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {printable(str(name)): _printable(part) for name, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list) else value


def fault(path: PurePosixPath, line: int | None, message: str, hint: str | None = None) -> Finding:
    """A finding about an entry that cannot be read as it should."""
    return Finding("bibliography-entry", message, path, line, hint=hint)


def broken(path: PurePosixPath, line: int | None, message: str) -> Finding:
    """A finding about a file that cannot be read at all."""
    return Finding("bibliography-file", message, path, line, severity=Severity.ERROR)


def even_date(value: Any) -> Any:
    """`2024-03`, `[{year: 2024, month: 3}]` and the like as `{"date-parts": [[2024, 3]]}`."""
    if isinstance(value, Mapping):
        if "date-parts" in value:
            listed = value["date-parts"] if isinstance(value["date-parts"], list) else []
            parts = [_numbers(part) for part in listed if part]
            rest = {name: part for name, part in value.items() if name != "date-parts"}
            return {"date-parts": parts, **rest} if parts and all(parts) else rest
        if named := _numbers(_named_parts(value)):
            return {"date-parts": [named]}
        raw = value.get("raw")
        return even_date(raw) if isinstance(raw, str) and _ISO.fullmatch(raw) else dict(value)
    if isinstance(value, list) and value and all(isinstance(part, Mapping) for part in value):
        dates = [_numbers(_named_parts(part)) for part in value]
        return {"date-parts": dates} if all(dates) else {"literal": str(value)}
    said = [_ISO.fullmatch(part) for part in str(value).split("/")]
    if len(said) <= 2 and all(said):
        return {"date-parts": [[int(n) for n in found.groups() if n] for found in said if found]}
    return {"literal": str(value)}


def _people(value: Any) -> list[Any]:
    """A list of names; one that is only written out is a literal name. Others are left out."""
    listed = value if isinstance(value, list) else [value]
    names: list[Any] = []
    for name in listed:
        if isinstance(name, dict):
            parts = {
                part: said if isinstance(said, bool) else str(said)
                for part, said in name.items()
                if isinstance(said, str | int | float)
            }
            names += [parts] if {"family", "given", "literal"} & parts.keys() else []
        elif isinstance(name, str | int | float):
            names.append({"literal": str(name)})
    return names


def _named_parts(value: Mapping[str, Any]) -> list[Any]:
    return [value[name] for name in ("year", "month", "day") if name in value]


def _numbers(parts: Any) -> list[int]:
    """Date parts as numbers; none where one of them is no number."""
    listed = parts if isinstance(parts, list) else [parts]
    said = [str(part) for part in listed if str(part).strip()]
    return [int(part) for part in said] if all(re.fullmatch(r"-?\d{1,9}", p) for p in said) else []


def _is_date(parts: list[int]) -> bool:
    """CSL counts seasons as months 13 to 16 and 21 to 24."""
    month = parts[1] if len(parts) > 1 else 1
    day = parts[2] if len(parts) > 2 else 1
    return (1 <= month <= 16 or 21 <= month <= 24) and 1 <= day <= 31


def _repeated(key: str, first: Entry, path: PurePosixPath, line: int) -> Finding:
    return Finding(
        "bibliography-key",
        f"the key {key} is given twice; the entry in line {first.line} counts",
        path,
        line,
        hint="give this entry another key, or delete it",
    )


def _restored(key: str, csl: dict[str, Any], path: PurePosixPath, item: Item) -> Entry:
    custom = csl.get("custom")
    kept = dict(custom) if isinstance(custom, Mapping) else {}
    sections = kept.pop("sections", ())
    markdown = kept.pop("markdown", "")
    if not isinstance(sections, list) or not all(isinstance(name, str) for name in sections):
        sections = []
    if kept:
        csl["custom"] = kept
    elif "custom" in csl:
        del csl["custom"]
    raw = markdown if isinstance(markdown, str) and markdown else item.raw
    section = sections[0] if sections else ""
    return Entry(key, csl, path, item.line, raw, section, tuple(sections))
