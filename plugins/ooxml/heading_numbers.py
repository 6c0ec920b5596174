"""Decide which of Word's multilevel lists numbers each heading, by counting as Word would.

Parts, chapters and appendices have a list each. Chapters and their Parts are in two, so that
chapters count through all Parts: the switch by which one list does so (`lvlRestart`) is unknown to
LibreOffice. Where chapters begin again in each Part, the two are one list.

A slice begins where its first chapter does, and goes on elsewhere where chapters are left out: a
list has several instances then, each with another beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from chapbook.numbering import NumberingSettings
from chapbook.numerals import write_number

PARTS, CHAPTERS, APPENDICES = "parts", "chapters", "appendices"
#: Larger numbers are left as text.
_MOST = 2000
#: After Z and AA, Word goes on with BB.
_LETTERED = 27


@dataclass(frozen=True)
class ListPlace:
    """Where a heading stands: a list, a level in it (from 0), and the list's instance (from 0)."""

    list: str
    level: int
    instance: int = 0


@dataclass
class NumberedList:
    """One list: what each instance begins with, by level, and how far it has counted."""

    starts: list[dict[int, int]] = field(default_factory=lambda: [{}])
    counts: list[int] = field(default_factory=list)


@dataclass
class HeadingNumbers:
    """Counts the headings of a document in their order.

    `is_joined` says whether Parts and chapters are one list.
    """

    settings: NumberingSettings
    is_joined: bool
    lists: dict[str, NumberedList] = field(default_factory=dict)

    def place(self, kind: str, chapter: str, level: int, number: str) -> ListPlace | None:
        """The place that gives a heading this number, None where no list can.

        `chapter` is the kind of the chapter in which it stands, `level` its own below that.
        """
        name = list_of(kind, chapter)
        depth = level - 1
        if self.is_joined and name in (PARTS, CHAPTERS):
            depth += name == CHAPTERS
            name = PARTS
        first, *rest = number.split(".")
        ordinal = read_number(first, scheme_of(kind, chapter, self.settings))
        if ordinal is None or not all(piece.isdigit() for piece in rest):
            return None
        if scheme_of(kind, chapter, self.settings).endswith("letters") and ordinal > _LETTERED:
            return None
        return self._count(name, depth, [ordinal, *map(int, rest)])

    def _count(self, name: str, depth: int, wanted: list[int]) -> ListPlace | None:
        found = self.lists.setdefault(name, NumberedList())
        is_top = len(wanted) == 1
        above = depth - len(wanted) + 1
        if found.counts[above:depth] != wanted[:-1]:
            # A section whose chapter this file does not contain, or one that follows a gap.
            return None
        following = found.counts[depth] + 1 if len(found.counts) > depth else 1
        if following != wanted[-1]:
            if not is_top:
                return None
            start = {place: count + 1 for place, count in enumerate(found.counts[:depth])}
            if found.counts:
                found.starts.append({})
            found.starts[-1].update({**start, depth: wanted[-1]})
        padding = [0] * (depth - len(found.counts))
        found.counts[depth:] = []
        found.counts += [*padding, wanted[-1]]
        return ListPlace(name, depth, len(found.starts) - 1)


def list_of(kind: str, chapter: str) -> str:
    """The list that numbers headings of a kind in a chapter of a kind."""
    if kind == "part":
        return PARTS
    return APPENDICES if chapter == "appendix" else CHAPTERS


def scheme_of(kind: str, chapter: str, settings: NumberingSettings) -> str:
    """How the Part, chapter or appendix is numbered with which a heading's number begins."""
    if kind == "part":
        return settings.parts
    return settings.appendices if chapter == "appendix" else settings.chapters


def read_number(text: str, scheme: str, guess: int = 1) -> int | None:
    """The value of a number in a scheme, None where it is none; `guess` is tried first."""
    return guess if write_number(guess, scheme) == text else _numbers(scheme).get(text)


@cache
def _numbers(scheme: str) -> dict[str, int]:
    """What the numbers of a scheme mean; of two that look alike, the lower one."""
    return {write_number(value, scheme): value for value in range(_MOST - 1, 0, -1)}
