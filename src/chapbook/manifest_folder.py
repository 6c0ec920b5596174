"""A folder of Markdown files without any manifest, as a `Book`: the files' order is the book's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Place
from chapbook.finding import Finding
from chapbook.manifest_files import (
    default_bibliography,
    is_chapter_name,
    markdown_names,
    natural_order,
    read_text,
    spoken_title,
)
from chapbook.manifest_outline import Heading, Prose, read_pieces
from chapbook.manifest_pandoc import with_pandoc_metadata
from chapbook.manifest_settings import default_targets
from chapbook.typed import is_appendix, is_back_matter, is_front_matter

#: Where chapters lie if not in the book's folder itself.
_FOLDERS = ("chapters", ".", "manuscript", "docs", "content", "src", "book", "text")
_ORDER = (Place.FRONT, Place.CHAPTER, Place.APPENDIX, Place.BACK)


def read_folder(root: Path) -> tuple[Book, tuple[Finding, ...]]:
    """The book that the Markdown files make in their order; see `markdown_files`."""
    paths = markdown_files(root)
    opening = {path: tuple(_opening(root / path)) for path in paths}
    running = _running_title(opening)
    book = Book(
        root=root,
        metadata=Metadata(running or spoken_title(root)),
        chapters=tuple(_chapters(opening, running)),
        manifest=PurePosixPath("."),
        bibliography=default_bibliography(root),
        targets=default_targets(),
    )
    return with_pandoc_metadata(book)


def markdown_files(root: Path) -> tuple[PurePosixPath, ...]:
    """The Markdown files that would be chapters, in natural order, relative to `root`.

    They lie in `chapters/`, in `root`, in a folder of another usual name, or in numbered folders.
    """
    for folder in _FOLDERS:
        found = _files_in(root, PurePosixPath(folder))
        if found:
            return found
    return tuple(path for folder in _numbered(root) for path in _files_in(root, folder))


def _files_in(root: Path, folder: PurePosixPath) -> tuple[PurePosixPath, ...]:
    return tuple(folder / name for name in markdown_names(root / folder) if is_chapter_name(name))


def _numbered(root: Path) -> Iterator[PurePosixPath]:
    try:
        names = [entry.name for entry in root.iterdir() if entry.is_dir()]
    except OSError:
        return
    for name in sorted(names, key=natural_order):
        if name[0].isdigit():
            yield PurePosixPath(name)


def _opening(path: Path) -> Iterator[Heading]:
    """The first heading of level 1 and those of its level that follow it without text between."""
    pieces = [p for p in read_pieces(read_text(path)) if isinstance(p, Heading | Prose)]
    start = next((i for i, p in enumerate(pieces) if isinstance(p, Heading) and p.level == 1), None)
    if start is not None:
        for piece in takewhile(lambda p: isinstance(p, Heading) and p.level == 1, pieces[start:]):
            if isinstance(piece, Heading):
                yield piece


def _running_title(opening: Mapping[PurePosixPath, Sequence[Heading]]) -> str | None:
    """The book's title, where most files print it above the chapter's."""
    counts = Counter(headings[0].text for headings in opening.values() if len(headings) > 1)
    title, count = counts.most_common(1)[0] if counts else ("", 0)
    return title if count > 1 and 2 * count >= len(opening) else None


def _chapters(
    opening: Mapping[PurePosixPath, Sequence[Heading]], running: str | None
) -> list[Chapter]:
    started = False
    ranked: list[tuple[int, Chapter]] = []
    for path, headings in opening.items():
        own = [heading for heading in headings if heading.text != running] or list(headings)
        heading = own[0] if own else None
        # Only a name with a number says where in the book a piece is meant to stand.
        is_placed = any(letter.isdigit() for letter in str(path))
        place = _place(heading, started and is_placed)
        if place is Place.CHAPTER and not (heading and heading.unnumbered):
            started = True
        rank = _ORDER.index(Place.CHAPTER if is_placed else place)
        ranked.append((rank, Chapter(path, place)))
    return [chapter for _, chapter in sorted(ranked, key=lambda pair: pair[0])]


def _place(heading: Heading | None, started: bool) -> Place:
    if heading is None:
        return Place.CHAPTER
    if is_appendix(heading.text):
        return Place.APPENDIX
    if not started and is_front_matter(heading.text):
        return Place.FRONT
    return Place.BACK if is_back_matter(heading.text) else Place.CHAPTER
