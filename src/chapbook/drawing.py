"""Drawings: what a renderer reads and makes, and what a check of a finished drawing looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol, runtime_checkable

from chapbook.book import Target
from chapbook.finding import Severity


@dataclass(frozen=True)
class Drawing:
    """One image, converted: `media` maps a kind to a name under `media/`.

    Kinds are `pdf`, `png`, `jpg`, `svg` with text as text in fonts of its own, and `outlines`, an
    SVG with text as outlines. `width` and `height` are in CSS pixels (1/96 inch), 0 where unknown;
    `pixels` is a bitmap's own size, None for vectors. `alt` is the drawing's own title and
    `description` what it says of itself at length, empty where it has none.
    """

    media: Mapping[str, str]
    width: float
    height: float
    alt: str = ""
    description: str = ""
    pixels: tuple[int, int] | None = None


@dataclass(frozen=True)
class DiagramSource:
    """What a renderer draws: a file's content or a code block's text.

    `path` is the drawing's file, or the chapter of a code block. `inputs` holds the files of the
    book that the source names, by the name that it uses; one that is not there is not in it.
    `made` holds kinds that were made of it before, such as `pdf`, from which others can be made.
    """

    data: bytes
    path: PurePosixPath
    inputs: Mapping[str, bytes] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """What a renderer made of one source: file contents by kind, and what `Drawing` says of it."""

    files: Mapping[str, bytes]
    width: float
    height: float
    alt: str = ""
    description: str = ""
    pixels: tuple[int, int] | None = None


class DiagramRenderer(Protocol):
    """Turns a drawing's source into PDF, SVG or PNG.

    Several may read one ending: the first, by name, that takes the source draws it. Options are
    those of `diagrams:` in `book.yaml`, as text (`on`, `off`, `10`).
    """

    @property
    def name(self) -> str:
        """What the registry and `book.yaml` call it."""

    @property
    def suffixes(self) -> frozenset[str]:
        """The file endings it reads: `.svg`."""

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the code blocks it reads: `mermaid`."""

    def version(self) -> str:
        """What its drawings depend on besides the source: versions of libraries and programs."""

    def takes(self, data: bytes) -> bool:
        """Whether this source, of a file or code block that it reads, is one for it."""

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The other files that the source names, relative to its own file."""

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw `source` in each of `kinds`; raises `DrawingError` where it cannot be drawn."""


class DrawingError(Exception):
    """A drawing's source cannot be drawn; the message is the finding's sentence."""

    def __init__(self, message: str, *, hint: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


@dataclass(frozen=True)
class FinishedDrawing:
    """A drawing as it will be printed, for checks.

    `files` has `svg` and `pdf` where the drawing is a vector. Sizes are in CSS pixels; `printed`
    is the least width in points at which a target of the book prints it.
    """

    source: DiagramSource
    files: Mapping[str, bytes]
    width: float
    height: float
    printed: float


@dataclass(frozen=True)
class DrawingFault:
    """Something wrong in a drawing; the line is one of its source."""

    message: str
    line: int | None = None
    hint: str | None = None


class DrawingCheck(Protocol):
    """One rule for drawings. `code` is stable; `severity` can be changed in `book.yaml`."""

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def severity(self) -> Severity:
        """How much its findings weigh."""

    @property
    def summary(self) -> str:
        """One sentence for lists."""

    @property
    def is_quick(self) -> bool:
        """Whether it reads the source alone, so that every build can wait for it.

        Other rules measure the finished drawing: `publish check` and `--strict` run them, and
        builds of a book that makes an error of one.
        """

    def check(self, drawing: FinishedDrawing) -> Iterable[DrawingFault]:
        """Everything in the drawing that breaks the rule."""


@runtime_checkable
class SetsMeasure(Protocol):
    """A format that knows how wide its text is."""

    def measure(self, target: Target) -> float:
        """The length of a full line of text, in points."""
