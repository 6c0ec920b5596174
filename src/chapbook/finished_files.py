"""What a format may do with files that are finished: read them back, list pages, be a folder.

How a format looks for faults in them is said in `manuscript`, which it has to know.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from chapbook.book import Target
from chapbook.page_starts import PageStart
from chapbook.readback import Readback


@dataclass(frozen=True)
class Picture:
    """A drawing where a chapter shows it, so that what is found in a file is told at its line.

    `file` is what it is drawn from: a file of the book, or the chapter that holds it as code.
    `media` are its files by their names in the manuscript; `pixels` is a bitmap's own size, None
    for vectors.
    """

    file: PurePosixPath
    chapter: PurePosixPath
    line: int | None = None
    pixels: tuple[int, int] | None = None
    media: tuple[str, ...] = ()


@runtime_checkable
class Legible(Protocol):
    """A format that can read its own files back, so that a build compares them with the book.

    The files of a format without this method are not compared.
    """

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the finished file at `path` shows, told by the file alone.

        `anchors` are the book's, for a file that has other names for them.
        """


@runtime_checkable
class Paged(Protocol):
    """A format whose files have pages, which other formats may list."""

    def page_starts(self, path: Path, texts: Sequence[str] = ()) -> tuple[PageStart, ...]:
        """The pages of the finished file at `path`; `texts` are theirs, if they are known."""


@runtime_checkable
class ListsPages(Protocol):
    """A format that can mark and list the pages of the print edition."""

    def list_pages(self, path: Path, pages: Sequence[PageStart], out: Path) -> int:
        """Write the finished file at `path` with the pages to `out`; returns how many it marks."""


@runtime_checkable
class MakesFolders(Protocol):
    """A format that can make a folder of files, such as a website.

    It writes one zip archive (`folders.pack`), which is kept, read back and then put into place as
    the folder that it holds.
    """

    def makes_folder(self, target: Target) -> bool:
        """Whether what it writes for this target is such an archive."""
