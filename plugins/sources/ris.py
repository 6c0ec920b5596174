"""Read bibliographies in RIS, as reference managers and publishers' pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.entry_keys import key_for
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.plugins.bibfiles.items import Item, entries_of, fault
from chapbook.plugins.bibfiles.ris import read_record
from chapbook.roles import BibliographyReader, Entry

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}- ?(?P<value>.*)")


@dataclass(frozen=True)
class Ris:
    """The reader `ris`."""

    name: str = "ris"

    def reads(self, path: PurePosixPath) -> bool:
        """Files that end in `.ris`."""
        return path.suffix.lower() == ".ris"

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every record, from `TY` to `ER`; keys are made where the file has none."""
        findings: list[Finding] = []
        items: list[Item] = []
        keys: set[str] = set()
        tags: list[tuple[str, str]] = []
        raw: list[str] = []
        begun = 0

        def finish() -> None:
            csl = read_record(tags)
            csl.setdefault("id", key_for(csl, keys))
            keys.add(csl["id"])
            items.append(Item(csl, begun, "\n".join(raw)))
            tags.clear()
            raw.clear()

        for number, line in enumerate(text.splitlines(), 1):
            found = _TAG.fullmatch(line.rstrip())
            if found is None:
                if line.strip() and tags:  # a value goes on
                    tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}")
                elif line.strip():
                    findings.append(fault(path, number, "this line belongs to no entry", _FORM))
                continue
            tag, value = found["tag"], found["value"].strip()
            if tag == "TY" and tags:
                findings.append(fault(path, begun, "the entry has no end", "end it with `ER  - `"))
                finish()
            if tag == "TY":
                begun = number
            elif not tags:
                findings.append(fault(path, number, "this line belongs to no entry", _FORM))
                continue
            raw.append(line.rstrip())
            if tag == "ER":
                finish()
            else:
                tags.append((tag, value))
        if tags:
            findings.append(fault(path, begun, "the entry has no end", "end it with `ER  - `"))
            finish()
        entries, faults = entries_of(items, path)
        return entries, (*findings, *faults)


_FORM = "an entry begins with a line such as `TY  - JOUR`"


@hookimpl
def chapbook_bibliographies() -> Iterable[BibliographyReader]:
    """The reader of this module."""
    return [Ris()]
