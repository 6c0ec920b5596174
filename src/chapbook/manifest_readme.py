"""A `README.md` whose table of contents links Markdown files, as a `Book`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.finding import Finding, sort_findings
from chapbook.manifest_entries import chapter_path, settle_depths
from chapbook.manifest_files import (
    MARKDOWN_SUFFIXES,
    default_bibliography,
    is_file,
    keep_existing,
    read_text,
    spoken_title,
)
from chapbook.manifest_outline import (
    Entry,
    Heading,
    Piece,
    Prose,
    bare_part_title,
    bare_title,
    is_appendix,
    is_front_matter,
    plain_title,
    read_pieces,
)
from chapbook.manifest_settings import default_targets

MANIFEST = PurePosixPath("README.md")

_CONTENTS = re.compile(r"(table of )?contents|toc|chapters", re.IGNORECASE)
_PART = re.compile(r"part\s+([ivxlc]+|\d+|[a-z]+)\b", re.IGNORECASE)
_AUTHORS = re.compile(r"^\*\*Authors?(?::\*\*|\*\*:)\s*(.+)$", re.IGNORECASE)


def read_readme(root: Path) -> tuple[Book, tuple[Finding, ...]] | None:
    """The book that `README.md` in `root` lists, None where it has no table of contents."""
    if not is_file(root / MANIFEST):
        return None
    pieces = list(read_pieces(read_text(root / MANIFEST)))
    contents = [piece for piece in _contents(pieces) if not _is_other_link(piece)]
    if not any(isinstance(piece, Entry) for piece in contents):
        return None
    parts: list[Part] = []
    named = _first_of_each(_chapters(root, contents, parts))
    chapters, missing = keep_existing(root, MANIFEST, named)
    book = Book(
        root=root,
        metadata=_metadata(root, pieces),
        chapters=settle_depths(chapters),
        manifest=MANIFEST,
        parts=tuple(parts),
        bibliography=default_bibliography(root),
        targets=default_targets(),
    )
    return book, sort_findings(missing)


def _metadata(root: Path, pieces: Sequence[Piece]) -> Metadata:
    title = next((p for p in pieces if isinstance(p, Heading) and p.level == 1), None)
    after = next((p for p in pieces if title and p.line > title.line), None)
    has_subtitle = (
        isinstance(after, Heading) and after.level == 2 and not _CONTENTS.fullmatch(after.text)
    )
    return Metadata(
        title=title.text if title else spoken_title(root),
        subtitle=after.text if has_subtitle and isinstance(after, Heading) else None,
        authors=_authors(pieces),
    )


def _authors(pieces: Sequence[Piece]) -> tuple[str, ...]:
    said = (_AUTHORS.match(piece.text) for piece in pieces if isinstance(piece, Prose))
    first = next((match for match in said if match), None)
    if first is None:
        return ()
    names = plain_title(first[1])
    if not first[0].lower().startswith("**authors"):
        return (names,)
    return tuple(
        name.strip() for name in re.split(r",\s*and\s|,|;|&|\sand\s", names) if name.strip()
    )


def _contents(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """What stands under the heading of the table of contents, up to the next of its level."""
    level = 0
    for piece in pieces:
        if isinstance(piece, Heading):
            if level and piece.level <= level:
                return
            if not level and piece.level > 1 and _CONTENTS.fullmatch(piece.text):
                level = piece.level
                continue
        if level:
            yield piece


def _is_other_link(piece: Piece) -> bool:
    if not isinstance(piece, Entry):
        return False
    is_address = re.match(r"[a-z][a-z0-9+.-]*:", piece.target, re.IGNORECASE) is not None
    return is_address or not piece.target.lower().endswith(MARKDOWN_SUFFIXES)


@dataclass(frozen=True)
class _Numbering:
    """The lines of the first and last numbered entry, by which the others find their place."""

    first: int
    last: int


def _chapters(root: Path, contents: Sequence[Piece], parts: list[Part]) -> Iterator[Chapter]:
    """The chapters in order; each Part that begins is added to `parts`."""
    lines = [piece.line for piece in contents if isinstance(piece, Entry) and _is_numbered(piece)]
    numbering = _Numbering(lines[0], lines[-1]) if lines else None
    part: int | None = None
    section: Place | None = None
    started = False
    for piece in contents:
        if isinstance(piece, Heading):
            part, section = None, _section(piece.text)
            if _PART.match(piece.text):
                parts.append(Part(bare_part_title(piece.text)))
                part, section = len(parts) - 1, Place.CHAPTER
        if not isinstance(piece, Entry):
            continue
        place = section or _place(piece, numbering, started)
        started = started or place is Place.CHAPTER
        yield Chapter(
            chapter_path(root / MANIFEST, PurePosixPath(), piece),
            place,
            part if place is Place.CHAPTER else None,
            max(piece.depth, 1),
            bare_title(piece.title, place) or None,
            piece.line,
        )


def _section(heading: str) -> Place | None:
    """The place that a heading gives to all entries below it, None where it leaves it to them."""
    words = heading.lower().replace("-", " ")
    if is_appendix(heading):
        return Place.APPENDIX
    return {"front matter": Place.FRONT, "back matter": Place.BACK}.get(words)


def _place(entry: Entry, numbering: _Numbering | None, started: bool) -> Place:
    if is_appendix(entry.title) or is_appendix(entry.label):
        return Place.APPENDIX
    if entry.depth > 1:
        return Place.CHAPTER
    if numbering is None:
        return Place.FRONT if not started and is_front_matter(entry.title) else Place.CHAPTER
    if entry.line < numbering.first:
        return Place.FRONT
    return Place.CHAPTER if entry.line <= numbering.last else Place.BACK


def _is_numbered(entry: Entry) -> bool:
    typed = rf"{entry.label} {entry.title}".strip()
    return (
        entry.ordered or re.match(r"(chapter\s+)?\d+\s*[:.–—-]", typed, re.IGNORECASE) is not None
    )


def _first_of_each(chapters: Iterator[Chapter]) -> Iterator[Chapter]:
    """Each file once: a table of contents may link sections of a chapter below it."""
    seen: set[PurePosixPath] = set()
    for chapter in chapters:
        if chapter.path not in seen:
            seen.add(chapter.path)
            yield chapter
