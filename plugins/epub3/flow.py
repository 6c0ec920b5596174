"""The running text of an EPUB as one string of letters and digits, with the way back to its place.

What does not run with the text on paper is left out: footnotes, and figures with their captions,
which may stand on another page than the words around them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from chapbook.plugins.epub3.xhtml import EPUB_TYPE, MATHML, SVG, XHTML, Element, local

_NOT_LETTERS = re.compile(r"[\W_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    *("p", "li", "dt", "dd", "td", "th", "pre"),
    *("caption", "figcaption", "figure", "summary"),
}
_SKIPPED = frozenset({"script", "style", "head", "rt", "rp"})
_NOTES = frozenset({"footnotes", "footnote", "endnotes", "endnote"})


def key_of(text: str) -> str:
    """The letters and digits of a text without case, accents and ligatures, letter by letter."""
    if text.isascii():
        return _NOT_LETTERS.sub("", text).lower()
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKD", text.casefold()))


@dataclass(frozen=True)
class Run:
    """A piece of text: the element's own (`tail` is false) or what follows the element."""

    start: int
    element: Element
    tail: bool

    @property
    def text(self) -> str:
        """The text as it is written."""
        return (self.element.tail if self.tail else self.element.text) or ""


@dataclass(frozen=True)
class Block:
    """A block and where it begins; `key` holds the letters of a figure's caption."""

    start: int
    element: Element
    key: str = ""
    is_figure: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is the title of a chapter or a section."""
        return local(self.element) in _HEADINGS


@dataclass(frozen=True)
class Flow:
    """All running text: its letters, its runs and blocks in order, and where each id begins."""

    letters: str
    runs: tuple[Run, ...]
    blocks: tuple[Block, ...]
    ids: dict[str, int]

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start for run in self.runs]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def run_at(self, place: int) -> tuple[Run, int]:
        """The run that holds the letter at `place`, and the letter's index in its text."""
        run = self.runs[bisect_right(self._run_starts, place) - 1]
        wanted = place - run.start
        for index, character in enumerate(run.text):
            wanted -= len(key_of(character))
            if wanted < 0:
                return run, index
        return run, len(run.text)

    def blocks_at(self, place: int) -> list[Block]:
        """The blocks that begin with the letter at `place`, figures before it among them."""
        return list(self.blocks_between(place, place + 1))

    def blocks_between(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that begin from `start` on and before `end`."""
        first = bisect_left(self._block_starts, start)
        return self.blocks[first : bisect_left(self._block_starts, end)]

    def text_of(self, block: Block) -> str:
        """The letters of a block, up to the next one."""
        end = bisect_right(self._block_starts, block.start)
        after = self.blocks[end].start if end < len(self.blocks) else len(self.letters)
        return self.letters[block.start : after]

    def block_before(self, place: int) -> int | None:
        """The place where the last block that begins before `place` begins."""
        end = bisect_right(self._block_starts, place - 1)
        return self.blocks[end - 1].start if end else None


def read_flow(roots: Iterable[Element]) -> Flow:
    """The running text of pages, in their order."""
    reader = _Reader()
    for root in roots:
        reader.read(root)
    return Flow("".join(reader.pieces), tuple(reader.runs), tuple(reader.blocks), reader.ids)


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.ids: dict[str, int] = {}
        self.place = 0

    def read(self, element: Element) -> None:
        name = local(element)
        identifier = element.get("id")
        if identifier is not None:
            self.ids.setdefault(str(identifier), self.place)
        if name in _BLOCKS:
            is_float = name == "figure" and not _is_listing(element)
            caption = key_of("".join(_caption_of(element))) if is_float else ""
            if is_float or name != "figure":
                self.blocks.append(Block(self.place, element, caption, is_float))
            if is_float:
                return
        self.take(element, element.text, tail=False)
        for child in element:
            if isinstance(child.tag, str) and not _is_skipped(child):
                self.read(child)
            self.take(child, child.tail, tail=True)

    def take(self, element: Element, text: str | None, *, tail: bool) -> None:
        letters = key_of(text) if text else ""
        if letters:
            self.runs.append(Run(self.place, element, tail))
            self.pieces.append(letters)
            self.place += len(letters)


def _is_skipped(element: Element) -> bool:
    tag, kinds = str(element.tag), (element.get(EPUB_TYPE) or "").split()
    classes = (element.get("class") or "").split()
    if "navigation" in classes:
        return True
    skips = tag.startswith(f"{{{SVG}}}") or tag == f"{{{MATHML}}}annotation"
    return skips or local(element) in _SKIPPED or not _NOTES.isdisjoint(kinds)


def _is_listing(figure: Element) -> bool:
    return "listing" in (figure.get("class") or "").split()


def _caption_of(figure: Element) -> Iterator[str]:
    for caption in figure.iterchildren(f"{{{XHTML}}}figcaption"):
        yield from map(str, caption.itertext())
