"""Find the place of something in a chapter's source by its text, in reading order.

Pandoc's Markdown reader gives no positions, so each kind of thing keeps a cursor that moves on
from hit to hit; what stands in code fences or HTML comments is never found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import accumulate

#: A code fence, in lists and quotations too: its first line, which may hold a label, and the rest.
_FENCE = re.compile(
    r"^(?P<first>(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(?P<ticks>`{3,}(?![^\n]*`)|~{3,})[^\n]*\n)"
    r"(?P<rest>.*?(?:^[ \t>]*(?P=ticks)[`~]*[ \t]*$|\Z))",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
#: Code within a paragraph, which no blank line divides.
_CODE = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_ATX = re.compile(r"^[\s>]*#{1,6}\s+")
#: How many chapters' texts are kept with spaces for their code.
_KEPT = 256
_SETEXT = re.compile(r"^ {0,3}(=+|-+)\s*$")


@dataclass(frozen=True)
class Position:
    """A place in a text; both count from 1, columns in characters."""

    line: int
    column: int


def line_and_column(place: Position | None) -> tuple[int | None, int | None]:
    """Line and column, each None where there is no place."""
    return (None, None) if place is None else (place.line, place.column)


@lru_cache(_KEPT)  # several checks look at each chapter
def mask_code(source: str) -> str:
    """A text of the same length with spaces for all code and comments."""
    return _mask(_visible(source), _CODE)


@dataclass
class Locator:
    """Finds places in one source text; `text` is masked, of the same length as the original."""

    text: str
    _prose: str = ""
    _starts: list[int] = field(default_factory=list)
    _cursors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str) -> Locator:
        """A locator for a chapter's text."""
        masked = _visible(source)
        starts = [0, *accumulate(len(line) + 1 for line in masked.split("\n"))]
        return cls(masked, mask_code(source), starts)

    def find(self, kind: str, *needles: str) -> int | None:
        """The line (from 1) of the next of the needles for this kind of thing, None if absent."""
        found = self._seek(self.text, kind, needles)
        return None if found is None else self.position(found).line

    def find_place(self, kind: str, *needles: str) -> Position | None:
        """Where the next of the needles for this kind of thing begins, None if absent."""
        found = self._seek(self.text, kind, needles)
        return None if found is None else self.position(found)

    def find_link(self, kind: str, *needles: str) -> Position | None:
        """Where the next of the needles begins, outside of code.

        That of a needle `](target` is where its bracket opens.
        """
        found = self._seek(self._prose, kind, needles)
        if found is None:
            return None
        is_end = self._prose[found] == "]"
        return self.position(self._opening(found) if is_end else found)

    def find_heading(self, title: str) -> int | None:
        """The line of the next heading (ATX or setext) whose text is `title`."""
        found = self.find_title(title)
        return None if found is None else found.line

    def find_title(self, title: str) -> Position | None:
        """Where the text of the next heading (ATX or setext) that says `title` begins."""
        wanted = _letters(title)
        lines = self.text.split("\n")
        for index in range(self._cursors.get("heading", 0), len(lines)):
            line = lines[index]
            atx = _ATX.match(line)
            is_setext = index + 1 < len(lines) and _SETEXT.match(lines[index + 1])
            if (atx or is_setext) and _letters(line).startswith(wanted):
                self._cursors["heading"] = index + 1
                mark = atx.end() if atx else len(line) - len(line.lstrip())
                return Position(index + 1, mark + 1)
        return None

    def position(self, place: int) -> Position:
        """Line and column of an offset in the text."""
        line = bisect_right(self._starts, place)
        return Position(line, place - self._starts[line - 1] + 1)

    def _seek(self, text: str, kind: str, needles: tuple[str, ...]) -> int | None:
        for needle in filter(None, needles):
            place = text.find(needle, self._cursors.get(kind, 0))
            if place >= 0:
                self._cursors[kind] = place + len(needle)
                return place
        return next((p for p in map(text.find, filter(None, needles)) if p >= 0), None)

    def _opening(self, place: int) -> int:
        """The bracket that opens what closes at `place`; `place` itself where none does."""
        open_brackets = 0
        start = self._prose.rfind("\n\n", 0, place) + 1
        for index in range(place, start - 1, -1):
            character = self._prose[index]
            if character in "[]" and self._prose[index - 1 : index] != "\\":
                open_brackets += 1 if character == "]" else -1
                if open_brackets == 0:
                    return index
        return place


@lru_cache(_KEPT)
def _visible(source: str) -> str:
    """The text with spaces for what stands in code fences and comments."""
    fenced = _FENCE.sub(lambda match: match["first"] + _blank(match["rest"]), source)
    return _mask(fenced, _COMMENT)


def _mask(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: _blank(match.group()), text)


def _blank(text: str) -> str:
    return "\n".join([" " * len(line) for line in text.split("\n")])


def _letters(text: str) -> str:
    plain = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]", "", unescape(text))
    return re.sub(r"[\W_]+", "", plain).lower()
