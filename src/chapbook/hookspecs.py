"""The hooks by which a plugin offers what it brings; the registry indexes the offers by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pluggy

from chapbook.roles import (
    BibliographyReader,
    Check,
    CitationEngine,
    Command,
    DiagramRenderer,
    DrawingCheck,
    Filter,
    Format,
)

hookspec = pluggy.HookspecMarker("chapbook")
hookimpl = pluggy.HookimplMarker("chapbook")


@hookspec
def chapbook_filters() -> Iterable[Filter]:  # type: ignore[empty-body]
    """Filters that change a chapter; all run, unless `book.yaml` switches one off."""


@hookspec
def chapbook_formats() -> Iterable[Format]:  # type: ignore[empty-body]
    """Formats that can be written; chosen by `--to` and by `book.yaml: targets`."""


@hookspec
def chapbook_diagrams() -> Iterable[DiagramRenderer]:  # type: ignore[empty-body]
    """Renderers of drawings; chosen by the file's ending or the code block's class."""


@hookspec
def chapbook_drawing_checks() -> Iterable[DrawingCheck]:  # type: ignore[empty-body]
    """Rules for drawings; all run on each, unless `book.yaml` switches one off by its code."""


@hookspec
def chapbook_citation_engines() -> Iterable[CitationEngine]:  # type: ignore[empty-body]
    """Engines that format citations; chosen by `book.yaml: citations.engine`."""


@hookspec
def chapbook_bibliographies() -> Iterable[BibliographyReader]:  # type: ignore[empty-body]
    """Readers of bibliography files; the first that reads the file's name is taken."""


@hookspec
def chapbook_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """Rules; all run, unless `book.yaml` switches one off by its code."""


@hookspec
def chapbook_commands() -> Iterable[Command]:  # type: ignore[empty-body]
    """Subcommands of `publish`."""


@hookspec(firstresult=True)
def chapbook_resource(kind: str, name: str) -> Path | None:
    """The path of a template or style that the plugin brings, None where it has none."""
