"""What a chapter holds: its headings, numbered things, links, citations and raw HTML, as values.

A survey is made once per chapter text, stored as JSON, and is all that later stages need to know
of the other chapters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from chapbook.bibliography import Inlines
from chapbook.crossref_boxes import BoxReference
from chapbook.index_entries import IndexMark
from chapbook.mention_grammar import Mention
from chapbook.stretches import Stretch
from chapbook.used_terms import Term, TermUse


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
    column: int | None = None


@dataclass(frozen=True)
class Image:
    """An image or diagram; `figure` is true when it stands alone and so gets a caption.

    `width` and `height` are as written. A diagram that is written as a code block has that block's
    `language` and `code`; `line` is then the first of the code. `asked` are the wishes for its
    place (`figure_wishes`) as written, `inside` what it stands in that it cannot leave.
    """

    src: str
    caption: str
    id: str
    figure: bool
    line: int | None
    column: int | None = None
    width: str = ""
    height: str = ""
    language: str = ""
    code: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    inside: str = ""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Image:
        """Read back what a survey wrote."""
        return cls(**{**value, "asked": tuple((name, said) for name, said in value["asked"])})


@dataclass(frozen=True)
class Numbered:
    """Something that may carry a number: a figure, a table, a listing, an equation, an own kind.

    `parent` is the id of the figure that a subfigure is part of. `label` stands for the number
    where the author gave one. `after` counts the headings before it. `named` is the id that the
    author gave it, empty where none was given; `id` differs where two things have one name.
    """

    kind: str
    id: str
    caption: str
    line: int | None
    parent: str = ""
    unnumbered: bool = False
    label: str = ""
    after: int = 0
    named: str = ""
    column: int | None = None


@dataclass(frozen=True)
class Reference:
    """A reference as written, `[@fig:a; @tbl:b]`, and the labels that it names."""

    text: str
    ids: tuple[str, ...]
    line: int | None
    column: int | None = None


@dataclass(frozen=True)
class Link:
    """A link as written: target and plain text."""

    target: str
    text: str
    line: int | None
    column: int | None = None


@dataclass(frozen=True)
class CitedKey:
    """One work in a citation of Pandoc's form, `see @key, p. 3`; fields as in `Cited`."""

    key: str
    mode: str = "normal"
    prefix: Inlines = ()
    suffix: Inlines = ()
    locator: str = ""
    label: str = "page"


@dataclass(frozen=True)
class SourceNote:
    """A citation in the text.

    `text` is what stands between `[Source: ` and `]`, or the whole of `[see @key, p. 3]`, whose
    works `cited` names. `footnote` counts the author's footnotes up to the one that it is in; 0
    outside of them, where `after` says how many come before it. One that is `titled` stands in a
    heading, which tables of contents repeat, so that nothing can lead back to it.
    """

    text: str
    line: int | None
    column: int | None = None
    cited: tuple[CitedKey, ...] = ()
    footnote: int = 0
    after: int = 0
    titled: bool = False

    @property
    def may_be_text(self) -> bool:
        """Whether it is a bare `@name`, which may as well be somebody's name on the net."""
        return len(self.cited) == 1 and self.cited[0].mode == "in-text"


@dataclass(frozen=True)
class ListRequest:
    """A list of works that a chapter asks for: `::: {.bibliography by="type"}`.

    `type` and `keyword`, where not empty, are what its works have.
    """

    kind: str
    by: str = ""
    uncited: bool = False
    type: str = ""
    keyword: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it lists every work that the book cites, so that citations can lead there."""
        return self.kind in ("bibliography", "works-cited") and not (self.type or self.keyword)


@dataclass(frozen=True)
class RawTag:
    """Raw markup that only one format understands: `<video>` of HTML, `\\vspace` of TeX."""

    tag: str
    line: int | None
    column: int | None = None


@dataclass(frozen=True)
class Survey:
    """Everything about one chapter that the outline, the checks and other chapters need."""

    words: int = 0
    blocks: int = 0
    headings: tuple[Heading, ...] = ()
    images: tuple[Image, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    references: tuple[Reference, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    raw_tags: tuple[RawTag, ...] = ()
    ids: tuple[str, ...] = ()
    #: The title that the file's own YAML gives it.
    title: str | None = None
    boxes: tuple[BoxReference, ...] = ()
    guide: bool = False
    lists: tuple[ListRequest, ...] = ()
    #: The entries of the list of works that its author wrote.
    written: tuple[str, ...] = ()
    #: How many footnotes of the author's it has.
    footnotes: int = 0
    marks: tuple[IndexMark, ...] = ()
    #: Marks of the index that are none, for their braces are not closed.
    unclosed: tuple[RawTag, ...] = ()
    #: The line of each request for the book's index.
    indexes: tuple[int | None, ...] = ()
    terms: tuple[Term, ...] = ()
    uses: tuple[TermUse, ...] = ()
    #: What stands above the first heading, then below each.
    stretches: tuple[Stretch, ...] = ()

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
            images=tuple(map(Image.from_json, value["images"])),
            numbered=tuple(Numbered(**item) for item in value["numbered"]),
            references=tuple(
                Reference(**{**item, "ids": tuple(item["ids"])}) for item in value["references"]
            ),
            mentions=tuple(map(Mention.from_json, value["mentions"])),
            links=tuple(Link(**item) for item in value["links"]),
            notes=tuple(map(_note, value["notes"])),
            raw_tags=tuple(RawTag(**item) for item in value["raw_tags"]),
            ids=tuple(value["ids"]),
            title=value["title"],
            boxes=tuple(BoxReference.from_json(item) for item in value["boxes"]),
            guide=value["guide"],
            lists=tuple(ListRequest(**item) for item in value["lists"]),
            written=tuple(value["written"]),
            footnotes=value["footnotes"],
            marks=tuple(map(IndexMark.from_json, value["marks"])),
            unclosed=tuple(RawTag(**item) for item in value["unclosed"]),
            indexes=tuple(value["indexes"]),
            terms=tuple(Term(**item) for item in value["terms"]),
            uses=tuple(TermUse(**item) for item in value["uses"]),
            stretches=tuple(Stretch(**item) for item in value["stretches"]),
        )


def _note(value: dict[str, Any]) -> SourceNote:
    cited = (
        CitedKey(**{**item, "prefix": tuple(item["prefix"]), "suffix": tuple(item["suffix"])})
        for item in value["cited"]
    )
    return SourceNote(**{**value, "cited": tuple(cited)})
