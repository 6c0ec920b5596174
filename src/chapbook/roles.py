"""The roles that a plugin can play, as Protocols, and the values that pass between them.

The values of citations are defined in `bibliography`, those of drawings in `drawing`, what a format
gets in `manuscript`, and what can be done with finished files in `finished_files`; they are named
here too, so that a plugin finds all it needs in one module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

import click
import panflute as pf

from chapbook.bibliography import Citation as Citation
from chapbook.bibliography import CitationRequest as CitationRequest
from chapbook.bibliography import CitationResult as CitationResult
from chapbook.bibliography import Cited as Cited
from chapbook.bibliography import CitedWorks as CitedWorks
from chapbook.bibliography import Entry as Entry
from chapbook.bibliography import EntryPlace as EntryPlace
from chapbook.bibliography import Inlines as Inlines
from chapbook.bibliography import ListedWork as ListedWork
from chapbook.bibliography import Resolved as Resolved
from chapbook.book import Artifact, Book, Chapter, Parameter, Target
from chapbook.book_index import ChapterIndex
from chapbook.companion_books import Companions
from chapbook.crossref_boxes import BoxReference
from chapbook.drawing import DiagramRenderer as DiagramRenderer
from chapbook.drawing import DiagramSource as DiagramSource
from chapbook.drawing import Drawing as Drawing
from chapbook.drawing import DrawingCheck as DrawingCheck
from chapbook.drawing import DrawingError as DrawingError
from chapbook.drawing import DrawingFault as DrawingFault
from chapbook.drawing import Drawn as Drawn
from chapbook.drawing import FinishedDrawing as FinishedDrawing
from chapbook.drawing import SetsMeasure as SetsMeasure
from chapbook.finding import Finding, Severity
from chapbook.finished_files import Legible as Legible
from chapbook.finished_files import ListsPages as ListsPages
from chapbook.finished_files import MakesFolders as MakesFolders
from chapbook.finished_files import Paged as Paged
from chapbook.finished_files import Picture as Picture
from chapbook.glossary_terms import ChapterTerms
from chapbook.inventory import Inventory
from chapbook.manifest_kinds import Keys
from chapbook.manuscript import Inspects as Inspects
from chapbook.manuscript import Manuscript as Manuscript
from chapbook.manuscript import Resources as Resources
from chapbook.manuscript import Workbench as Workbench
from chapbook.outline import ChapterPlan, Outline
from chapbook.survey import Survey


class Phase(IntEnum):
    """When a filter runs: filters are sorted by phase, then by name."""

    INCLUDE = 1
    NUMBER = 2
    CITE = 3
    DRAW = 4
    TYPESET = 5


@dataclass(frozen=True)
class Context:
    """What a filter may know while it changes one chapter.

    `writer` is Pandoc's name for what will be written: `latex`, `typst`, `docx` or `html`.
    `drawings` is keyed by the image's target as written in the chapter; `citations` holds the
    rendered inlines of each citation of the chapter in order, None where unresolved, `works` what
    the chapter's lists of works print.
    `included` names the chapters that this build contains (all, unless it is a slice).
    `diagram_classes` are the classes of code blocks that some plugin draws. `index` is what the
    chapter needs of the book's index, `terms` holds the definition of each term that it uses.
    `measure` is the width of the text in points, 0 where the format does not know it.
    """

    book: Book
    plan: ChapterPlan
    outline: Outline
    survey: Survey
    target: Target
    writer: str
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    citations: Sequence[Inlines | None] = ()
    works: CitedWorks = field(default_factory=CitedWorks)
    included: frozenset[PurePosixPath] = frozenset()
    companions: Mapping[str, Inventory] = field(default_factory=dict)
    boxes: Mapping[PurePosixPath, tuple[BoxReference, ...]] = field(default_factory=dict)
    diagram_classes: frozenset[str] = frozenset()
    index: ChapterIndex = field(default_factory=ChapterIndex)
    terms: ChapterTerms = ()
    measure: float = 0.0

    @property
    def chapter(self) -> Chapter:
        """The chapter being shaped."""
        return self.plan.chapter


class Filter(Protocol):
    """Changes one chapter: panflute document in, panflute document out, nothing else touched."""

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    @property
    def phase(self) -> Phase:
        """When it runs."""

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Return the changed document (it may be the same object)."""


class Format(Protocol):
    """Writes one kind of file.

    `drawings` names the kinds of drawing it needs (`Drawing`), in the order it prefers them.
    `suffix` is the file's ending with its dot. `options` says what each option of its targets does,
    those that the filters read among them; a target with any other option is refused before
    anything is built.
    """

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    @property
    def suffix(self) -> str:
        """The file's ending with its dot."""

    @property
    def options(self) -> Mapping[str, str]:
        """What a target may set: the option's name and, in a few words, what it does."""

    def writer(self, target: Target) -> str:
        """Pandoc's writer for this target: `latex`, `typst`, `docx` or `html`."""

    def drawings(self, target: Target) -> tuple[str, ...]:
        """The kinds of drawing it needs: of `pdf`, `svg`, `outlines`, `png`."""

    def tools(self, target: Target) -> Mapping[str, str]:
        """The programs it uses and their versions, which the artifact depends on."""

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Write the file whole to `out`; raises `ChapbookError` when it cannot."""


class BibliographyReader(Protocol):
    """Reads one kind of bibliography file, chosen by file name or ending."""

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    def reads(self, path: PurePosixPath) -> bool:
        """Whether this reader is for the file."""

    def read(self, text: str, path: PurePosixPath) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """Every entry, and a finding for each one that could not be understood."""


class CitationEngine(Protocol):
    """Formats citations in a CSL style."""

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    def process(self, request: CitationRequest) -> CitationResult:
        """The printed form of each citation, and of each entry of the list of works."""


@dataclass(frozen=True)
class Inspection:
    """What a check looks at: the book, its outline, every chapter's survey and text.

    `bibliography` holds the entries of all the book's bibliography files, none where it has none;
    `resolved` says for each chapter's source notes, in order, which of them they name. `drawings`
    is keyed by chapter and the image's target as written; `measure` is the least width of a
    target's text in points, 0 where no target's is known.
    """

    book: Book
    outline: Outline
    surveys: Mapping[PurePosixPath, Survey]
    texts: Mapping[PurePosixPath, str]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    bibliography: tuple[Entry, ...] = ()
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]] = field(default_factory=dict)
    companions: Companions = Companions()
    drawings: Mapping[tuple[PurePosixPath, str], Drawing] = field(default_factory=dict)
    measure: float = 0.0


class Check(Protocol):
    """One rule. `code` is stable; `severity` can be changed in `book.yaml`."""

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def severity(self) -> Severity:
        """How much its findings weigh."""

    @property
    def summary(self) -> str:
        """One sentence for lists."""

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Everything in the book that breaks the rule."""


@runtime_checkable
class TakesParameters(Protocol):
    """A check that says which parameters `book.yaml` may give it, and which it must.

    What does not fit is an error at its line before anything is checked, and editors complete
    them. A check without this takes whatever it is given.
    """

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def parameters(self) -> Keys:
        """Their names, kinds and meanings."""


class Command(Protocol):
    """A subcommand of `publish`."""

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    @property
    def command(self) -> click.Command:
        """What click runs."""
