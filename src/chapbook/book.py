"""The book as frozen values: metadata, contents, targets and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from chapbook.finding import Severity
from chapbook.numbering import NumberingSettings

#: What an option of a target may be: a YAML scalar, a list of them, or a mapping of texts.
Option = str | int | float | bool | tuple[str, ...] | Mapping[str, str] | None
#: What a parameter of a check may be: a YAML scalar, or a list or mapping of parameters.
Parameter: TypeAlias = (
    "str | int | float | bool | tuple[Parameter, ...] | Mapping[str, Parameter] | None"
)


class Place(StrEnum):
    """Where a chapter stands in the book, which decides how it is numbered."""

    FRONT = "front-matter"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    BACK = "back-matter"


@dataclass(frozen=True)
class Chapter:
    """One Markdown file of the book, in reading order.

    `path` is relative to the book's folder. `part` is the index into `Book.parts`, None for a
    chapter outside any Part. `depth` is 1 for a chapter and more for a file that continues the
    chapter before it as a section (mdBook's nested SUMMARY entries). `title` is what the
    manifest says, None where it says nothing. `line` is the manifest's line.
    """

    path: PurePosixPath
    place: Place = Place.CHAPTER
    part: int | None = None
    depth: int = 1
    title: str | None = None
    line: int | None = None

    @property
    def name(self) -> str:
        """The file's name without its suffix: `05-network-connections`."""
        return self.path.stem


@dataclass(frozen=True)
class Part:
    """A Part: its title, without its number."""

    title: str


@dataclass(frozen=True)
class Metadata:
    """What the title page, the copyright page and the EPUB package say about the book."""

    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    language: str = "en-US"
    date: str | None = None
    edition: str | None = None
    identifier: str | None = None
    rights: str | None = None
    publisher: str | None = None
    description: str | None = None
    cover: PurePosixPath | None = None
    url: str | None = None


@dataclass(frozen=True)
class Companion:
    """Another book that this one refers to.

    `path` is its folder or its inventory's file, None where only the `url` of its inventory is
    known. `aliases` are its names in prose; `edition` is the one meant, None for its own.
    `source` is where `book.yaml` says it is, as written there.
    """

    name: str
    path: Path | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    edition: str | None = None
    source: str = ""


@dataclass(frozen=True)
class CitationSettings:
    """How citations are read and printed.

    `references` says what becomes of the chapters' lists of references: `as-written`, where only an
    empty one is filled, `chapter`, where each chapter gets one, or `none`, where no list is made.
    `bibliography` asks for a list of the whole book, in a chapter at its end if it has none.
    `numbers` says whether a numeric style counts through the `book` or each `chapter` alone.
    """

    style: str = "chicago-author-date"
    engine: str = "citeproc-py"
    references: str = "as-written"
    bibliography: bool = False
    numbers: str = "book"


@dataclass(frozen=True)
class CheckSettings:
    """What `book.yaml` says of one check: switched off, given another severity, or parameters."""

    enabled: bool = True
    severity: Severity | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """A format plus its options; `name` is what the author calls it (`pdf`, `pdf-mobile`)."""

    name: str
    format: str
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """One book, as its manifest describes it.

    `mentions` says what is done with prose such as `see Chapter 6`: `link`, `check` or `off`;
    `first_use` says where an acronym is spelled out: first in the `book` or in each `chapter`;
    `diagrams` holds what renderers of drawings are told, as text.
    """

    root: Path
    metadata: Metadata
    chapters: tuple[Chapter, ...]
    manifest: PurePosixPath
    parts: tuple[Part, ...] = ()
    companions: tuple[Companion, ...] = ()
    bibliography: tuple[PurePosixPath, ...] = ()
    citations: CitationSettings = CitationSettings()
    targets: tuple[Target, ...] = ()
    checks: Mapping[str, CheckSettings] = field(default_factory=dict)
    filters_off: tuple[str, ...] = ()
    plugins: tuple[PurePosixPath, ...] = ()
    numbering: NumberingSettings = NumberingSettings()
    mentions: str = "link"
    first_use: str = "book"
    diagrams: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name, which names the output files."""
        return self.root.name


@dataclass(frozen=True)
class Artifact:
    """A finished file. `pages` is None for formats without pages; `seconds` is wall time.

    `places` says where in the file each anchor is, as inventories tell it; it is empty where the
    format cannot read its files back. `missing` are characters that no font of the file has.
    """

    target: str
    path: Path
    size: int
    seconds: float
    pages: int | None = None
    note: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
