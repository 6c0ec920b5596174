"""Every reference to another book in a chapter's Markdown, with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.companion_library import Library
from chapbook.companion_references import Found, find_references
from chapbook.crossref_boxes import CROSSREF, named_in, split_references
from chapbook.finding import Fix
from chapbook.inventory import InventoryEntry
from chapbook.locate import Position, mask_code

_BOX = re.compile(
    r"^[ \t]*>[ \t]*(?P<stars>\*\*|__)(?P<title>[^\n]+?)(?P=stars)(?P<colon>:?)"
    # A line without `>` continues the paragraph before it, unless it begins something else.
    r"(?P<rest>[^\n]*(?:\n[ \t]*>[^\n]*|\n(?![ \t]*(?:$|#|:::|[-*+>]|\d+[.)][ \t]))[^\n]+)*)",
    re.M,
)
_FENCED = re.compile(r"^[ \t]*:{3,}[ \t]*\{(?P<attributes>[^}\n]*)\}", re.M)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"
)
_INLINE = re.compile(r"(?<![\w@/.])@\{?(?P<who>[\w][\w.-]*)#(?P<what>[\w.:-]*\w)")
#: What a reader does not see of Markdown: marks of quotation, emphasis and escapes.
_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+|\\(?=[^\w\s])|\*+|(?<!\w)_+|_+(?!\w)", re.M)
#: Words behind `#` that are surely meant for a book, whether or not one of that name is known.
_SURE = re.compile(r"(?:chapter|appendix|section|figure|table|part)-", re.I)


@dataclass(frozen=True)
class SourceReference:
    """A reference in prose, in a box or not, as it stands in the file.

    `label`, `numbers` and `title` are the places of its words in the file, for what is to be
    corrected: the kind with its numbers, each number, the title (None where none is stated).
    """

    found: Found
    line: int
    column: int
    said: str
    label: tuple[int, int]
    numbers: tuple[tuple[int, int], ...]
    title: tuple[int, int] | None
    in_box: bool


@dataclass(frozen=True)
class SourceKey:
    """A name of a chapter in a fenced box's `to=` or behind `#`; `entry` is None where unknown.

    `start` is the place of `key` in the file.
    """

    companion: str
    key: str
    entry: InventoryEntry | None
    line: int
    column: int
    start: int


@dataclass(frozen=True)
class UnknownBook:
    """A box or an inline reference that names a book of which `book.yaml` knows nothing."""

    who: str
    line: int
    column: int


@dataclass(frozen=True)
class SourceText:
    """A chapter's Markdown, searched for references to other books."""

    text: str
    library: Library
    language: str

    def references(self) -> Iterator[SourceReference]:
        """References in prose: in boxes, and elsewhere right beside the companion's name."""
        if not self.library.inventories:
            return
        masked = mask_code(self.text)
        boxes = [(match, self._owner(match)) for match in _BOX.finditer(masked)]
        for match, who in boxes:
            if who is not None:
                yield from self._in_piece(masked, match.start("rest"), match.end(), who)
        spans = [match.span() for match, who in boxes if who is not None]
        for start, end in _paragraphs(masked):
            if not any(start < stop and first < end for first, stop in spans):
                yield from self._in_piece(masked, start, end, None)

    def by_key(self) -> Iterator[SourceKey]:
        """References by key: fenced boxes and `[@book-1#chapter-5]`."""
        masked = mask_code(self.text)
        for who, attributes, start in _fences(masked):
            name = self.library.named(who)
            to = attributes.get("to")
            if name is None or to is None or name not in self.library.inventories:
                continue
            for key in split_references(to[0]):
                offset = max(masked.find(key, to[1]), start)
                place = self.position(offset)
                entry = self.library.entry(name, key)
                yield SourceKey(name, key, entry, place.line, place.column, offset)
        for match in _INLINE.finditer(masked):
            name = self.library.named(match["who"])
            if name is not None and name in self.library.inventories:
                place = self.position(match.start())
                entry = self.library.entry(name, match["what"])
                offset = match.start("what")
                yield SourceKey(name, match["what"], entry, place.line, place.column, offset)

    def unknown_books(self) -> Iterator[UnknownBook]:
        """Boxes and inline references about a book that is no companion."""
        masked = mask_code(self.text)
        for box in _BOX.finditer(masked):
            who = _box_title(box)
            if who and self._owner(box) is None and _is_a_book(who):
                yield self._unknown(_plain(who), box.start("title"))
        for who, _, start in _fences(masked):
            if self.library.named(who) is None:
                yield self._unknown(who, start)
        for match in _INLINE.finditer(masked):
            if self.library.named(match["who"]) is None and _SURE.match(match["what"]):
                yield self._unknown(match["who"], match.start())

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        before = self.text[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)

    def fix(self, span: tuple[int, int], new: str) -> Fix:
        """The change of what stands at a span of the text."""
        place = self.position(span[0])
        return Fix(place.line, place.column, self.text[slice(*span)], new)

    def _owner(self, box: re.Match[str]) -> str | None:
        who = _box_title(box)
        return None if who is None else self.library.named(_plain(who))

    def _unknown(self, who: str, offset: int) -> UnknownBook:
        place = self.position(offset)
        return UnknownBook(who, place.line, place.column)

    def _in_piece(
        self, masked: str, start: int, end: int, who: str | None
    ) -> Iterator[SourceReference]:
        plain, offsets = _as_read(masked, start, end)
        for found in find_references(plain, self.library, self.language, who):
            stated = found.stated
            place = self.position(offsets[found.start])
            numbers = [(start, end) for _, start, end in stated.spans]
            title = _places(offsets, stated.title_span) if stated.title_span else None
            yield SourceReference(
                found,
                place.line,
                place.column,
                " ".join(plain[found.start : found.end].split()),
                _places(offsets, (stated.start, stated.end)),
                tuple(_places(offsets, number) for number in numbers),
                title,
                who is not None,
            )


def _as_read(masked: str, start: int, end: int) -> tuple[str, list[int]]:
    """A piece of Markdown as a reader sees it, and each character's place in the file."""
    hidden = {
        place
        for match in _MARKS.finditer(masked, start, end)
        for place in range(match.start(), match.end())
    }
    places = [place for place in range(start, end) if place not in hidden]
    return "".join(" " if masked[p] == "\n" else masked[p] for p in places), places


def _places(offsets: list[int], span: tuple[int, int]) -> tuple[int, int]:
    """A span of the text as read as one of the file."""
    return offsets[span[0]], offsets[span[1] - 1] + 1


def _paragraphs(masked: str) -> Iterator[tuple[int, int]]:
    """Runs of lines with text, headings left out."""
    for match in re.finditer(r"(?:^(?![ \t]*$|#{1,6}\s|[ \t]*:{3,})[^\n]+\n?)+", masked, re.M):
        yield match.span()


def _fences(masked: str) -> Iterator[tuple[str, dict[str, tuple[str, int]], int]]:
    """Each fenced box: the book that it names, its attributes with their places, its own place."""
    for match in _FENCED.finditer(masked):
        if f".{CROSSREF}" not in match["attributes"].split():
            continue
        attributes = {
            found["name"]: (
                next(
                    v
                    for v in (found["quoted"], found["single"], found["bare"], "")
                    if v is not None
                ),
                match.start("attributes") + found.start(),
            )
            for found in _ATTRIBUTE.finditer(match["attributes"])
        }
        if "book" in attributes:
            who, place = attributes["book"]
            yield who, attributes, place


def _box_title(box: re.Match[str]) -> str | None:
    """What a box's title calls the other book, as it is written."""
    title = box["title"].strip()
    if not title.endswith(":") and not box["colon"]:
        return None
    return named_in(title.rstrip(": "))


def _plain(who: str) -> str:
    return re.sub(r"[*_\"“”‘’'«»]", "", who).strip()


def _is_a_book(who: str) -> bool:
    """Whether what a box is `From` is surely a book: `Book 2`, or a title as titles are set."""
    return bool(re.match(r"(?:Book\s+\w+$|[\"“‘'*_«]|the companion)", who, re.I))
