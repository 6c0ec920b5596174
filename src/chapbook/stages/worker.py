"""What every worker process needs once: the registry of a book's plugins."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.registry import Registry, load
from chapbook.store import digest, digest_files


def registry_for(book: Book) -> Registry:
    """Built-in and installed plugins, and those that the book's manifest names."""
    paths = tuple(book.root / path for path in book.plugins)
    return _load(paths, digest_files(paths))


def plugins_digest(book: Book) -> str:
    """A digest of every plugin that is not ours: the book's own files, others' versions."""
    own = digest_files(book.root / path for path in book.plugins)
    return digest(own, _installed())


@cache
def _installed() -> list[tuple[str, str]]:
    points = entry_points(group="chapbook")
    return sorted((p.value, p.dist.version if p.dist else "") for p in points)


@cache
def _load(paths: tuple[Path, ...], content: str) -> Registry:
    """The registry with the plugins in these files; files that have changed are loaded anew."""
    return load(*map(_import_file, paths))


def _import_file(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"chapbook_book_plugin_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise BookError(f"the plugin {path} is not a Python file", hint="correct `plugins:`")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a book's own code may raise
        raise BookError(
            f"the plugin cannot be loaded: {type(error).__name__}: {error}", path=path
        ) from error
    return module
