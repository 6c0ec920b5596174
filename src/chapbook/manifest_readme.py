"""A `README.md` whose table of contents links Markdown files, as a `Book`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.finding import Finding, sort_findings
from chapbook.manifest_entries import chapter_path, settle_depths
from chapbook.manifest_files import (
    MARKDOWN_SUFFIXES,
    default_bibliography,
    inside_book,
    is_chapter_name,
    is_file,
    keep_existing,
    markdown_names,
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
    plain_title,
    read_pieces,
    with_groups,
)
from chapbook.manifest_settings import default_targets
from chapbook.typed import (
    is_appendix,
    is_back_matter,
    is_contents,
    is_front_matter,
    split_part,
    split_typed,
)

MANIFEST = PurePosixPath("README.md")

_PART = re.compile(r"part\s+([ivxlc]+|\d+|[a-z]+)\b", re.IGNORECASE)
_BOLD = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)\s*[:：]?")
#: An address at a code host that names a file of a repository.
_HOSTED = re.compile(r"https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:blob|tree|src)/[^/]+/(.+)")
#: As many linked chapters make a list a table of contents that no heading announces.
_ENOUGH = 3
_AUTHORS = re.compile(r"^\*\*Authors?(?::\*\*|\*\*:)\s*(.+)$", re.IGNORECASE)


def read_readme(root: Path) -> tuple[Book, tuple[Finding, ...]] | None:
    """The book that `README.md` in `root` lists, None where it has no table of contents."""
    if not is_file(root / MANIFEST):
        return None
    pieces = list(read_pieces(read_text(root / MANIFEST)))
    contents = _contents([_as_own(root, piece) for piece in pieces], root)
    if not contents:
        return None
    outside = [] if _is_announced(pieces) else [*filter(_leads_out, contents)]
    contents = with_groups([piece for piece in contents if piece not in outside])
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
    return book, sort_findings([*missing, *map(_left_out, outside)])


def _is_announced(pieces: Sequence[Piece]) -> bool:
    """Whether a heading says that the list is the book's table of contents."""
    return any(_announces(piece) for piece in pieces)


def _leads_out(piece: Piece) -> bool:
    return isinstance(piece, Entry) and inside_book(piece.target) is None


def _left_out(piece: Piece) -> Finding:
    """A list that is no manifest, as in one book of a series, may name files beside the book."""
    said = piece.target if isinstance(piece, Entry) else ""
    message = f"'{said}' lies outside of the book's folder and is left out"
    hint = "copy the file into the book's folder, or write a book.yaml"
    return Finding("outside-chapter", message, MANIFEST, piece.line, hint=hint)


def _metadata(root: Path, pieces: Sequence[Piece]) -> Metadata:
    title = next((p for p in pieces if isinstance(p, Heading) and p.level == 1), None)
    return Metadata(
        title=title.text if title else spoken_title(root),
        subtitle=_subtitle(title, pieces),
        authors=_authors(pieces),
    )


def _subtitle(title: Heading | None, pieces: Sequence[Piece]) -> str | None:
    """The heading below the title, unless it begins a section of prose."""
    below = [piece for piece in pieces if title and piece.line > title.line][:2]
    if not title or not below or not isinstance(below[0], Heading) or below[0].level != 2:
        return None
    first, after = below[0], below[1] if below[1:] else None
    opens_section = isinstance(after, Prose) and not re.match(r"[*_>!\[]|by\s|v\d", after.text)
    if is_contents(first.text) or (first.line > title.line + 1 and opens_section):
        return None
    return first.text


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


def _contents(pieces: Sequence[Piece], root: Path) -> list[Piece]:
    """What stands under the heading of the table of contents, up to the next of its level.

    Without such a heading, the linked chapters of the README if they are most of the folder's.
    """
    for index, piece in enumerate(pieces):
        level = _announces(piece)
        if level:
            below = list(_below(pieces[index + 1 :], level))
            if any(isinstance(piece, Entry) for piece in below):
                return below
    linked = [p for p in pieces if isinstance(p, Entry) and p.depth and not _is_other_link(p)]
    files = {entry.target.removeprefix("./") for entry in linked if is_file(root / entry.target)}
    beside = {name for name in markdown_names(root) if is_chapter_name(name)}
    if len(files) < _ENOUGH or 2 * len(files & beside) < len(beside):
        return []
    return [piece for piece in pieces if not isinstance(piece, Entry) or piece in linked]


def _announces(piece: Piece) -> int:
    """The level of a heading over a table of contents, 0 for any other piece."""
    if isinstance(piece, Heading):
        return piece.level if is_contents(piece.text) else 0
    bold = _BOLD.fullmatch(piece.text.strip()) if isinstance(piece, Prose) else None
    return 6 if bold and is_contents(bold[1]) else 0


def _below(pieces: Sequence[Piece], level: int) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level <= level:
            return
        if not _is_other_link(piece):
            yield piece


def _as_own(root: Path, piece: Piece) -> Piece:
    """An entry that names a file by its address at a code host, as one that names the file."""
    hosted = _HOSTED.fullmatch(piece.target) if isinstance(piece, Entry) else None
    if hosted and isinstance(piece, Entry) and is_file(root / hosted[1]):
        return replace(piece, target=hosted[1])
    return piece


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
            is_named = _PART.match(piece.text) or split_part(piece.text)[0]
            if is_named or (piece.group and piece.text and section is None):
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
    return {"front matter": Place.FRONT, "back matter": Place.BACK}.get(words.rstrip(":"))


def _place(entry: Entry, numbering: _Numbering | None, started: bool) -> Place:
    if is_appendix(entry.title) or is_appendix(entry.label):
        return Place.APPENDIX
    if entry.depth > 1:
        return Place.CHAPTER
    if numbering is None:
        if not started and is_front_matter(entry.title):
            return Place.FRONT
        return Place.BACK if started and is_back_matter(entry.title) else Place.CHAPTER
    if entry.line < numbering.first:
        return Place.FRONT
    return Place.CHAPTER if entry.line <= numbering.last else Place.BACK


def _is_numbered(entry: Entry) -> bool:
    typed = f"{entry.label} {entry.title}".strip()
    return not is_appendix(typed) and (entry.ordered or split_typed(typed)[0] is not None)


def _first_of_each(chapters: Iterator[Chapter]) -> Iterator[Chapter]:
    """Each file once: a table of contents may link sections of a chapter below it."""
    seen: set[PurePosixPath] = set()
    for chapter in chapters:
        if chapter.path not in seen:
            seen.add(chapter.path)
            yield chapter
