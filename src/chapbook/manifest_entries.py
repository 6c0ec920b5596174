"""Entries of a Markdown list of contents as chapters: their paths, once each, soundly nested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from chapbook.book import Chapter
from chapbook.errors import BookError
from chapbook.manifest_files import inside_book
from chapbook.manifest_outline import Entry


def chapter_path(manifest: Path, folder: PurePosixPath, entry: Entry) -> PurePosixPath:
    """The path of an entry's file within the book, whose manifest stands in `folder`."""
    # GitBook writes `/chapter.md` for a file of the book's own folder.
    path = inside_book(f"{folder}/{entry.target.removeprefix('/')}")
    if path is None:
        raise BookError(
            f"'{entry.target}' leads out of the book",
            hint="paths are relative to this file and stay inside the book's folder",
            path=manifest,
            line=entry.line,
        )
    return path


def once(manifest: Path, chapters: Sequence[Chapter]) -> Sequence[Chapter]:
    """The chapters, if no file is named twice; else a `BookError`."""
    first: dict[PurePosixPath, int | None] = {}
    for chapter in chapters:
        if chapter.path in first:
            raise BookError(
                f"'{chapter.path}' is named twice, first on line {first[chapter.path]}",
                hint="keep one of the two entries",
                path=manifest,
                line=chapter.line,
            )
        first[chapter.path] = chapter.line
    return chapters


def settle_depths(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """The chapters with no step down of more than one level, and none before a first chapter."""
    settled: list[Chapter] = []
    for chapter in chapters:
        above = settled[-1] if settled else None
        goes_on = above and (above.place, above.part) == (chapter.place, chapter.part)
        deepest = above.depth + 1 if above and goes_on else 1
        settled.append(replace(chapter, depth=min(chapter.depth, deepest)))
    return tuple(settled)
