"""Resolve every citation of the book and have them printed in its style, in reading order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.citing import resolver
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.outline import Outline
from chapbook.registry import Registry
from chapbook.resources import find_resource
from chapbook.roles import Citation, Entry, Inlines, Resolved
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


def resolve_notes(
    surveys: Mapping[PurePosixPath, Survey],
    outline: Outline,
    bibliography: Bibliography,
    store: Store,
) -> dict[PurePosixPath, tuple[Resolved, ...]]:
    """What each `[Source: …]` of each chapter names; empty where the book has no bibliography."""
    entries = bibliography.entries
    if not entries:
        return {}
    titles = {plan.chapter.path: plan.label.title for plan in outline.plans}
    notes = {path: [note.text for note in survey.notes] for path, survey in surveys.items()}
    asked = [(str(path), titles[path], texts) for path, texts in notes.items()]
    key = digest("resolved", program_digest(), bibliography.digest, asked)
    kept = store.get("resolved", key, ".json")
    if kept is not None:
        return _recall(json.loads(kept), entries)
    find = resolver(entries)
    found = {
        path: tuple(find(text, titles[path]) for text in texts) for path, texts in notes.items()
    }
    store.put("resolved", key, json.dumps(_as_json(found, entries)).encode(), ".json")
    return found


def print_citations(
    book: Book,
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
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
    named = _as_json(resolved, bibliography.entries)
    key = digest(
        "citations", program_digest(), bibliography.digest, style.read_bytes(), engine.name,
        book.metadata.language, named,
    )  # fmt: skip
    kept = store.get("citations", key, ".json")
    if kept is not None:
        return _printed(json.loads(kept))
    citations = [
        Citation(path, found.entries)
        for path, notes in resolved.items()
        for found in notes
        if found.complete
    ]
    said = iter(engine.cite(citations, style, book.metadata.language))
    printed = {
        path: tuple(next(said) if found.complete else None for found in notes)
        for path, notes in resolved.items()
    }
    data = json.dumps({str(path): found for path, found in printed.items()}).encode()
    store.put("citations", key, data, ".json")
    return printed


def _printed(value: dict[str, list[list[dict[str, object]] | None]]) -> Printed:
    return {
        PurePosixPath(path): tuple(None if c is None else tuple(c) for c in found)
        for path, found in value.items()
    }


#: One resolved note as JSON: entries by their place in the bibliography.
_Note = tuple[list[int], list[str], list[tuple[str, list[int]]], list[list[int]]]


def _as_json(
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]], entries: tuple[Entry, ...]
) -> dict[str, list[_Note]]:
    place = {id(entry): index for index, entry in enumerate(entries)}

    def places(found: tuple[Entry, ...]) -> list[int]:
        return [place[id(entry)] for entry in found]

    return {
        str(path): [
            (
                places(found.entries),
                list(found.unknown),
                [(piece, places(candidates)) for piece, candidates in found.ambiguous],
                [places(near) for near in found.nearest],
            )
            for found in notes
        ]
        for path, notes in resolved.items()
    }


def _recall(
    value: dict[str, list[_Note]], entries: tuple[Entry, ...]
) -> dict[PurePosixPath, tuple[Resolved, ...]]:
    def named(places: list[int]) -> tuple[Entry, ...]:
        return tuple(entries[place] for place in places)

    return {
        PurePosixPath(path): tuple(
            Resolved(
                named(found),
                tuple(unknown),
                tuple((piece, named(candidates)) for piece, candidates in ambiguous),
                tuple(named(near) for near in nearest),
            )
            for found, unknown, ambiguous, nearest in notes
        )
        for path, notes in value.items()
    }


def _unread(path: PurePosixPath, message: str) -> Finding:
    return Finding("bibliography-file", message, path, severity=Severity.ERROR)
