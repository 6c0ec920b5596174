"""What the settings of other tools say of a book: mdBook's `book.toml`, GitBook's `book.json`,
the YAML of Quarto and bookdown."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from chapbook.book import Book, Metadata
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.manifest_files import inside_book, is_file, missing_file, read_text

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def tool_metadata(root: Path, known: Metadata) -> Metadata:
    """`known`, with what a tool's settings in `root` (or above its `src`) say in its place.

    Settings that cannot be read say nothing: they are the tool's, not ours.
    """
    folders = (root, root.parent) if root.name == "src" else (root,)
    for folder in folders:
        try:
            if is_file(folder / "book.toml"):
                return with_settings(known, tomllib.loads(read_text(folder / "book.toml")), "book")
            if is_file(folder / "book.json"):
                return with_settings(known, json.loads(read_text(folder / "book.json")))
        except (BookError, ValueError, RecursionError):
            continue
    return known


def with_settings(known: Metadata, settings: object, below: str | None = None) -> Metadata:
    """`known`, changed by the mapping `settings` or by the one that it holds as `below`."""
    found = settings.get(below) if below and isinstance(settings, dict) else settings
    if not isinstance(found, dict):
        return known
    title, subtitle, description = (
        _text(found.get(key)) for key in ("title", "subtitle", "description")
    )
    authors = _names(found.get("authors", found.get("author")))
    language = _text(found.get("lang", found.get("language")))
    date, publisher, url = (_text(found.get(key)) for key in ("date", "publisher", "url"))
    address = (url or _text(found.get("site-url")) or "").replace("\\", "")
    return replace(
        known,
        title=title or known.title,
        subtitle=subtitle or known.subtitle,
        description=description or known.description,
        authors=authors or known.authors,
        language=language or known.language,
        date=date if date and _DATE.fullmatch(date) else known.date,
        publisher=publisher or known.publisher,
        url=address if address.startswith(("http://", "https://")) else known.url,
    )


def tool_files(book: Book, *settings: object) -> tuple[Book, tuple[Finding, ...]]:
    """`book` with the bibliography and the cover that a tool's settings name.

    What is not there is told, but is no error: tools make such files themselves.
    """
    found = [mapping for mapping in settings if isinstance(mapping, dict)]
    works = [name for mapping in found for name in _names(mapping.get("bibliography"))]
    covers = [name for mapping in found for name in _names(mapping.get("cover-image"))]
    there, findings = [], []
    for name in dict.fromkeys([*works, *covers[-1:]]):
        path = inside_book(name)
        if path is not None and is_file(book.root / path):
            there.append(name)
        elif path is not None:
            what = "bibliography" if name in works else "cover image"
            missing = missing_file(book.root, book.manifest, path, None, what)
            findings.append(replace(missing, severity=Severity.WARNING))
    cover = next((PurePosixPath(name) for name in covers[-1:] if name in there), None)
    listed = tuple(PurePosixPath(name) for name in dict.fromkeys(works) if name in there)
    metadata = replace(book.metadata, cover=cover or book.metadata.cover)
    return (
        replace(book, metadata=metadata, bibliography=listed or book.bibliography),
        tuple(findings),
    )


def _text(value: object) -> str | None:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    said = " ".join(str(value).split())
    return None if said.startswith("`r ") else said or None


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return tuple(name for item in value for name in _names(item))
    name = _text(value)
    return (name,) if name else ()
