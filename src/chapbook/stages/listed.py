"""Make the lists of works of a book and its chapters, and find where each citation leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from chapbook.bibliography import ref_anchor
from chapbook.entry_words import fold
from chapbook.outline import Outline
from chapbook.roles import CitationResult, CitedWorks, Entry, EntryPlace, ListedWork
from chapbook.stages.cite import Bibliography
from chapbook.stages.noted import CitedChapter
from chapbook.survey import Survey
from chapbook.work_lists import is_listed, year_of

Surveys = Mapping[PurePosixPath, Survey]


def list_works(
    chapters: Sequence[CitedChapter], result: CitationResult, bibliography: Bibliography
) -> tuple[ListedWork, ...]:
    """The entries that an engine printed, each with the citations that name it."""
    entries = {entry.key: entry for entry in bibliography.all}
    places: dict[str, list[tuple[PurePosixPath, int]]] = {}
    for chapter in chapters:
        for place, citation in zip(chapter.places, chapter.citations, strict=True):
            for entry in dict.fromkeys(e.key for e in citation.entries):
                number = 0 if place in chapter.titled else place + 1
                places.setdefault(entry, []).append((chapter.path, number))
    return tuple(
        ListedWork(entries[key], printed, tuple(places.get(key, ())))
        for key, printed in result.entries
        if key in entries
    )


def of_chapter(path: PurePosixPath, works: tuple[ListedWork, ...]) -> tuple[ListedWork, ...]:
    """The works that one chapter cites."""
    return tuple(
        ListedWork(work.entry, work.printed, own)
        for work in works
        if (own := tuple(place for place in work.places if place[0] == path))
    )


def without_numbers(works: tuple[ListedWork, ...]) -> tuple[ListedWork, ...]:
    """Entries for a list of the book where numbers are the chapters': by author, year and title."""
    bare = (
        ListedWork(
            work.entry,
            tuple(
                inline
                for inline in work.printed
                if inline["t"] != "Span" or "csl-left-margin" not in inline["c"][0][1]
            ),
            work.places,
        )
        for work in works
    )
    return tuple(sorted(bare, key=lambda work: _by_author(work.entry)))


def _by_author(entry: Entry) -> tuple[str, str, str]:
    title = str(entry.csl.get("title", ""))
    first = (entry.csl.get("author") or [{"literal": title}])[0]
    name = str(first.get("family", first.get("literal", "")))
    return fold(name), year_of(entry), fold(title)


def place_lists(
    surveys: Surveys,
    outline: Outline,
    book_list: tuple[ListedWork, ...],
    lists: Mapping[PurePosixPath, tuple[ListedWork, ...]],
    hanging: bool,
) -> dict[PurePosixPath, CitedWorks]:
    """What each chapter lists, and where its citations lead."""
    written = {
        path: _written(survey, plan.slug, lists.get(path, ()))
        for path, survey in surveys.items()
        if (plan := outline.plan(path)) is not None
    }
    targets = {path: dict(_targets(path, surveys, outline, lists)) for path in surveys}
    for path, entries in written.items():
        targets[path] |= {key: EntryPlace(anchor, path) for key, (_, anchor) in entries.items()}
    leading: dict[PurePosixPath, dict[str, tuple[PurePosixPath, ...]]] = {}
    for path, found in targets.items():
        for key, place in found.items():
            known = leading.setdefault(place.chapter, {})
            known[key] = (*known.get(key, ()), path)
    works = {}
    for path, survey in surveys.items():
        wants_book = any(request.kind != "references" for request in survey.lists)
        own = {path: lists.get(path, ())} if survey.lists else {}
        works[path] = CitedWorks(
            book_list if wants_book else (),
            dict(lists) if wants_book else own,
            hanging,
            targets[path],
            leading.get(path, {}),
            dict(written.get(path, {}).values()),
        )
    return works


def _written(survey: Survey, slug: str, works: Sequence[ListedWork]) -> dict[str, tuple[int, str]]:
    """The place and anchor of each cited work in the list that the chapter's author wrote.

    An entry is a work's if it has its title, its year and its first author's name.
    """
    if any(request.kind == "references" for request in survey.lists):
        return {}
    texts = [f" {fold(text)} " for text in survey.written]
    found: dict[str, tuple[int, str]] = {}
    anchors: dict[int, str] = {}
    for work in works:
        entry = work.entry
        author = (entry.csl.get("author") or [{}])[0]
        name = str(author.get("family", author.get("literal", "")))
        said = [fold(part) for part in (str(entry.csl.get("title", "")), name)]
        year = re.compile(rf"\b{year_of(entry)}[a-z]?\b" if year_of(entry) else "")
        like = (n for n, t in enumerate(texts) if all(f" {part} " in t for part in said if part))
        place = next((n for n in like if said[0] and year.search(texts[n])), None)
        if place is not None:
            anchor = anchors.setdefault(place, ref_anchor(slug, entry.key))
            found[entry.key] = (place, anchor)
    return found


def _targets(
    path: PurePosixPath,
    surveys: Surveys,
    outline: Outline,
    lists: Mapping[PurePosixPath, tuple[ListedWork, ...]],
) -> Iterator[tuple[str, EntryPlace]]:
    for work in lists.get(path, ()):
        if not work.printed:
            continue
        holder = _holder(path, work.entry, surveys)
        plan = outline.plan(holder) if holder is not None else None
        if holder is not None and plan is not None:
            yield work.entry.key, EntryPlace(ref_anchor(plan.slug, work.entry.key), holder)


def _holder(path: PurePosixPath, entry: Entry, surveys: Surveys) -> PurePosixPath | None:
    """The chapter with the entry that a chapter's citations lead to.

    Its own list comes first, then the first list of the whole book, then the first that has it.
    Before all of them comes an entry that the chapter's author wrote.
    """
    if any(request.kind == "references" for request in surveys[path].lists):
        return path
    asked = [(p, r) for p, survey in surveys.items() for r in survey.lists]
    whole = (p for p, request in asked if request.is_whole)
    some = (
        p
        for p, request in asked
        if request.kind in ("bibliography", "works-cited") and is_listed(entry, True, request)
    )
    return next(whole, None) or next(some, None)
