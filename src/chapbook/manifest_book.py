"""`book.yaml` as a `Book`: checked against the table of keys, then taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, CitationSettings, Metadata, Part, Place
from chapbook.finding import Finding, sort_findings
from chapbook.manifest_check import Problem, find_problems, stop_on_problems
from chapbook.manifest_companions import bad_companions, companions_of, missing_companions
from chapbook.manifest_files import (
    default_bibliography,
    inside_book,
    is_file,
    keep_existing,
    missing_file,
)
from chapbook.manifest_keys import BOOK
from chapbook.manifest_kind_names import bad_kinds
from chapbook.manifest_numbering import mentions_of, numbering_of
from chapbook.manifest_settings import checks_of, diagrams_of, filters_off_of, targets_of
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, load_yaml

MANIFEST = PurePosixPath("book.yaml")

#: Lists of `contents` with a fixed place; Parts and loose chapters stand between the two groups.
_BEFORE = (("front-matter", Place.FRONT),)
_AFTER = (("appendices", Place.APPENDIX), ("back-matter", Place.BACK))


def read_book_yaml(root: Path) -> tuple[Book, tuple[Finding, ...]]:
    """The book that `book.yaml` in `root` describes, and a finding for each file it misses."""
    path = root / MANIFEST
    tree = load_yaml(path)
    stop_on_problems(path, list(find_problems(tree, BOOK)))
    fields = tree if isinstance(tree, Fields) else Fields((), 1)
    contents = _fields(fields, "contents")
    named = tuple(_chapters(contents))
    stop_on_problems(
        path,
        [
            *_bad_date(fields),
            *_bad_contents(contents, named),
            *bad_companions(_fields(fields, "companions")),
            *bad_kinds(_fields(fields, "numbering")),
            *_bad_references(_fields(fields, "citations")),
        ],
    )
    chapters, missing = keep_existing(root, MANIFEST, named)
    files = _Files(root)
    book = Book(
        root=root,
        metadata=_metadata(fields, files),
        chapters=chapters,
        manifest=MANIFEST,
        parts=tuple(_parts(contents)),
        companions=companions_of(root, _fields(fields, "companions")),
        bibliography=_bibliography(root, fields, files),
        citations=_citations(_fields(fields, "citations")),
        targets=targets_of(fields.get("targets")),
        checks=checks_of(_fields(fields, "checks")),
        filters_off=filters_off_of(_fields(fields, "filters")),
        plugins=files.existing(_items(fields, "plugins"), "plugin"),
        numbering=numbering_of(_fields(fields, "numbering")),
        mentions=mentions_of(_fields(fields, "links")),
        first_use=_text(_fields(fields, "glossary"), "first-use") or Book.first_use,
        diagrams=diagrams_of(_fields(fields, "diagrams")),
    )
    return book, sort_findings(
        [*missing, *files.missing, *missing_companions(root, _fields(fields, "companions"))]
    )


class _Files:
    """The files a manifest names beside its chapters, and a finding for each missing one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.missing: list[Finding] = []

    def one(self, node: Node | None, what: str) -> PurePosixPath | None:
        found = self.existing((node,) if node else (), what)
        return found[0] if found else None

    def existing(self, nodes: Iterable[Node], what: str) -> tuple[PurePosixPath, ...]:
        found = []
        for node in nodes:
            path = _path(node)
            if is_file(self.root / path):
                found.append(path)
            else:
                self.missing.append(missing_file(self.root, MANIFEST, path, node.line, what))
        return tuple(dict.fromkeys(found))


def _metadata(fields: Fields, files: _Files) -> Metadata:
    return Metadata(
        title=_text(fields, "title") or "",
        subtitle=_text(fields, "subtitle"),
        authors=tuple(_texts(fields.get("authors"))),
        language=_text(fields, "language") or Metadata.language,
        date=_text(fields, "date"),
        edition=_text(fields, "edition"),
        identifier=_text(fields, "identifier"),
        rights=_text(fields, "rights"),
        publisher=_text(fields, "publisher"),
        description=_text(fields, "description"),
        cover=files.one(fields.get("cover"), "cover image"),
        url=_text(fields, "url"),
    )


def _bad_date(fields: Fields) -> Iterator[Problem]:
    node = fields.get("date")
    if not isinstance(node, Scalar):
        return
    try:
        date.fromisoformat(node.text)
    except ValueError:
        yield Problem(node.line, f"`date`: {node.text} is not in the calendar")


def _bad_contents(contents: Fields, named: tuple[Chapter, ...]) -> Iterator[Problem]:
    if not named:
        yield Problem(
            contents.line, "`contents` names no file", "list chapters under `chapters` or `parts`"
        )
    uses = [(chapter.path, chapter.line or 1) for chapter in named]
    first: dict[PurePosixPath, int] = {}
    for path, line in sorted(uses, key=lambda use: use[1]):
        if path in first:
            yield Problem(
                line,
                f"'{path}' is named twice in `contents`, first on line {first[path]}",
                "keep one of the two entries",
            )
        first.setdefault(path, line)


def _chapters(contents: Fields) -> Iterator[Chapter]:
    for name, place in _BEFORE:
        yield from (_chapter(node, place) for node in _items(contents, name))
    for key, _ in contents.entries:
        if key.text == "chapters":
            yield from (_chapter(node, Place.CHAPTER) for node in _items(contents, "chapters"))
        elif key.text == "parts":
            for index, part in enumerate(_part_nodes(contents)):
                yield from (_chapter(n, Place.CHAPTER, index) for n in _items(part, "chapters"))
    for name, place in _AFTER:
        yield from (_chapter(node, place) for node in _items(contents, name))


def _chapter(node: Node, place: Place, part: int | None = None) -> Chapter:
    if isinstance(node, Fields):
        path = node.get("path") or node
        return Chapter(_path(path), place, part, title=_text(node, "title"), line=path.line)
    return Chapter(_path(node), place, part, line=node.line)


def _parts(contents: Fields) -> Iterator[Part]:
    return (Part(_text(node, "title") or "") for node in _part_nodes(contents))


def _bibliography(root: Path, fields: Fields, files: _Files) -> tuple[PurePosixPath, ...]:
    node = fields.get("bibliography")
    if node is None:
        return default_bibliography(root)
    return files.existing(node.items if isinstance(node, Items) else (node,), "bibliography")


def _citations(fields: Fields) -> CitationSettings:
    default = CitationSettings()
    named = _references(fields)
    return CitationSettings(
        style=_text(fields, "style") or default.style,
        engine=_text(fields, "engine") or default.engine,
        references=next((word for word in named if word != "book"), default.references),
        bibliography="book" in named,
        numbers=_text(fields, "numbers") or default.numbers,
    )


def _references(fields: Fields) -> tuple[str, ...]:
    """The words of `references: book` or `references: [chapter, book]`."""
    return tuple(_texts(fields.get("references")))


def _bad_references(fields: Fields) -> Iterator[Problem]:
    node = fields.get("references")
    said = [word for word in _references(fields) if word != "book"]
    if node is not None and len(said) > 1:
        yield Problem(
            node.line,
            f"`references` says two things of the chapters' lists: {' and '.join(said)}",
            "keep one of them; `book` may stand beside it",
        )


def _part_nodes(contents: Fields) -> tuple[Fields, ...]:
    return tuple(node for node in _items(contents, "parts") if isinstance(node, Fields))


def _fields(fields: Fields, name: str) -> Fields:
    node = fields.get(name)
    return node if isinstance(node, Fields) else Fields((), fields.line)


def _items(fields: Fields, name: str) -> tuple[Node, ...]:
    node = fields.get(name)
    return node.items if isinstance(node, Items) else ()


def _text(fields: Fields, name: str) -> str | None:
    node = fields.get(name)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else None


def _texts(node: Node | None) -> Iterator[str]:
    nodes = node.items if isinstance(node, Items) else (node,)
    yield from (one.text.strip() for one in nodes if isinstance(one, Scalar))


def _path(node: Node) -> PurePosixPath:
    text = node.text if isinstance(node, Scalar) else ""
    return inside_book(text) or PurePosixPath(text)
