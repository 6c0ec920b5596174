"""Markdown numbered by `chapbook.crossref` and written by Pandoc: the driver of its tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chapbook import pandoc
from chapbook.crossref import process_document


@dataclass(frozen=True)
class Numbered:
    """What Pandoc wrote, and what the author was told."""

    text: str
    warnings: tuple[str, ...]


def numbered(markdown: str, format: str, folder: Path, *options: str) -> Numbered:
    """The document as Pandoc writes it in `format`; the settings files lie in `folder`."""
    read = pandoc.write(markdown.encode(), "json", args=["--from", "markdown", *options])
    home = folder / "home"
    processed = process_document(read, format.partition("-")[0], folder, home)
    written = pandoc.write(processed.document, format, args=["--wrap=none"])
    return Numbered(written.decode(), processed.warnings)
