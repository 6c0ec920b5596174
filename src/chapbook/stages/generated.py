"""Make the chapter that lists the works of the whole book, where its author has placed no list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from chapbook.book import Book, Chapter, Place
from chapbook.manifest_files import is_file
from chapbook.roles import Resolved
from chapbook.survey import Survey
from chapbook.words import words_for


def bibliography_chapter(
    book: Book,
    surveys: Mapping[PurePosixPath, Survey],
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
) -> tuple[Chapter, str] | None:
    """The chapter and its text, where `citations: {references: book}` asks for it.

    None where nothing is cited, or a chapter holds a list of the whole book already. It stands at
    the end of the back matter, and no file is written.
    """
    if not book.citations.bibliography:
        return None
    if any(request.is_whole for survey in surveys.values() for request in survey.lists):
        return None
    if not any(note.complete for notes in resolved.values() for note in notes):
        return None
    title = words_for(book.metadata.language).works["bibliography"]
    return Chapter(_free_path(book), Place.BACK), f"# {title}\n\n::: {{.bibliography}}\n:::\n"


def _free_path(book: Book) -> PurePosixPath:
    """A path that no file of the book has."""
    path, count = PurePosixPath("bibliography.md"), 1
    while is_file(book.root / path) or path in {chapter.path for chapter in book.chapters}:
        count += 1
        path = PurePosixPath(f"bibliography-{count}.md")
    return path
