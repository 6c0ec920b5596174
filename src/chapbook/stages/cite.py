"""Resolve every citation of the book and have them printed in its style, in reading order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.citing import resolve
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.registry import Registry
from chapbook.resources import find_resource
from chapbook.roles import Citation, Entry, Inlines
from chapbook.store import Store, digest, program_digest
from chapbook.survey import Survey

#: The printed citations of each chapter, in order; None where one is left as written.
Printed = Mapping[PurePosixPath, tuple[Inlines | None, ...]]


@dataclass(frozen=True)
class Bibliography:
    """Every entry of the book's bibliography files, and what could not be read of them."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    digest: str = ""


def read_bibliography(book: Book, registry: Registry) -> Bibliography:
    """Read the book's bibliography files; one that is missing or unreadable is a finding."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    texts: list[str] = []
    for path in book.bibliography:
        reader = registry.reader_for(path)
        if reader is None:
            findings.append(_unread(path, "no plugin reads this kind of bibliography"))
            continue
        try:
            text = (book.root / path).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            findings.append(_unread(path, "the bibliography file does not exist"))
            continue
        except UnicodeDecodeError:
            findings.append(_unread(path, "the bibliography file is not UTF-8"))
            continue
        texts.append(text)
        found, troubles = reader.read(text, path)
        entries += found
        findings += troubles
    return Bibliography(tuple(entries), tuple(findings), digest(*texts))


def print_citations(
    book: Book,
    surveys: Mapping[PurePosixPath, Survey],
    bibliography: Bibliography,
    registry: Registry,
    store: Store,
) -> Printed:
    """The printed form of each `[Source: …]`; one that names an unknown work stays as written."""
    if not bibliography.entries:
        return {}
    engine = registry.engines.get(book.citations.engine)
    if engine is None:
        raise BookError(
            f"there is no citation engine '{book.citations.engine}'",
            path=book.root / book.manifest,
            hint=f"choose one of: {', '.join(registry.engines)}",
        )
    style = find_resource(book, registry, "csl", f"{book.citations.style}.csl")
    notes = [(path, note.text) for path, survey in surveys.items() for note in survey.notes]
    key = digest(
        "citations", program_digest(), bibliography.digest, style.read_bytes(), engine.name,
        book.metadata.language, [(str(path), text) for path, text in notes],
    )  # fmt: skip
    kept = store.get("citations", key, ".json")
    if kept is not None:
        return _from_json(json.loads(kept))
    resolved = [(path, _whole(text, bibliography.entries)) for path, text in notes]
    citations = [Citation(path, entries) for path, entries in resolved if entries]
    said = iter(engine.cite(citations, style, book.metadata.language))
    printed: dict[PurePosixPath, list[Inlines | None]] = {path: [] for path in surveys}
    for path, entries in resolved:
        printed[path].append(next(said) if entries else None)
    store.put("citations", key, json.dumps({str(p): v for p, v in printed.items()}).encode(), ".json")
    return {path: tuple(found) for path, found in printed.items()}


def _whole(text: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of a citation all of whose parts are known, else none."""
    found = resolve(text, entries)
    return () if found.unknown or found.ambiguous else found.entries


def _from_json(value: dict[str, list[list[dict[str, object]] | None]]) -> Printed:
    return {
        PurePosixPath(path): tuple(None if c is None else tuple(c) for c in found)
        for path, found in value.items()
    }


def _unread(path: PurePosixPath, message: str) -> Finding:
    return Finding("bibliography-file", message, path, severity=Severity.ERROR)
