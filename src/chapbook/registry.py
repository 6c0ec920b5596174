"""The registry: everything that plugins offer, indexed by name. Only this module drives pluggy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import pluggy

from chapbook import hookspecs
from chapbook.errors import ChapbookError
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

#: The plugins that come with chapbook; tests/test_architecture.py compares them with the folders.
BUILTIN: tuple[str, ...] = (
    "chapbook.filters.blockdiagrams",
    "chapbook.filters.boxes",
    "chapbook.filters.chunkfigures",
    "chapbook.filters.citations",
    "chapbook.filters.companions",
    "chapbook.filters.codeblocks",
    "chapbook.filters.conditions",
    "chapbook.filters.crossref",
    "chapbook.filters.crossrefguide",
    "chapbook.filters.diagrams",
    "chapbook.filters.displays",
    "chapbook.filters.equations",
    "chapbook.filters.figureplaces",
    "chapbook.filters.glossary",
    "chapbook.filters.hiddenlines",
    "chapbook.filters.htmltables",
    "chapbook.filters.index",
    "chapbook.filters.kinds",
    "chapbook.filters.labels",
    "chapbook.filters.links",
    "chapbook.filters.listings",
    "chapbook.filters.lists",
    "chapbook.filters.mentions",
    "chapbook.filters.navigation",
    "chapbook.filters.numbering",
    "chapbook.filters.pagebreaks",
    "chapbook.filters.rawhtml",
    "chapbook.filters.rawtex",
    "chapbook.filters.references",
    "chapbook.filters.subfigures",
    "chapbook.filters.tables",
    "chapbook.filters.theorems",
    "chapbook.filters.units",
    "chapbook.filters.urlbreaks",
    "chapbook.filters.verse",
    "chapbook.plugins.checks.bibliography",
    "chapbook.plugins.checks.chapter_counts",
    "chapbook.plugins.checks.chapter_file",
    "chapbook.plugins.checks.chapter_opener",
    "chapbook.plugins.checks.chapter_sections",
    "chapbook.plugins.checks.chapter_words",
    "chapbook.plugins.checks.chapters",
    "chapbook.plugins.checks.chunks",
    "chapbook.plugins.checks.companions",
    "chapbook.plugins.checks.contents",
    "chapbook.plugins.checks.drawing_files",
    "chapbook.plugins.checks.drawing_legibility",
    "chapbook.plugins.checks.drawing_source",
    "chapbook.plugins.checks.drawing_text",
    "chapbook.plugins.checks.em_dash",
    "chapbook.plugins.checks.figures_cited",
    "chapbook.plugins.checks.footnotes",
    "chapbook.plugins.checks.glossary",
    "chapbook.plugins.checks.heading_depth",
    "chapbook.plugins.checks.headings",
    "chapbook.plugins.checks.image_wishes",
    "chapbook.plugins.checks.images",
    "chapbook.plugins.checks.includes",
    "chapbook.plugins.checks.index",
    "chapbook.plugins.checks.labels",
    "chapbook.plugins.checks.links",
    "chapbook.plugins.checks.mentions",
    "chapbook.plugins.checks.numbers",
    "chapbook.plugins.checks.preferred_term",
    "chapbook.plugins.checks.rawmarkup",
    "chapbook.plugins.checks.references",
    "chapbook.plugins.checks.sources",
    "chapbook.plugins.checks.unlisted",
    "chapbook.plugins.citations.citeproc_py",
    "chapbook.plugins.citations.pandoc_citeproc",
    "chapbook.plugins.diagrams.bitmap",
    "chapbook.plugins.diagrams.browser",
    "chapbook.plugins.diagrams.pdf",
    "chapbook.plugins.diagrams.d2",
    "chapbook.plugins.diagrams.graphviz",
    "chapbook.plugins.diagrams.mermaid",
    "chapbook.plugins.diagrams.plantuml",
    "chapbook.plugins.diagrams.plot",
    "chapbook.plugins.diagrams.vegalite",
    "chapbook.plugins.diagrams.svg",
    "chapbook.plugins.formats.docx",
    "chapbook.plugins.formats.epub",
    "chapbook.plugins.formats.html",
    "chapbook.plugins.formats.pdf",
    "chapbook.plugins.formats.typst",
    "chapbook.plugins.resources.builtin",
    "chapbook.plugins.sources.bibtex",
    "chapbook.plugins.sources.csl_json",
    "chapbook.plugins.sources.csl_yaml",
    "chapbook.plugins.sources.ris",
    "chapbook.plugins.sources.works_cited",
    "chapbook.commands.build",
    "chapbook.commands.check",
    "chapbook.commands.cite",
    "chapbook.commands.companions",
    "chapbook.commands.crossrefs",
    "chapbook.commands.doctor",
    "chapbook.commands.list",
    "chapbook.commands.new",
    "chapbook.commands.pandoc",
    "chapbook.commands.plugins",
    "chapbook.commands.schema",
    "chapbook.commands.watch",
    "chapbook.commands.works_cited",
)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _Coded(Protocol):
    @property
    def code(self) -> str:
        """What tells it from others."""


N = TypeVar("N", bound=_Named)
C = TypeVar("C", bound=_Coded)
T = TypeVar("T")


@dataclass(frozen=True)
class Registry:
    """What all plugins offer."""

    filters: tuple[Filter, ...]
    formats: Mapping[str, Format]
    renderers: Mapping[str, DiagramRenderer]
    drawing_checks: tuple[DrawingCheck, ...]
    engines: Mapping[str, CitationEngine]
    readers: tuple[BibliographyReader, ...]
    checks: tuple[Check, ...]
    commands: Mapping[str, Command]
    plugins: tuple[str, ...]
    manager: pluggy.PluginManager

    def resource(self, kind: str, name: str) -> Path | None:
        """The first plugin's path for a template or style."""
        found: Path | None = self.manager.hook.chapbook_resource(kind=kind, name=name)
        return found

    @property
    def diagram_classes(self) -> frozenset[str]:
        """The classes of code blocks that some renderer draws."""
        return frozenset().union(*(one.classes for one in self.renderers.values()))

    def reads_drawing(self, kind: str) -> bool:
        """Whether a plugin draws files of this ending (`.svg`) or code blocks of this class."""
        return any(kind in one.suffixes | one.classes for one in self.renderers.values())

    def renderer_for(self, kind: str, data: bytes) -> DiagramRenderer | None:
        """The renderer for a drawing by its file's ending or its code block's class.

        None where no plugin reads such, or none of those that do takes this one.
        """
        readers = (r for r in self.renderers.values() if kind in r.suffixes | r.classes)
        return next((renderer for renderer in readers if renderer.takes(data)), None)

    def reader_for(self, path: PurePosixPath) -> BibliographyReader | None:
        """The reader for a bibliography file."""
        return next((reader for reader in self.readers if reader.reads(path)), None)


def load(*extra: object, installed: bool = True) -> Registry:
    """Load the built-in plugins, those of other distributions, and `extra` ones.

    Raises `ChapbookError` when a plugin cannot be loaded, offers a name twice, or implements a
    hook that does not exist.
    """
    manager = pluggy.PluginManager("chapbook")
    manager.add_hookspecs(hookspecs)
    for name in BUILTIN:
        manager.register(import_module(name), name)
    if installed:
        _load_installed(manager)
    try:
        for plugin in extra:
            manager.register(plugin)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise ChapbookError(
            f"a plugin does not fit: {error}", hint="compare its hooks with docs/plugins.md"
        ) from error
    return _index(manager)


def _load_installed(manager: pluggy.PluginManager) -> None:
    try:
        manager.load_setuptools_entrypoints("chapbook")
    except Exception as error:  # whatever a third party's import may raise
        raise ChapbookError(
            f"an installed plugin cannot be loaded: {error}",
            hint="uninstall it, or install a version that fits this chapbook",
        ) from error


def _index(manager: pluggy.PluginManager) -> Registry:
    hook = manager.hook
    filters = _flat(hook.chapbook_filters())
    return Registry(
        filters=tuple(sorted(_by_name(filters).values(), key=lambda f: (f.phase, f.name))),
        formats=_by_name(_flat(hook.chapbook_formats())),
        renderers=_by_name(_flat(hook.chapbook_diagrams())),
        engines=_by_name(_flat(hook.chapbook_citation_engines())),
        readers=tuple(_by_name(_flat(hook.chapbook_bibliographies())).values()),
        drawing_checks=_by_code(_flat(hook.chapbook_drawing_checks())),
        checks=_by_code(_flat(hook.chapbook_checks())),
        commands=_by_name(_flat(hook.chapbook_commands())),
        plugins=tuple(sorted(name for name, _ in manager.list_name_plugin())),
        manager=manager,
    )


def _flat(offers: Iterable[Iterable[T]]) -> list[T]:
    return [thing for offer in offers for thing in offer]


def _by_name(things: Iterable[N]) -> dict[str, N]:
    return _unique("name", ((thing.name, thing) for thing in things))


def _by_code(checks: Iterable[C]) -> tuple[C, ...]:
    return tuple(_unique("check", ((check.code, check) for check in checks)).values())


def _unique(word: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, thing in pairs:
        if name in found:
            raise ChapbookError(
                f"two plugins offer the {word} '{name}'",
                hint="`publish plugins` lists who offers what; uninstall one of them",
            )
        found[name] = thing
    return dict(sorted(found.items()))
