"""Find years in a chapter's own list of references that lack the letter of its citations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from chapbook.book import Book
from chapbook.entry_words import fold
from chapbook.finding import Finding, Fix
from chapbook.roles import Entry, Inlines, Resolved
from chapbook.stages.cite import Bibliography
from chapbook.survey import Survey
from chapbook.work_lists import year_of

CODE = "year-suffix"

#: The printed citations of each chapter.
Printed = Mapping[PurePosixPath, tuple[Inlines | None, ...]]


def missing_suffixes(
    book: Book,
    texts: Mapping[PurePosixPath, str],
    surveys: Mapping[PurePosixPath, Survey],
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
    bibliography: Bibliography,
    printed: Callable[[], Printed],
) -> Iterator[Finding]:
    """Entries as written that say `2020` where citations of theirs are printed with `2020a`.

    The citations are printed only where two cited works could get a letter.
    """
    as_written = {
        path: entries
        for path, entries in bibliography.own.items()
        if book.citations.references != "chapter"
        and path in surveys
        and not any(request.kind == "references" for request in surveys[path].lists)
    }
    cited = {e.key: e for notes in resolved.values() for note in notes for e in note.entries}
    if not as_written or not _are_alike(cited.values()):
        return
    for path, citations in printed().items():
        letters = dict(_letters(citations, cited))
        for entry in as_written.get(path, ()):
            key = next((key for key in letters if _is_same(entry, cited[key])), None)
            if key is not None:
                yield from _compare(entry, letters[key], path, texts[path])


def _are_alike(works: Iterable[Entry]) -> bool:
    """Whether two works have one year and one first author."""
    found = Counter((year_of(work), _author(work)) for work in works if year_of(work))
    return any(count > 1 for count in found.values())


def _author(entry: Entry) -> str:
    first = (entry.csl.get("author") or [{}])[0]
    return str(first.get("family", first.get("literal", ""))).lower()


def _letters(
    citations: Iterable[Inlines | None], cited: Mapping[str, Entry]
) -> Iterator[tuple[str, str]]:
    """The letter that each work's citations are printed with."""
    for span in _spans([inlines for inlines in citations if inlines is not None]):
        key = dict(span["c"][0][2]).get("key", "")
        entry = cited.get(key)
        if entry is not None and (year := year_of(entry)):
            said = re.search(rf"\b{year}([a-z])\b", _text(span["c"][1]))
            if said is not None:
                yield key, said[1]


def _spans(node: Any) -> Iterator[dict[str, Any]]:
    """The Spans of printed citations that name their work."""
    if isinstance(node, dict):
        if node.get("t") == "Span" and "cited" in node["c"][0][1]:
            yield node
        node = node.get("c")
    if isinstance(node, list | tuple):
        for part in node:
            yield from _spans(part)


def _text(node: Any) -> str:
    if isinstance(node, dict):
        return " " if node["t"] in ("Space", "SoftBreak") else _text(node.get("c", ""))
    return node if isinstance(node, str) else "".join(map(_text, node))


def _is_same(own: Entry, entry: Entry) -> bool:
    if own.key == entry.key or own.key.partition(":")[2] == entry.key:
        return True
    return year_of(own) == year_of(entry) and _title(own) == _title(entry) != ""


def _title(entry: Entry) -> str:
    return fold(str(entry.csl.get("title", "")))


def _compare(entry: Entry, letter: str, path: PurePosixPath, text: str) -> Iterator[Finding]:
    year = year_of(entry)
    written = _find_year(year, entry.raw)
    if written is None or written[0] == year + letter:
        return
    lines = text.split("\n")
    line = lines[entry.line - 1] if entry.line <= len(lines) else ""
    at = _find_year(year, line)
    column = at.start() + 1 if at is not None and at[0] == written[0] else None
    wanted = f"{year}{letter}"
    yield Finding(
        CODE,
        f"citations name “{entry.csl.get('title', entry.key)}” by {wanted}, "
        f"its entry has {written[0]}",
        path,
        entry.line,
        column,
        hint=f"write {wanted} there, or have the list made: `citations: {{references: chapter}}`",
        fix=Fix(entry.line, column, written[0], wanted) if column is not None else None,
    )


def _find_year(year: str, text: str) -> re.Match[str] | None:
    """The year of an entry: the one in parentheses, else the first."""
    said = rf"{year}[a-z]?\b"
    return re.search(rf"(?<=\(){said}", text) or re.search(rf"\b{said}", text)
