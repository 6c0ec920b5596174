"""Find a template or style: the book's own folder first, then plugins, ours last among them."""

from __future__ import annotations

from pathlib import Path

from chapbook.book import Book
from chapbook.errors import ChapbookError
from chapbook.registry import Registry


def find_resource(book: Book, registry: Registry, kind: str, name: str) -> Path:
    """`("csl", "apa.csl")` → its path; `kind` is `templates` or `csl`."""
    own = book.root / kind / name
    if own.is_file():
        return own
    offered = registry.resource(kind, name)
    if offered is not None:
        return offered
    raise ChapbookError(
        f"there is no {name} among the {kind}",
        hint=f"put it into {own.parent}, or choose another",
    )
