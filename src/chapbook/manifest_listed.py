"""Books whose chapters other tools list: bookdown's `_bookdown.yml`, Quarto's `_quarto.yml`,
Leanpub's `Book.txt`. Their chapters are read as Markdown; no code in them is run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.inline_chunks import shown_conditions
from chapbook.manifest_files import (
    LEANPUB,
    default_bibliography,
    inside_book,
    is_chapter_name,
    is_file,
    keep_existing,
    markdown_names,
    read_text,
    spoken_title,
)
from chapbook.manifest_outline import Heading, bare_part_title, read_pieces
from chapbook.manifest_settings import default_targets
from chapbook.manifest_tools import tool_files, with_settings
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, load_yaml, parse_yaml, plain_values
from chapbook.numbering import BUILTIN, NumberingSettings
from chapbook.theorem_kinds import BOOKDOWN, QUARTO, theorem_kinds
from chapbook.typed import is_appendix, is_back_matter, is_front_matter

_LEANPUB = (PurePosixPath(LEANPUB), PurePosixPath("manuscript", LEANPUB))
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_BOOKDOWN_MARK = re.compile(r"\((PART|APPENDIX)\\?\*?\)\s*")
_LEANPUB_MARK = re.compile(r"\{\s*(front|main|back)matter\s*\}|^-#\s+(.+)$|\{class:\s*part\}", re.M)
_MATTER = {"front": Place.FRONT, "main": Place.CHAPTER, "back": Place.BACK}


@dataclass(frozen=True)
class _Listed:
    """One listed file, with the Part or the place that begins with it."""

    path: str
    line: int | None = None
    part: str | None = None
    place: Place | None = None
    title: str | None = None
    closes_part: bool = False


def read_listed(root: Path) -> tuple[Book, tuple[Finding, ...]] | None:
    """The book that a tool's list of chapters in `root` names; None where there is no such list."""
    if is_file(root / QUARTO):
        return _read_quarto(root)
    if is_file(root / BOOKDOWN):
        return _read_bookdown(root)
    for manifest in _LEANPUB:
        if is_file(root / manifest):
            return _read_leanpub(root, manifest)
    return None


def lists_book(root: Path) -> bool:
    """Whether there is a list that `read_listed` would read."""
    return any(is_file(root / name) for name in (QUARTO, BOOKDOWN, *_LEANPUB))


def _read_quarto(root: Path) -> tuple[Book, tuple[Finding, ...]] | None:
    settings = load_yaml(root / QUARTO)
    book = settings.get("book") if isinstance(settings, Fields) else None
    if not isinstance(settings, Fields) or not isinstance(book, Fields):
        return None
    listed = list(_quarto_entries(book.get("chapters")))
    appendices = list(_quarto_entries(book.get("appendices")))
    if appendices:
        first = appendices[0]
        appendices[0] = _Listed(first.path, first.line, place=Place.APPENDIX, title=first.title)
    said = plain_values(settings), plain_values(book)
    return _book(root, QUARTO, [*listed, *appendices], said)


def _quarto_entries(node: Node | None, part: str | None = None) -> Iterator[_Listed]:
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Scalar):
            yield _Listed(item.text, item.line, part, closes_part=part is None)
            part = "" if part is not None else None
        elif isinstance(item, Fields) and isinstance(named := item.get("part"), Scalar):
            yield from _quarto_part(named, item.get("chapters"))
        elif isinstance(item, Fields):
            path = item.get("file") or item.get("href")
            title = item.get("text")
            if isinstance(path, Scalar):
                said = title.text if isinstance(title, Scalar) else None
                yield _Listed(path.text, path.line, part, title=said, closes_part=part is None)
                part = "" if part is not None else None


def _quarto_part(named: Scalar, chapters: Node | None) -> Iterator[_Listed]:
    """A Part by its title, or by a file whose heading is its title and that opens it."""
    if re.search(r"\.[qr]?md$", named.text, re.IGNORECASE):
        yield _Listed(named.text, named.line, part=named.text)
        yield from _quarto_entries(chapters, "")
    else:
        yield from _quarto_entries(chapters, named.text)


def _read_bookdown(root: Path) -> tuple[Book, tuple[Finding, ...]]:
    settings = load_yaml(root / BOOKDOWN) if (root / BOOKDOWN).read_bytes().strip() else None
    named = settings.get("rmd_files") if isinstance(settings, Fields) else None
    if isinstance(named, Fields):
        named = named.get("html") or next((value for _, value in named.entries), None)
    listed = [
        _Listed(item.text, item.line)
        for item in (named.items if isinstance(named, Items) else ())
        if isinstance(item, Scalar)
    ]
    if not listed:
        names = [name for name in markdown_names(root) if name[0] != "_" and is_chapter_name(name)]
        index = [name for name in names if name.lower().rpartition(".")[0] == "index"]
        ordered = [*index, *(n for n in names if n not in index and n.lower().endswith(".rmd"))]
        listed = [_Listed(name) for name in ordered]
    said = _yaml_of(root / listed[0].path) if listed else None
    return _book(root, BOOKDOWN, [_marked(root, item) for item in listed], (said,))


def _marked(root: Path, item: _Listed) -> _Listed:
    """An entry with the Part or the appendices that bookdown's markers in its file begin."""
    if not is_file(root / item.path):
        return item
    for piece in read_pieces(shown_conditions(read_text(root / item.path))):
        marker = _BOOKDOWN_MARK.match(piece.text) if isinstance(piece, Heading) else None
        if marker and isinstance(piece, Heading):
            if marker[1] == "APPENDIX":
                return _Listed(item.path, item.line, place=Place.APPENDIX)
            return _Listed(item.path, item.line, part=piece.text[marker.end() :])
    return item


def _read_leanpub(root: Path, manifest: PurePosixPath) -> tuple[Book, tuple[Finding, ...]]:
    listed: list[_Listed] = []
    place: Place | None = None
    part: str | None = None
    for number, line in enumerate(read_text(root / manifest).splitlines(), 1):
        name = line.partition("#")[0].strip()
        if re.fullmatch(r"(front|main|back)matter:?", name):
            place = _MATTER[name[: name.index("matter")]]
            continue
        if not name or not name.lower().endswith((".md", ".markdown", ".txt")):
            continue
        path = str(manifest.parent / name)
        text = read_text(root / path) if is_file(root / path) else "..."
        marks = list(_LEANPUB_MARK.finditer(text))
        for mark in marks:
            place = _MATTER[mark[1]] if mark[1] else place
            part = mark[2] or part
        if marks and not _LEANPUB_MARK.sub("", text).strip():
            continue  # a file that only marks where something begins
        listed.append(_Listed(path, number, part, place))
        place, part = None, None
    return _book(root, manifest, listed)


def _yaml_of(path: Path) -> object:
    block = _FRONT_MATTER.match(read_text(path)) if is_file(path) else None
    try:
        return plain_values(parse_yaml(block[1], path)) if block else None
    except BookError:  # what another tool makes of it is not for us to refuse
        return None


def _book(
    root: Path,
    manifest: PurePosixPath,
    listed: Sequence[_Listed],
    settings: Sequence[object] = (),
) -> tuple[Book, tuple[Finding, ...]]:
    """The book of these files, of which a tool's `settings` say more, the last ones above all."""
    if not listed:
        raise BookError(
            f"'{manifest}' lists no chapter", hint="list the book's files", path=root / manifest
        )
    parts: list[Part] = []
    metadata = Metadata(spoken_title(root.parent if root.name == "manuscript" else root))
    for said in settings:
        metadata = with_settings(metadata, said)
    chapters = _chapters(root, manifest, listed, parts)
    kept, missing = keep_existing(root, manifest, chapters)
    book = Book(
        root=root,
        metadata=metadata,
        chapters=kept,
        manifest=manifest,
        parts=tuple(parts),
        bibliography=default_bibliography(root),
        targets=default_targets(),
        numbering=NumberingSettings(kinds=(*BUILTIN, *theorem_kinds(manifest))),
    )
    book, unmade = tool_files(book, *settings)
    return book, (*missing, *unmade)


def _chapters(
    root: Path, manifest: PurePosixPath, listed: Iterable[_Listed], parts: list[Part]
) -> list[Chapter]:
    found: dict[PurePosixPath, Chapter] = {}
    section: Place | None = None
    part: int | None = None
    started = False
    for item in listed:
        path = inside_book(item.path)
        if path is None:
            raise BookError(
                f"'{item.path}' leads out of the book",
                hint="paths are relative to the book's folder and stay inside it",
                path=root / manifest,
                line=item.line,
            )
        heading = _title_of(root / path)
        if item.place is not None:
            section, part = item.place, None
        if item.closes_part:
            part = None
        if item.part:
            is_file_name = item.part == item.path
            title = heading.text if is_file_name and heading else item.part
            parts.append(Part(bare_part_title(title)))
            part = len(parts) - 1
        place = _place(heading, started, section, part)
        started = started or (place is Place.CHAPTER and not (heading and heading.unnumbered))
        in_part = part if place is Place.CHAPTER else None
        found.setdefault(path, Chapter(path, place, in_part, title=item.title, line=item.line))
    return list(found.values())


def _place(
    heading: Heading | None, started: bool, section: Place | None, part: int | None
) -> Place:
    title = heading.text if heading else ""
    if section is Place.APPENDIX and heading and heading.unnumbered and is_back_matter(title):
        return Place.BACK
    if section is Place.FRONT or section is Place.APPENDIX:
        return section
    if is_appendix(title):
        return Place.APPENDIX
    if section is Place.BACK or is_back_matter(title):
        return Place.BACK
    if part is None and not started and heading and (heading.unnumbered or is_front_matter(title)):
        return Place.FRONT
    return Place.CHAPTER


def _title_of(path: Path) -> Heading | None:
    if not is_file(path):
        return None
    headings = (p for p in read_pieces(shown_conditions(read_text(path))) if isinstance(p, Heading))
    return next((h for h in headings if h.level == 1 and not _BOOKDOWN_MARK.match(h.text)), None)
