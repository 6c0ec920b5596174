"""Take out of BibTeX entries what would keep Pandoc busy for ever: circles and endless strings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chapbook.plugins.bibfiles.bibtex import Found, fields_of

_LINKS = ("crossref", "xdata")
_LINK = re.compile(
    r"\b(?:crossref|xdata)\s*=\s*(?:\{[^{}]*\}|\"[^\"]*\"|[^\s,{}\"]+)\s*,?", re.IGNORECASE
)
#: More letters than any abbreviation stands for.
_LONGEST = 10_000


def without_circles(entries: Sequence[Found]) -> tuple[list[Found], list[tuple[Found, str]]]:
    """The entries, and those that lead back to themselves with the field that does it.

    These are given without the field.
    """
    links: dict[str, dict[str, str]] = {}
    for entry in entries:
        if not entry.definition and _LINK.search(entry.text):
            fields = fields_of(entry)
            for name in _LINKS:
                for to in re.split(r"\s*,\s*", fields.get(name, "")):
                    links.setdefault(entry.key, {}).setdefault(to, name)
    kept: list[Found] = []
    circular: list[tuple[Found, str]] = []
    for entry in entries:
        back = next(
            (n for to, n in links.get(entry.key, {}).items() if _leads(to, entry.key, links)), ""
        )
        kept.append(replace(entry, text=_LINK.sub("", entry.text)) if back else entry)
        circular += [(entry, back)] if back else []
    return kept, circular


def without_large_strings(entries: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The entries without each `@string` that stands for more than any text, and these."""
    lengths: dict[str, int] = {}
    kept: list[Found] = []
    large: list[Found] = []
    for entry in entries:
        found = re.match(r"@\s*string\s*[{(]\s*([^\s=]+)\s*=(.*)", entry.text, re.DOTALL | re.I)
        if entry.kind == "string" and found:
            name, value = found.groups()
            total = sum(
                lengths.get(part.strip(" \n})").lower(), len(part)) for part in value.split("#")
            )
            if total > _LONGEST:
                large.append(entry)
                continue
            lengths[name.lower()] = total
        kept.append(entry)
    return kept, large


def _leads(start: str, goal: str, links: Mapping[str, Mapping[str, str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            waiting += links.get(key, {})
    return False
