"""Running text of a chapter with the way back to its inlines: what an author says in prose.

Left out are headings, code, captions, cross-reference boxes and lists of works.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import panflute as pf

from chapbook.crossref_boxes import read_box
from chapbook.tree import plain_text
from chapbook.words import words_for

#: Classes of what other filters have made or will make of a reference.
_MADE = {"reference", "companion", "caption-label", "number", "crossref", "crossref-guide", "refs"}
_CAPTIONS = {"caption", "list-of", "figcaption"}
_SOURCE = re.compile(r"\[Sources?:(?:[^\[\]]|\[[^\[\]]*\])*\]")
#: Stands for what is no text: an image, a formula.
OBJECT = "\ufffc"


@dataclass(frozen=True)
class Piece:
    """One inline's characters: they begin at `start` and are those of `container[index]`."""

    start: int
    container: pf.ListContainer
    index: int


@dataclass
class Passage:
    """The text of one paragraph, cell or list item.

    `opaque` are the places where nothing is a mention: code, links, citations. `runs` are those of
    bold, emphasized or quoted text; `titles` those of emphasized text and of links out of the book.
    """

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    opaque: list[tuple[int, int]] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)

    def is_opaque(self, start: int, end: int) -> bool:
        """Whether any of `text[start:end]` may not be touched."""
        return any(a < end and start < b for a, b in self.opaque)

    def piece_at(self, place: int) -> Piece | None:
        """The inline that a character belongs to, None for what stands for no inline's text."""
        index = bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1
        return self.pieces[index] if index >= 0 else None


def iter_passages(doc: pf.Doc, language: str, wanted: Callable[[str], bool]) -> Iterator[Passage]:
    """Every passage of a chapter that holds what is `wanted`, in reading order.

    A footnote's passages follow the text it belongs to.
    """
    yield from _blocks(doc.content, _Search(wanted, words_for(language).prose.references))


@dataclass(frozen=True)
class _Search:
    """What is looked for, and the titles of lists in which nothing is."""

    wanted: Callable[[str], bool]
    references: tuple[str, ...]


def _blocks(blocks: pf.ListContainer, search: _Search) -> Iterator[Passage]:
    listed: int | None = None  # the level of the list of works that is open
    for block in blocks:
        if isinstance(block, pf.Header):
            if listed is None or block.level <= listed:
                listed = block.level if _is_list_of_works(block, search.references) else None
            continue
        # `## Next: [Chapter 5](…)` was a heading, too.
        if "navigation" in getattr(block, "classes", ()):
            listed = None
        if listed is None:
            yield from _block(block, search)


def _block(block: pf.Element, search: _Search) -> Iterator[Passage]:
    classes = set(getattr(block, "classes", ()))
    if classes & (_MADE | _CAPTIONS) or read_box(block):
        return
    match block:
        case pf.Para() | pf.Plain() | pf.LineItem() | pf.DefinitionItem():
            container = block.term if isinstance(block, pf.DefinitionItem) else block.content
            text, notes = _skim(container)
            if search.wanted(text):
                yield _read(container)
            for note in notes:
                yield from _blocks(note.content, search)
            if isinstance(block, pf.DefinitionItem):
                for definition in block.definitions:
                    yield from _blocks(definition.content, search)
        case pf.Table():
            for row in _rows(block):
                for cell in row.content:
                    yield from _blocks(cell.content, search)
        case pf.Figure() | pf.CodeBlock() | pf.RawBlock() | pf.HorizontalRule() | pf.Null():
            return
        case _:
            yield from _blocks(block.content, search)


def _rows(table: pf.Table) -> Iterator[pf.TableRow]:
    bodies = [rows for body in table.content for rows in (body.head, body.content)]
    for rows in (table.head.content, *bodies, table.foot.content):
        yield from rows


def _is_list_of_works(header: pf.Header, references: tuple[str, ...]) -> bool:
    title = re.sub(r"^[\W\d]+|\W+$", "", plain_text(header)).lower()
    return title in references


def _skim(container: pf.ListContainer) -> tuple[str, list[pf.Note]]:
    """The words of a paragraph, and its footnotes."""
    words: list[str] = []
    notes: list[pf.Note] = []
    _collect(container, words, notes)
    return " ".join(words), notes


def _collect(container: pf.ListContainer, words: list[str], notes: list[pf.Note]) -> None:
    for item in container.list:
        if isinstance(item, pf.Str):
            words.append(item.text)
        elif isinstance(item, pf.Note):
            notes.append(item)
        elif item._children and not isinstance(item, pf.Image):
            _collect(item.content, words, notes)


def _read(container: pf.ListContainer) -> Passage:
    passage = Passage()
    text: list[str] = []
    _Reader(passage, text).read(container)
    passage.text = "".join(text)
    passage.opaque += [match.span() for match in _SOURCE.finditer(passage.text)]
    return passage


@dataclass
class _Reader:
    passage: Passage
    text: list[str]
    length: int = 0

    def read(self, container: pf.ListContainer) -> None:
        for index, item in enumerate(container.list):
            self.passage.pieces.append(Piece(self.length, container, index))
            self._inline(item)

    def _inline(self, item: pf.Inline) -> None:
        start = self.length
        match item:
            case pf.Str():
                self._say(item.text)
            case pf.Space() | pf.SoftBreak():
                self._say(" ")
            case pf.LineBreak():
                self._say("\n")
            case pf.Code() | pf.Math() | pf.Image():
                self._say(item.text if isinstance(item, pf.Code) else OBJECT)
                self.passage.opaque.append((start, self.length))
            case pf.Note() | pf.RawInline():
                pass
            case pf.Quoted():
                opening, closing = "“”" if item.quote_type == "DoubleQuote" else "‘’"
                self._say(opening)
                self.read(item.content)
                self.passage.runs.append((start + 1, self.length))
                self._say(closing)
            case _:
                self.read(item.content)
                self._mark(item, start)

    def _mark(self, item: pf.Inline, start: int) -> None:
        place = (start, self.length)
        classes = set(getattr(item, "classes", ()))
        if isinstance(item, pf.Link | pf.Cite) or classes & (_MADE | _CAPTIONS):
            self.passage.opaque.append(place)
        if isinstance(item, pf.Emph) or (isinstance(item, pf.Link) and "://" in item.url):
            self.passage.titles.append(place)
        if isinstance(item, pf.Emph | pf.Strong):
            self.passage.runs.append(place)

    def _say(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)
