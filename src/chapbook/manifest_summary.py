"""mdBook's `SUMMARY.md` as a `Book`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity, sort_findings
from chapbook.manifest_entries import chapter_path, once, settle_depths
from chapbook.manifest_files import (
    default_bibliography,
    keep_existing,
    read_text,
    spoken_title,
)
from chapbook.manifest_outline import (
    Entry,
    Heading,
    Item,
    Piece,
    bare_part_title,
    bare_title,
    read_pieces,
    with_groups,
)
from chapbook.manifest_settings import default_targets
from chapbook.manifest_tools import tool_metadata
from chapbook.typed import is_appendix, is_back_matter, is_contents, is_front_matter

#: Where mdBook's list of contents may stand.
PLACES = (PurePosixPath("SUMMARY.md"), PurePosixPath("src/SUMMARY.md"))

#: GitBook's lists may lead to the web, too.
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def read_summary(root: Path, manifest: PurePosixPath) -> tuple[Book, tuple[Finding, ...]]:
    """The book that the `SUMMARY.md` at `manifest` lists."""
    pieces = list(read_pieces(read_text(root / manifest)))
    title, pieces = _title(root, pieces)
    pieces = with_groups(pieces)
    parts: list[Part] = []
    named = once(root / manifest, list(_chapters(root, manifest, pieces, parts)))
    if not named:
        raise BookError(
            f"'{manifest}' lists no chapter",
            hint="a chapter is a line such as `- [Title](chapter.md)`",
            path=root / manifest,
        )
    chapters, missing = keep_existing(root, manifest, named)
    book = Book(
        root=root,
        metadata=tool_metadata(root, Metadata(title)),
        chapters=settle_depths(chapters),
        manifest=manifest,
        parts=tuple(parts),
        bibliography=default_bibliography(root),
        targets=default_targets(),
    )
    return book, sort_findings([*missing, *_drafts(manifest, pieces)])


def _title(root: Path, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """The title line, and what follows it; mdBook's usual `# Summary` says nothing."""
    if not pieces or not isinstance(pieces[0], Heading):
        return spoken_title(root), pieces
    said = pieces[0].text
    generic = said.lower() == "summary" or is_contents(said)
    return (spoken_title(root) if generic else said), pieces[1:]


def _chapters(
    root: Path, manifest: PurePosixPath, pieces: Sequence[Piece], parts: list[Part]
) -> Iterator[Chapter]:
    """The chapters in order; each Part that begins is added to `parts`."""
    place, part, in_appendices, numbered = Place.CHAPTER, None, False, False
    seen: set[PurePosixPath] = set()
    for index, piece in enumerate(pieces):
        if isinstance(piece, Heading):
            in_appendices, place, part = False, _place(piece.text), None
            if piece.text and place is Place.CHAPTER:
                parts.append(Part(bare_part_title(piece.text)))
                part = len(parts) - 1
        if not isinstance(piece, Entry) or not piece.target or _OUTSIDE.match(piece.target):
            continue
        path = chapter_path(root / manifest, manifest.parent, piece)
        if piece.anchored and path in seen:
            continue  # a place within a chapter that is named already
        seen.add(path)
        if piece.depth == 0:
            in_appendices = False
            yield _chapter(piece, path, _outer_place(piece.title, numbered))
            continue
        if not numbered and piece.depth == 1 and is_front_matter(piece.title):
            yield _chapter(piece, path, Place.FRONT)
            continue
        numbered = True
        if piece.depth == 1:
            in_appendices = is_appendix(piece.title) and _has_nested(pieces, index)
            if in_appendices:
                yield _chapter(piece, path, Place.BACK)
                continue
        if in_appendices:
            yield replace(_chapter(piece, path, Place.APPENDIX), depth=piece.depth - 1)
        elif place is Place.BACK:
            yield replace(_chapter(piece, path, Place.BACK), depth=piece.depth)
        elif place is Place.APPENDIX or (piece.depth == 1 and is_appendix(piece.title)):
            yield replace(_chapter(piece, path, Place.APPENDIX), depth=piece.depth)
        else:
            yield replace(_chapter(piece, path, Place.CHAPTER), part=part, depth=piece.depth)


def _place(heading: str) -> Place:
    """The place of what stands below a heading."""
    if is_appendix(heading):
        return Place.APPENDIX
    return Place.BACK if is_back_matter(heading) else Place.CHAPTER


def _outer_place(title: str, numbered: bool) -> Place:
    """The place of a chapter outside the numbered list: before it or after it."""
    if is_appendix(title):
        return Place.APPENDIX
    return Place.BACK if numbered else Place.FRONT


def _has_nested(pieces: Sequence[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return isinstance(after, Entry) and after.depth > 1


def _chapter(entry: Entry, path: PurePosixPath, place: Place) -> Chapter:
    return Chapter(path, place, title=bare_title(entry.title, place) or None, line=entry.line)


def _drafts(manifest: PurePosixPath, pieces: Sequence[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if isinstance(piece, Item) or (isinstance(piece, Entry) and not piece.target):
            said = piece.title if isinstance(piece, Entry) else piece.text
            yield Finding(
                "draft-chapter",
                f"'{said}' has no file yet and is left out",
                manifest,
                piece.line,
                severity=Severity.INFO,
            )
