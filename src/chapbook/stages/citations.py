"""Have every citation of the book printed in its style, and make its lists of works."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.book import Book
from chapbook.csl_styles import find_style
from chapbook.errors import BookError
from chapbook.outline import Outline
from chapbook.registry import Registry
from chapbook.roles import (
    Citation,
    CitationEngine,
    CitationRequest,
    CitationResult,
    CitedWorks,
    Entry,
    Inlines,
    Resolved,
)
from chapbook.stages.cite import Bibliography
from chapbook.stages.listed import list_works, of_chapter, place_lists, without_numbers
from chapbook.stages.noted import CitedChapter, cite_chapters
from chapbook.stages.settled import named, settle
from chapbook.store import Store, digest, program_digest
from chapbook.survey import Survey

#: The printed citations of each chapter, in order; None where one is left as written.
Printed = Mapping[PurePosixPath, tuple[Inlines | None, ...]]

_NUMERIC = re.compile(r"citation-format\s*=\s*[\"']numeric")
_NOTES = re.compile(r"<style\b[^>]*\bclass\s*=\s*[\"']note[\"']")


@dataclass(frozen=True)
class PrintedBook:
    """Every printed citation, and the lists of works that each chapter prints."""

    citations: Printed = field(default_factory=dict)
    works: Mapping[PurePosixPath, CitedWorks] = field(default_factory=dict)


def print_citations(
    book: Book,
    surveys: Mapping[PurePosixPath, Survey],
    outline: Outline,
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
    bibliography: Bibliography,
    registry: Registry,
    store: Store,
) -> PrintedBook:
    """Citations and lists in the book's style; what names an unknown work stays as written."""
    if not bibliography.all:
        return PrintedBook()
    engine = registry.engines.get(book.citations.engine)
    if engine is None:
        raise BookError(
            f"there is no citation engine '{book.citations.engine}'",
            path=book.root / book.manifest,
            hint=f"choose one of: {', '.join(registry.engines)}",
        )
    style = find_style(book, registry, book.citations.style)
    notes = book.numbering.footnotes
    cited = cite_chapters(surveys, resolved, outline, notes if cites_in_notes(style) else "")
    press = _Press(engine, style, book.metadata.language, notes, store)
    if book.citations.numbers == "chapter" and is_numeric(style):
        results = [(c, press.print(c.citations, ())) for c in cited]
        whole = press.print(_all(cited), _uncited(cited, surveys, bibliography))
        printed = {c.path: c.placed(result.citations) for c, result in results}
        lists = {c.path: list_works([c], result, bibliography) for c, result in results}
        book_list = without_numbers(list_works(cited, whole, bibliography))
    else:
        whole = press.print(_all(cited), _uncited(cited, surveys, bibliography))
        said = iter(whole.citations)
        printed = {c.path: c.placed([next(said) for _ in c.citations]) for c in cited}
        book_list = list_works(cited, whole, bibliography)
        lists = {c.path: of_chapter(c.path, book_list) for c in cited}
    return PrintedBook(printed, place_lists(surveys, outline, book_list, lists, whole.hanging))


def is_numeric(style: Path) -> bool:
    """Whether a CSL style cites works by numbers."""
    return _NUMERIC.search(style.read_text(encoding="utf-8")) is not None


def cites_in_notes(style: Path) -> bool:
    """Whether a CSL style cites works in footnotes."""
    return _NOTES.search(style.read_text(encoding="utf-8")) is not None


def _all(chapters: Sequence[CitedChapter]) -> tuple[Citation, ...]:
    return tuple(citation for chapter in chapters for citation in chapter.citations)


def _uncited(
    chapters: Sequence[CitedChapter],
    surveys: Mapping[PurePosixPath, Survey],
    bibliography: Bibliography,
) -> tuple[Entry, ...]:
    """The entries that only a list with `uncited=yes` prints."""
    if not any(request.uncited for survey in surveys.values() for request in survey.lists):
        return ()
    cited = {entry.key for citation in _all(chapters) for entry in citation.entries}
    return tuple(entry for entry in bibliography.entries if entry.key not in cited)


@dataclass(frozen=True)
class _Press:
    engine: CitationEngine
    style: Path
    language: str
    notes: str
    store: Store

    def print(self, citations: tuple[Citation, ...], uncited: tuple[Entry, ...]) -> CitationResult:
        """What the engine makes of a scope, kept in the store."""
        if not citations and not uncited:
            return CitationResult((), ())
        request = CitationRequest(citations, uncited, self.style, self.language, self.notes)
        key = digest(
            "citations",
            program_digest(),
            self.engine.name,
            self.style.read_bytes(),
            self.language,
            self.notes,
            repr(citations),
            repr(uncited),
        )
        kept = self.store.get("citations", key, ".json")
        if kept is not None:
            return _recall(json.loads(kept))
        result = self.engine.process(request)
        pairs = zip(citations, result.citations, strict=True)
        numeric = is_numeric(self.style)
        settled = tuple(
            settle(c, named(c, inlines, self.language) if numeric else inlines, result.is_note)
            for c, inlines in pairs
        )
        values = {
            "citations": settled,
            "entries": result.entries,
            "hanging": result.hanging,
            "is_note": result.is_note,
        }
        data = json.dumps(values).encode()
        self.store.put("citations", key, data, ".json")
        return _recall(json.loads(data))


def _recall(value: dict[str, Any]) -> CitationResult:
    return CitationResult(
        tuple(tuple(inlines) for inlines in value["citations"]),
        tuple((str(key), tuple(inlines)) for key, inlines in value["entries"]),
        bool(value["hanging"]),
        bool(value["is_note"]),
    )
