"""What a metadata file for Pandoc says of a book: `metadata.yaml`, `title.txt`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.manifest_files import is_file, read_text
from chapbook.manifest_tools import tool_files, with_settings
from chapbook.manifest_yaml import parse_yaml, plain_values

_NAMES = ("metadata.yaml", "metadata.yml", "meta.yaml", "meta.yml", "title.txt")
#: A file that Pandoc reads as part of the text has its YAML between marks.
_MARKED = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def with_pandoc_metadata(book: Book) -> tuple[Book, tuple[Finding, ...]]:
    """The book with the title page, bibliography and cover that such a file names.

    A file that cannot be read says nothing: it is the tool's, not ours.
    """
    path = next((book.root / name for name in _NAMES if is_file(book.root / name)), None)
    settings = _read(path) if path is not None else None
    metadata = with_settings(book.metadata, settings)
    return tool_files(replace(book, metadata=metadata), settings)


def _read(path: Path) -> object:
    try:
        text = read_text(path)
        marked = _MARKED.match(text)
        return plain_values(parse_yaml(marked[1] if marked else text, path))
    except BookError:
        return None
