"""Works cited: bibliography entries, what citations name, and how they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

#: Pandoc inlines in Pandoc's JSON form, ready for `panflute.elements.from_json`.
Inlines = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Entry:
    """One bibliography entry: its key, CSL-JSON fields, and where and how it was written.

    `section` is the heading it stands under, empty where there is none; `sections` holds all of
    them for a work that is listed more than once. `raw` is the entry's own Markdown, which prints
    where the fields could not be read.
    """

    key: str
    csl: Mapping[str, Any]
    path: PurePosixPath
    line: int
    raw: str
    section: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """What a citation names, in the order written.

    `unknown` holds the pieces that no entry answers to, `nearest` the entries closest to each;
    `ambiguous` the pieces that several entries answer to, with these.
    """

    entries: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    nearest: tuple[tuple[Entry, ...], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether each piece has its one entry, so that the citation can be printed."""
        return bool(self.entries) and not self.unknown and not self.ambiguous


@dataclass(frozen=True)
class Citation:
    """One citation in the text: the entries it names, in the order written."""

    chapter: PurePosixPath
    entries: tuple[Entry, ...]
