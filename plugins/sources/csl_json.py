"""Read bibliographies in CSL JSON, as Zotero and Pandoc write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.plugins.bibfiles.items import Item, broken, entries_of, fault
from chapbook.roles import BibliographyReader, Entry

_GAP = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class CslJson:
    """The reader `csl-json`."""

    name: str = "csl-json"

    def reads(self, path: PurePosixPath) -> bool:
        """Files that end in `.json` or `.csljson`."""
        return path.suffix.lower() in (".json", ".csljson")

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every item of the list; after a fault in the JSON, those before it."""
        items: list[Item] = []
        findings: list[Finding] = []
        start = re.match(r"\s*(?:\{\s*\"(?:items|references)\"\s*:\s*)?\[", text)
        if text.strip() and start is None:
            message = "the bibliography file is no JSON list of entries"
            return (), (broken(path, _line(text, len(text) - len(text.lstrip())), message),)
        line, counted = 1, 0
        try:
            for value, begin, end in _values(text, start.end() if start else len(text)):
                line, counted = line + text.count("\n", counted, begin), begin
                if isinstance(value, dict):
                    items.append(Item(value, line, text[begin:end]))
                else:
                    findings.append(fault(path, line, "an item of the list is no entry"))
        except json.JSONDecodeError as error:
            message = f"the bibliography file is not JSON: {error.msg}"
            findings.append(broken(path, _line(text, error.pos), message))
        except RecursionError:
            findings.append(broken(path, None, "the bibliography file is nested too deep"))
        entries, faults = entries_of(items, path)
        return entries, (*findings, *(f for f in faults if not findings or f.line))


@hookimpl
def chapbook_bibliographies() -> Iterable[BibliographyReader]:
    """The reader of this module."""
    return [CslJson()]


def _values(text: str, start: int) -> Iterator[tuple[object, int, int]]:
    """The values of a list, each with the places where it begins and ends."""
    decoder = json.JSONDecoder(parse_int=_number)
    place = start
    while True:
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
        if place >= len(text):
            if start < len(text) or text.strip():
                raise json.JSONDecodeError("the list has no end", text, max(len(text) - 1, 0))
            return
        if text[place] == "]":
            return
        value, end = decoder.raw_decode(text, place)
        yield value, place, end
        place = end


def _number(digits: str) -> int | str:
    """A number; text where it has more digits than any number of a bibliography."""
    return int(digits) if len(digits) < 16 else digits


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
