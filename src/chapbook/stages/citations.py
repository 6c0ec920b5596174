"""Have every citation of the book printed in its style, and make its lists of works."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.bibliography import ref_anchor
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
    Cited,
    CitedWorks,
    Entry,
    Inlines,
    ListedWork,
    Resolved,
)
from chapbook.stages.cite import Bibliography
from chapbook.store import Store, digest, program_digest
from chapbook.survey import SourceNote, Survey

#: The printed citations of each chapter, in order; None where one is left as written.
Printed = Mapping[PurePosixPath, tuple[Inlines | None, ...]]

_NUMERIC = re.compile(r"citation-format\s*=\s*[\"']numeric")


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
    cited = _cited(surveys, resolved)
    press = _Press(engine, style, book.metadata.language, store)
    if book.citations.numbers == "chapter" and is_numeric(style):
        results = [(c, press.print(tuple(c.citations), ())) for c in cited]
        whole = press.print(_all(cited), _uncited(cited, surveys, bibliography))
        printed = {c.path: c.placed(result.citations) for c, result in results}
        lists = {c.path: _listed([c], result, bibliography) for c, result in results}
        book_list = tuple(_without_number(w) for w in _listed(cited, whole, bibliography))
    else:
        whole = press.print(_all(cited), _uncited(cited, surveys, bibliography))
        said = iter(whole.citations)
        printed = {c.path: c.placed([next(said) for _ in c.citations]) for c in cited}
        book_list = _listed(cited, whole, bibliography)
        lists = {c.path: _of_chapter(c.path, book_list) for c in cited}
    works = {
        path: _works(path, surveys, outline, book_list, lists, whole.hanging) for path in surveys
    }
    return PrintedBook(printed, works)


def is_numeric(style: Path) -> bool:
    """Whether a CSL style cites works by numbers."""
    return _NUMERIC.search(style.read_text(encoding="utf-8")) is not None


@dataclass(frozen=True)
class _Chapter:
    """The citations of a chapter that can be printed, and the place of each among all of its."""

    path: PurePosixPath
    citations: tuple[Citation, ...]
    places: tuple[int, ...]
    count: int

    def placed(self, printed: Sequence[Inlines]) -> tuple[Inlines | None, ...]:
        found: list[Inlines | None] = [None] * self.count
        for place, inlines in zip(self.places, printed, strict=True):
            found[place] = inlines
        return tuple(found)


def _cited(
    surveys: Mapping[PurePosixPath, Survey],
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
) -> list[_Chapter]:
    chapters = []
    for path, found in resolved.items():
        pairs = list(zip(surveys[path].notes, found, strict=True))
        complete = [place for place, (_, works) in enumerate(pairs) if works.complete]
        citations = (
            Citation(path, _works_of(*pairs[place]), pairs[place][0].footnote) for place in complete
        )
        chapters.append(_Chapter(path, tuple(citations), tuple(complete), len(pairs)))
    return chapters


def _works_of(note: SourceNote, found: Resolved) -> tuple[Cited, ...]:
    locators = found.locators or (("page", ""),) * len(found.entries)
    if not note.cited:
        pairs = zip(found.entries, locators, strict=True)
        return tuple(Cited(entry, locator=at, label=label) for entry, (label, at) in pairs)
    return tuple(
        Cited(entry, key.prefix, key.suffix, key.locator, key.label, key.mode)
        for entry, key in zip(found.entries, note.cited, strict=True)
    )


def _all(chapters: Sequence[_Chapter]) -> tuple[Citation, ...]:
    return tuple(citation for chapter in chapters for citation in chapter.citations)


def _uncited(
    chapters: Sequence[_Chapter],
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
    store: Store

    def print(self, citations: tuple[Citation, ...], uncited: tuple[Entry, ...]) -> CitationResult:
        """What the engine makes of a scope, kept in the store."""
        if not citations and not uncited:
            return CitationResult((), ())
        request = CitationRequest(citations, uncited, self.style, self.language)
        key = digest(
            "citations",
            program_digest(),
            self.engine.name,
            self.style.read_bytes(),
            self.language,
            repr(citations),
            repr(uncited),
        )
        kept = self.store.get("citations", key, ".json")
        if kept is not None:
            return _recall(json.loads(kept))
        result = self.engine.process(request)
        pairs = zip(citations, result.citations, strict=True)
        settled = tuple(_settled(c, inlines, result.is_note) for c, inlines in pairs)
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


def _settled(citation: Citation, inlines: Inlines, is_note: bool) -> Inlines:
    """A citation that stands in a footnote once, with each work that it names marked."""
    noted = len(inlines) == 1 and inlines[0]["t"] == "Note"
    inner = tuple(inlines[0]["c"][0]["c"]) if noted else inlines
    if len(citation.works) == 1 and '"cited"' not in json.dumps(inner):
        key = citation.entries[0].key
        inner = ({"t": "Span", "c": [["", ["cited"], [["key", key]]], list(inner)]},)
    if not is_note or citation.note or any(w.mode == "in-text" for w in citation.works):
        if noted and not citation.note:
            return inlines
        # The sentence of the author's note ends where the author ends it.
        return _without_stop(inner) if is_note and citation.note else inner
    return ({"t": "Note", "c": [{"t": "Para", "c": list(inner)}]},)


def _without_stop(inlines: Inlines) -> Inlines:
    last = inlines[-1] if inlines else {}
    if last.get("t") == "Str" and last["c"].endswith("."):
        left = last["c"][:-1]
        return (*inlines[:-1], *([{"t": "Str", "c": left}] if left else []))
    return inlines


def _listed(
    chapters: Sequence[_Chapter], result: CitationResult, bibliography: Bibliography
) -> tuple[ListedWork, ...]:
    entries = {entry.key: entry for entry in bibliography.all}
    places: dict[str, list[tuple[PurePosixPath, int]]] = {}
    for chapter in chapters:
        for place, citation in zip(chapter.places, chapter.citations, strict=True):
            for entry in dict.fromkeys(e.key for e in citation.entries):
                places.setdefault(entry, []).append((chapter.path, place + 1))
    return tuple(
        ListedWork(entries[key], printed, tuple(places.get(key, ())))
        for key, printed in result.entries
        if key in entries
    )


def _of_chapter(path: PurePosixPath, works: tuple[ListedWork, ...]) -> tuple[ListedWork, ...]:
    return tuple(
        ListedWork(work.entry, work.printed, own)
        for work in works
        if (own := tuple(place for place in work.places if place[0] == path))
    )


def _without_number(work: ListedWork) -> ListedWork:
    """An entry for a list of the book where numbers are the chapters'."""
    kept = tuple(
        inline
        for inline in work.printed
        if inline["t"] != "Span" or "csl-left-margin" not in inline["c"][0][1]
    )
    return ListedWork(work.entry, kept, work.places)


def _works(
    path: PurePosixPath,
    surveys: Mapping[PurePosixPath, Survey],
    outline: Outline,
    book_list: tuple[ListedWork, ...],
    lists: Mapping[PurePosixPath, tuple[ListedWork, ...]],
    hanging: bool,
) -> CitedWorks:
    asked = surveys[path].lists
    own = lists.get(path, ())
    wants_book = any(request.kind != "references" for request in asked)
    holder = _leads_to(path, surveys)
    plan = outline.plan(holder) if holder is not None else None
    targets = {w.entry.key: ref_anchor(plan.slug, w.entry.key) for w in own} if plan else {}
    leading = frozenset(p for p in surveys if _leads_to(p, surveys) == path)
    return CitedWorks(
        book_list if wants_book else (),
        dict(lists) if wants_book else ({path: own} if asked else {}),
        hanging,
        targets,
        holder,
        leading,
    )


def _leads_to(path: PurePosixPath, surveys: Mapping[PurePosixPath, Survey]) -> PurePosixPath | None:
    """The chapter with the entries that the citations of a chapter lead to."""
    has_own = any(request.kind == "references" for request in surveys[path].lists)
    return path if has_own else _holder(surveys)


def _holder(surveys: Mapping[PurePosixPath, Survey]) -> PurePosixPath | None:
    """The first chapter with a list of all that the book cites."""
    return next((p for p, s in surveys.items() if any(r.is_whole for r in s.lists)), None)
