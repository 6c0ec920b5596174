"""Where a line of an engine's input comes from: comment lines that name chapter and line.

An engine complains about its own input. Before each heading, figure and table that the outline
knows stands a comment `chapbook: chapters/05-x.md:57`; the nearest one above a line tells its
place, and where the complaint quotes something, the chapter's own text is searched for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from chapbook.outline import Outline

_MARKER = re.compile(r"^(?:%|//) chapbook: (.+):(\d+)$")


@dataclass(frozen=True)
class Spot:
    """A chapter's file and a line of it."""

    path: PurePosixPath
    line: int


def spots(outline: Outline) -> Mapping[str, Spot]:
    """The place of every anchor whose source line is known."""
    return {
        label.anchor: Spot(label.chapter, label.line)
        for label in outline
        if label.chapter is not None and label.line is not None
    }


def marker(comment: str, spot: Spot) -> str:
    """The comment line for a spot; `comment` is what begins a comment (`%`, `//`)."""
    return f"{comment} chapbook: {spot.path}:{spot.line}"


@dataclass(frozen=True)
class Places:
    """Finds the place of a line in what an engine reads; `root` is the book's folder."""

    text: str
    root: Path

    @cached_property
    def lines(self) -> list[str]:
        """The engine's input, line by line."""
        return self.text.split("\n")

    @cached_property
    def _markers(self) -> tuple[list[int], list[Spot]]:
        found = [(n, _MARKER.match(line)) for n, line in enumerate(self.lines, 1)]
        marks = [(n, Spot(PurePosixPath(m[1]), int(m[2]))) for n, m in found if m]
        return [n for n, _ in marks], [spot for _, spot in marks]

    def at(self, line: int, quoted: str = "") -> Spot | None:
        """The place of a line; `quoted` is text that the author's line holds, where known."""
        numbers, marks = self._markers
        index = bisect_right(numbers, line) - 1
        if index < 0:
            return None
        spot = marks[index]
        following = marks[index + 1] if index + 1 < len(marks) else None
        last = following.line if following and following.path == spot.path else None
        return self._closer(spot, last, quoted.strip())

    def where(self, quoted: str) -> tuple[Spot, ...]:
        """The places of all lines that hold `quoted`, the first of each chapter."""
        numbers = [n for n, line in enumerate(self.lines, 1) if quoted in line]
        found = [spot for n in numbers if (spot := self.at(n, quoted)) is not None]
        return tuple({spot.path: spot for spot in reversed(found)}.values())[::-1]

    def _closer(self, spot: Spot, last: int | None, quoted: str) -> Spot:
        if not quoted:
            return spot
        try:
            source = (self.root / spot.path).read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return spot
        for number, line in enumerate(source[spot.line - 1 : last], spot.line):
            if quoted in line:
                return Spot(spot.path, number)
        return spot
