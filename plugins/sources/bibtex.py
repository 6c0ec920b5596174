"""Read bibliographies in BibTeX and biblatex, which Pandoc translates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from chapbook import pandoc
from chapbook.errors import RenderError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.plugins.bibfiles.bibtex import TYPES, Found, fields_of, find_entries
from chapbook.plugins.bibfiles.bibtex_fields import left_out
from chapbook.plugins.bibfiles.bibtex_links import without_circles, without_large_strings
from chapbook.plugins.bibfiles.items import Item, entries_of, fault
from chapbook.roles import BibliographyReader, Entry


@dataclass(frozen=True)
class Bibtex:
    """The reader `bibtex`."""

    name: str = "bibtex"

    def reads(self, path: PurePosixPath) -> bool:
        """Files that end in `.bib`, `.bibtex` or `.biblatex`."""
        return path.suffix.lower() in (".bib", ".bibtex", ".biblatex")

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every entry that Pandoc can translate; each of the others is a finding at its line."""
        found = find_entries(text)
        findings = [
            fault(path, entry.line, f"the entry {entry.key or entry.kind} has no end", _BRACES)
            for entry in found
            if not entry.whole
        ]
        whole, circular = without_circles([entry for entry in found if entry.whole])
        findings += [
            fault(path, entry.line, f"the entry {entry.key} refers to itself by `{name}`", _CIRCLE)
            for entry, name in circular
        ]
        whole, large = without_large_strings(whole)
        findings += [
            fault(path, entry.line, "this @string grows without end and is left out", _STRING)
            for entry in large
        ]
        definitions = [entry for entry in whole if entry.definition]
        works = [entry for entry in whole if not entry.definition and entry.kind != "xdata"]
        translated, faults = _translate(whole, works, definitions, path)
        items = [
            Item({**_whole(csl, fields_of(entry)), "id": entry.key}, entry.line, entry.text)
            for entry, csl in translated
        ]
        entries, others = entries_of(items, path)
        if findings or faults:
            others = tuple(other for other in others if other.line)
        return entries, (*findings, *faults, *others)


@hookimpl
def chapbook_bibliographies() -> Iterable[BibliographyReader]:
    """The reader of this module."""
    return [Bibtex()]


_CIRCLE = "the reference is left out; name an entry that does not lead back to this one"
_STRING = "write the words out where they are needed"
_BRACES = "close each brace and quotation mark that it opens"


def _translate(
    whole: Sequence[Found],
    works: Sequence[Found],
    definitions: Sequence[Found],
    path: PurePosixPath,
) -> tuple[list[tuple[Found, dict[str, Any]]], list[Finding]]:
    """All at once, since entries may build on others; one by one where that fails."""
    keys = [entry.key for entry in works]
    if works and len(set(keys)) == len(keys):
        try:
            said = {csl["id"]: csl for csl in _pandoc(whole)}
        except RenderError:
            said = {}
        if all(key in said for key in keys):
            return [(entry, said[entry.key]) for entry in works], []
    translated, faults = [], []
    for entry in works:
        try:
            listed = _pandoc([*definitions, entry])
        except RenderError as error:
            hint = (error.hint or "").splitlines()
            faults.append(
                fault(
                    path,
                    entry.line,
                    f"the entry {entry.key or entry.kind} cannot be read",
                    "; ".join(line for line in hint if line.startswith(("unexpected", "expecting")))
                    or _BRACES,
                )
            )
            continue
        if listed:
            translated.append((entry, listed[-1]))
        else:
            faults.append(fault(path, entry.line, f"the entry {entry.key} says nothing"))
    return translated, faults


def _pandoc(entries: Sequence[Found]) -> list[dict[str, Any]]:
    text = "\n\n".join(entry.text for entry in entries)
    listed: list[dict[str, Any]] = json.loads(pandoc.convert(text, "biblatex", "csljson"))
    return listed


def _whole(csl: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """Completed, and with the fields that CSL has no word for under the custom field `bibtex`."""
    whole = _completed(csl, fields)
    kept = left_out(whole, fields)
    return {**whole, "custom": {"bibtex": kept}} if kept else whole


def _completed(csl: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """What Pandoc leaves out or changes: archives, venues of web pages, the case of venues."""
    kind = fields.get("eprinttype", fields.get("archiveprefix", ""))
    more: dict[str, Any] = {}
    if kind and "eprint" in fields:
        archive = "arXiv" if kind.lower() == "arxiv" else kind
        more = {"archive": archive, "archive_location": fields["eprint"]}
    if "annote" in fields or "annotation" in fields:
        more["annote"] = csl.get("annote", fields.get("annotation", fields.get("annote")))
    if fields.get("entrysubtype") in _TYPES:
        more["type"] = fields["entrysubtype"]
    when = fields.get("date", fields.get("year", ""))
    if when and not csl.get("issued", {}).get("date-parts"):
        more["issued"] = {"literal": when}  # `n.d.`, `forthcoming`
    if "event" in csl:
        csl = {**csl, "event-title": csl["event"]}
    for variable, names in _VENUES.items():
        written = [fields[name].replace(r"\&", "&") for name in names if name in fields]
        known = str(csl.get(variable, ""))
        for value in written:
            if "\\" not in value and "{" not in value and _folded(value) == _folded(known):
                more[variable] = value
    if "container-title" not in csl and "journaltitle" in fields:
        more["container-title"] = fields["journaltitle"].replace(r"\&", "&")
    left = {"event"} if "shorttitle" in fields else {"event", "title-short"}
    return {**{name: value for name, value in csl.items() if name not in left}, **more}


_VENUES = {
    "container-title": ("journaltitle", "journal", "booktitle"),
    "event-title": ("eventtitle",),
    "publisher": ("publisher", "institution", "organization", "school"),
}
_TYPES = frozenset(TYPES)


def _folded(text: str) -> str:
    """`A; B` is what Pandoc makes of the publisher `A and B`."""
    return re.sub(r"\W+", " ", text.replace("; ", " and ")).casefold().strip()
