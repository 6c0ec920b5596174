"""A folder of Markdown files without any manifest, as a `Book`: the files' order is the book's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Place
from chapbook.finding import Finding
from chapbook.manifest_files import (
    MARKDOWN_SUFFIXES,
    default_bibliography,
    is_file,
    natural_order,
    read_text,
    spoken_title,
)
from chapbook.manifest_outline import Heading, is_appendix, is_front_matter, read_pieces
from chapbook.manifest_settings import default_targets

#: Files that stand beside a book's chapters and are none, without their ending, in lower case.
_NO_CHAPTERS = frozenset(
    ["changelog", "code_of_conduct", "contributing", "license", "readme", "summary", "works_cited"]
)


def read_folder(root: Path) -> tuple[Book, tuple[Finding, ...]]:
    """The book that the Markdown files of `chapters/`, or else of `root`, make in their order."""
    book = Book(
        root=root,
        metadata=Metadata(spoken_title(root)),
        chapters=tuple(_chapters(root, markdown_files(root))),
        manifest=PurePosixPath("."),
        bibliography=default_bibliography(root),
        targets=default_targets(),
    )
    return book, ()


def markdown_files(root: Path) -> tuple[PurePosixPath, ...]:
    """The Markdown files that would be chapters, in natural order, relative to `root`."""
    return _files_in(root, "chapters") or _files_in(root, ".")


def _files_in(root: Path, folder: str) -> tuple[PurePosixPath, ...]:
    try:
        names = [entry.name for entry in (root / folder).iterdir()]
    except OSError:
        return ()
    kept = [
        name
        for name in names
        if name.lower().endswith(MARKDOWN_SUFFIXES)
        and not name.startswith(".")
        and name.lower().rpartition(".")[0] not in _NO_CHAPTERS
        and is_file(root / folder / name)
    ]
    return tuple(PurePosixPath(folder) / name for name in sorted(kept, key=natural_order))


def _chapters(root: Path, paths: Sequence[PurePosixPath]) -> Iterator[Chapter]:
    started = False
    for path in paths:
        heading = _first_heading(root / path)
        place = _place(heading, started)
        if place is Place.CHAPTER and not (heading and heading.unnumbered):
            started = True
        yield Chapter(path, place)


def _first_heading(path: Path) -> Heading | None:
    pieces = read_pieces(read_text(path))
    return next((p for p in pieces if isinstance(p, Heading) and p.level == 1), None)


def _place(heading: Heading | None, started: bool) -> Place:
    if heading is None:
        return Place.CHAPTER
    if is_appendix(heading.text):
        return Place.APPENDIX
    if not started and is_front_matter(heading.text):
        return Place.FRONT
    return Place.CHAPTER
