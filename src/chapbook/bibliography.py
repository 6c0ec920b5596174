"""Works cited: bibliography entries, what citations name, and how they are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
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

    @property
    def fields(self) -> dict[str, Any]:
        """The CSL fields that a style prints.

        To styles an archive is one of papers, with boxes and shelf marks; a preprint has a number
        and a publisher, and a work that has come out elsewhere an address only.
        """
        fields = dict(self.csl)
        if fields.get("archive") != "arXiv":
            return fields
        del fields["archive"]
        number = fields.pop("archive_location", "")
        if fields.get("type") == "article" and number:
            fields.setdefault("number", f"arXiv:{number}")
            fields.setdefault("publisher", "arXiv")
        return fields


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
    #: CSL's label and the locator that the citation gives for each entry.
    locators: tuple[tuple[str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether each piece has its one entry, so that the citation can be printed."""
        return bool(self.entries) and not self.unknown and not self.ambiguous


@dataclass(frozen=True)
class Cited:
    """One work in a citation: `[see @key, p. 3, and more]`.

    `prefix` and `suffix` are what the author wrote before and after it; `label` is CSL's word for
    what the `locator` counts: page, chapter, section, figure. `mode` is `normal`,
    `suppress-author` or, with the author outside the parentheses, `in-text`.
    """

    entry: Entry
    prefix: Inlines = ()
    suffix: Inlines = ()
    locator: str = ""
    label: str = "page"
    mode: str = "normal"


@dataclass(frozen=True)
class Citation:
    """One citation in the text: the works it names, in the order written.

    `chapter` is the file that opens the chapter. `note` is the number of the footnote in which it
    is printed, 0 outside notes: in a note style all have one. `in_footnote` says that this is a
    footnote of the author's, in which it is a part of a sentence.
    """

    chapter: PurePosixPath
    works: tuple[Cited, ...]
    note: int = 0
    in_footnote: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that it names."""
        return tuple(cited.entry for cited in self.works)


@dataclass(frozen=True)
class CitationRequest:
    """What an engine prints at once: the citations of a book, or of a chapter numbered alone.

    `uncited` holds the entries that are listed too although nothing cites them. `notes` says what
    footnotes are counted by, `chapter` or `book`.
    """

    citations: tuple[Citation, ...]
    uncited: tuple[Entry, ...]
    style: Path
    language: str
    notes: str = "chapter"


@dataclass(frozen=True)
class CitationResult:
    """What an engine printed: each citation in the order given, and the list of works.

    Where the engine can tell works apart, each one's text in a citation stands in a Span of class
    `cited` with the attribute `key`. An entry is its key and its printed form, in the style's
    order, empty where the style lists the work nowhere; a numeric style's number is a leading Span
    of class `csl-left-margin`, the rest one of class `csl-right-inline`. `hanging` asks for a
    hanging indent; `is_note` says that the style prints citations as footnotes.
    """

    citations: tuple[Inlines, ...]
    entries: tuple[tuple[str, Inlines], ...]
    hanging: bool = False
    is_note: bool = False


@dataclass(frozen=True)
class ListedWork:
    """An entry as a list of works prints it.

    `places` are the citations that name it: the chapter and the citation's number in it, from 1,
    or 0 for one in a heading.
    """

    entry: Entry
    printed: Inlines
    places: tuple[tuple[PurePosixPath, int], ...] = ()


@dataclass(frozen=True)
class EntryPlace:
    """The anchor of an entry and the chapter that prints it."""

    anchor: str
    chapter: PurePosixPath


@dataclass(frozen=True)
class CitedWorks:
    """The lists of works that one chapter prints, and where its citations lead.

    `book` is the whole book's list, in the style's order, and `chapters` that of each chapter; both
    hold only what the chapter asks for. `targets` gives for each key that the chapter cites the
    place of its entry, `leading` for each key the chapters whose citations lead into this one.
    `written` gives the anchors of entries that the chapter's author wrote, by their order.
    """

    book: tuple[ListedWork, ...] = ()
    chapters: Mapping[PurePosixPath, tuple[ListedWork, ...]] = field(default_factory=dict)
    hanging: bool = False
    targets: Mapping[str, EntryPlace] = field(default_factory=dict)
    leading: Mapping[str, tuple[PurePosixPath, ...]] = field(default_factory=dict)
    written: Mapping[int, str] = field(default_factory=dict)


def ref_anchor(slug: str, key: str) -> str:
    """The anchor of an entry in the chapter with this slug."""
    return f"{slug}--ref-{re.sub(r'[^A-Za-z0-9_.-]+', '-', key)}"
