"""What a format gets: the shaped book, and the bench on which it works and looks at its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from chapbook.book import Book, Target
from chapbook.finding import Finding
from chapbook.finished_files import Picture
from chapbook.outline import ChapterPlan, Outline


@dataclass(frozen=True)
class Manuscript:
    """A shaped book, ready to be written: one Pandoc JSON document and the media it names.

    `document` holds all chapters one after the other, each beginning with a level-1 heading whose
    id is its anchor; Parts are Divs of class `part` with the Part's anchor. `media` maps a name in
    the document (`media/x.pdf`) to the file that holds it. `pictures` says where each drawing is
    shown, in reading order.
    """

    book: Book
    outline: Outline
    target: Target
    document: bytes
    media: Mapping[str, Path]
    included: tuple[ChapterPlan, ...]
    epoch: int = 0
    pictures: tuple[Picture, ...] = ()

    @property
    def is_slice(self) -> bool:
        """Whether chapters of the book are left out."""
        return len(self.included) < len(self.outline.plans)


@dataclass(frozen=True)
class Workbench:
    """What a format may use while rendering: an empty folder of its own and a time limit.

    What it puts into the folder `memory` is there when the same book is rendered the next time, if
    nobody has emptied the cache. It may save work, and must not change what comes out. `stays` says
    that this process will soon render the same book again, for which a program may stay alive.
    """

    folder: Path
    timeout: float
    resources: Resources
    memory: Path | None = None
    stays: bool = False


class Resources(Protocol):
    """Finds a template or style: the book's own folder first, then plugins, then ours."""

    def __call__(self, kind: str, name: str) -> Path:
        """`("templates", "latex/book.tex")` → its path; raises `ChapbookError` if there is none."""


@runtime_checkable
class Inspects(Protocol):
    """A format that looks for faults in its own files: fonts, sizes, links, what they claim."""

    def inspect(self, path: Path, manuscript: Manuscript, bench: Workbench) -> Iterable[Finding]:
        """Every fault of the finished file at `path`.

        A fault that makes the file unfit is an error, and the last good file stays in its place.
        """
