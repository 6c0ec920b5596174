"""One work as it is being printed: its fields, and what the document knows of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chapbook.plugins.citeproc.style import Style

_EXTRA = re.compile(r"^\s*(?:\{:)?([A-Za-z-]+):\s*([^}]*?)\}?\s*$")


@dataclass
class Item:
    """A work with what tells it apart from others: names shown, given names, a letter, a flag."""

    key: str
    csl: Mapping[str, Any]
    number: int = 0
    extra_names: int = 0
    given: dict[int, int] = field(default_factory=dict)
    year_suffix: str = ""
    disambiguate: bool = False
    people: tuple[Any, list[Any]] | None = None


@dataclass
class Cite:
    """A work at the place where it is printed: in a citation, in the list, or as a sort key."""

    item: Item
    style: Style
    area: Any
    listed: bool = False
    locator: str = ""
    label: str = "page"
    position: str = "first"
    near: bool = False
    first_note: int = 0
    sorting: Mapping[str, str] | None = None
    without_author: bool = False
    author_only: bool = False
    suffix_only: bool = False
    without_suffix: bool = False
    replace: tuple[str, str, list[str]] | None = None
    # What comes up while it is printed.
    called: int = 0
    found: int = 0
    names: str | None = None
    name_list: list[str] = field(default_factory=list)
    people: tuple[Any, list[Any]] | None = None
    suppressed: set[str] = field(default_factory=set)
    used: list[str] = field(default_factory=list)
    suffixed: bool = False
    year_mark: str = ""

    def value(self, variable: str) -> Any:
        """A field as it was given; None where there is none or it is substituted."""
        if variable in self.suppressed:
            return None
        if variable == "locator":
            return self.locator or None
        return _value(self, variable)

    def given(self, variable: str) -> Any:
        """A field as it was given, for conditions: also one that is substituted."""
        return (self.locator or None) if variable == "locator" else _value(self, variable)

    def count(self, variable: str, found: bool) -> None:
        """Tell the groups around that a variable was asked for, and whether it printed."""
        if variable == "year-suffix" and not found:
            return  # it is not the work's own: `n.d.` prints without it
        self.called += 1
        if found:
            self.found += 1
            self.used.append(variable)


def _value(cite: Cite, variable: str) -> Any:
    csl = cite.item.csl
    match variable:
        case "citation-number":
            return str(cite.item.number) if cite.item.number else None
        case "year-suffix":
            return None if cite.without_suffix else cite.item.year_suffix or None
        case "first-reference-note-number":
            return str(cite.first_note) if cite.first_note else None
        case "citation-label":
            return csl.get(variable) or trigraph(csl) + cite.item.year_suffix
        case "page-first":
            page = str(csl.get("page-first") or csl.get("page") or "")
            return re.split(r"\s*[-–&,]\s*", page)[0] or None
        case "container-title-short":
            return csl.get(variable) or csl.get("journalAbbreviation")
        case "title-short":
            return csl.get(variable) or csl.get("shortTitle")
        case _:
            value = csl.get(variable)
            return value if value not in ("", [], {}) else None


def trigraph(csl: Mapping[str, Any]) -> str:
    """`Wal12`: four letters of names and two digits of the year."""
    families = [
        str(name.get("family") or name.get("literal") or "") for name in csl.get("author", [])
    ]
    width = {1: 4, 2: 2, 3: 1}.get(len(families), 1)
    letters = "".join(family[:width] for family in families[:4])
    parts = csl.get("issued", {}).get("date-parts") or [[""]]
    return letters + str(parts[0][0])[-2:]


def with_extra(csl: Mapping[str, Any]) -> Mapping[str, Any]:
    """The work with the variables that lines of its note give (`original-date: 1850`)."""
    note = csl.get("note")
    if not isinstance(note, str) or ":" not in note:
        return csl
    fields = dict(csl)
    for line in re.findall(r"\{:[^}]+\}", note) or note.split("\n"):
        found = _EXTRA.match(line)
        if found is None:
            continue
        name, value = found[1], found[2]
        if name in ("type",) or name not in fields:
            fields[name] = value
    return fields
