"""What a chapter holds: its headings, figures, tables, links, citations and raw HTML, as values.

A survey is made once per chapter text, stored as JSON, and is all that later stages need to know
of the other chapters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Heading:
    """A heading: Pandoc's level and id, its plain `text`, and the title in it.

    `typed` is the number or label that its author typed before the title; where it is not `sure`,
    it is one only if it fits the computed number.
    """

    level: int
    id: str
    title: str
    unnumbered: bool
    typed: str | None
    line: int | None
    text: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Image:
    """An image or diagram; `figure` is true when it stands alone and so gets a caption."""

    src: str
    caption: str
    id: str
    figure: bool
    line: int | None


@dataclass(frozen=True)
class Table:
    """A table with its caption, empty where it has none."""

    caption: str
    id: str
    line: int | None


@dataclass(frozen=True)
class Link:
    """A link as written: target and plain text."""

    target: str
    text: str
    line: int | None


@dataclass(frozen=True)
class SourceNote:
    """An inline citation in the books' own form: what stands between `[Source: ` and `]`."""

    text: str
    line: int | None


@dataclass(frozen=True)
class RawTag:
    """Raw markup that only one format understands: `<video>` of HTML, `\\vspace` of TeX."""

    tag: str
    line: int | None


@dataclass(frozen=True)
class Survey:
    """Everything about one chapter that the outline, the checks and other chapters need."""

    words: int = 0
    blocks: int = 0
    headings: tuple[Heading, ...] = ()
    images: tuple[Image, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    raw_tags: tuple[RawTag, ...] = ()
    ids: tuple[str, ...] = ()
    #: The title that the file's own YAML gives it.
    title: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The survey as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Survey:
        """Read back what `to_json` wrote."""
        return cls(
            words=value["words"],
            blocks=value["blocks"],
            headings=tuple(Heading(**item) for item in value["headings"]),
            images=tuple(Image(**item) for item in value["images"]),
            tables=tuple(Table(**item) for item in value["tables"]),
            links=tuple(Link(**item) for item in value["links"]),
            notes=tuple(SourceNote(**item) for item in value["notes"]),
            raw_tags=tuple(RawTag(**item) for item in value["raw_tags"]),
            ids=tuple(value["ids"]),
            title=value["title"],
        )
