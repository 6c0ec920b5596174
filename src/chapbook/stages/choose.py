"""What a run is asked for: targets, chapters by number or name, and the date that files claim."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from chapbook.book import Book, Target
from chapbook.errors import BookError, ChapbookError
from chapbook.outline import Outline
from chapbook.registry import Registry
from chapbook.stages.options import refuse_unknown_options

#: The date of a book that names none: the earliest that a ZIP archive can hold (1980-01-01).
EARLIEST = 315532800

#: The latest second that a ZIP archive can hold (2107-12-31).
LATEST = 4354819199


def choose_targets(book: Book, registry: Registry, to: Sequence[str]) -> tuple[Target, ...]:
    """The targets to build.

    Raises `BookError` for one that neither the book nor a plugin knows, and for an option that its
    format does not have.
    """
    if not to:
        named = book.targets
    else:
        own = {target.name: target for target in book.targets}
        named = tuple(own.get(name, Target(name, name)) for name in dict.fromkeys(to))
    for target in named:
        if target.format not in registry.formats:
            known = ", ".join(sorted({*registry.formats, *(t.name for t in book.targets)}))
            raise BookError(f"there is no format '{target.format}'", hint=f"choose from: {known}")
        refuse_unknown_options(book, target, registry.formats[target.format])
    return named


def first_kinds(
    to: Sequence[str], only: Sequence[str], book: Book, registry: Registry
) -> tuple[str, ...]:
    """The kinds of drawing that are wanted first: those of the first target of a whole book."""
    targets = () if only else choose_targets(book, registry, to)
    return registry.formats[targets[0].format].drawings(targets[0]) if targets else ()


def choose_chapters(outline: Outline, only: Sequence[str]) -> frozenset[PurePosixPath]:
    """The chapters that `only` names, all where it is empty.

    A file that continues a chapter comes with it. Raises `BookError` for an unknown name.
    """
    if not only:
        return frozenset(plan.chapter.path for plan in outline.plans)
    chosen: set[PurePosixPath] = set()
    for name in only:
        found = _chapter_files(outline, name)
        chosen |= found
        if not found:
            numbers = [p.label.number or p.slug for p in outline.plans if p.chapter.depth == 1]
            raise BookError(
                f"the book has no chapter '{name}'", hint=f"choose from: {', '.join(numbers)}"
            )
    return frozenset(chosen)


def _chapter_files(outline: Outline, name: str) -> set[PurePosixPath]:
    """The files of the chapters of this name; a continuing file goes with the one before it."""
    found: set[PurePosixPath] = set()
    is_named = False
    for plan in outline.plans:
        path = plan.chapter.path
        if plan.chapter.depth == 1:
            is_named = name in {plan.label.number, plan.slug, path.stem, path.name, str(path)}
        if is_named:
            found.add(path)
    return found


def release_date(book: Book) -> int:
    """The seconds since 1970 that finished files claim: SOURCE_DATE_EPOCH, else the book's date."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    if named:
        if not named.isdecimal() or int(named) > LATEST:
            raise ChapbookError(
                f"SOURCE_DATE_EPOCH is '{named}', not a number of seconds", hint="unset it"
            )
        return max(int(named), EARLIEST)
    try:
        day = datetime.fromisoformat(book.metadata.date or "").replace(tzinfo=UTC)
    except ValueError:
        return EARLIEST
    return min(max(int(day.timestamp()), EARLIEST), LATEST)
