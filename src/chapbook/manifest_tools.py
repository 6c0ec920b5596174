"""What the settings of other tools say of a book: mdBook's `book.toml`, GitBook's `book.json`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

from chapbook.book import Metadata
from chapbook.errors import BookError
from chapbook.manifest_files import is_file, read_text


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
    return replace(
        known,
        title=title or known.title,
        subtitle=subtitle or known.subtitle,
        description=description or known.description,
        authors=authors or known.authors,
        language=language or known.language,
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
