"""Count what a book numbers: chapters, sections and every kind of thing, as its settings say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from chapbook.book import Place
from chapbook.numbering import Kind, NumberingSettings
from chapbook.numerals import write_number

#: The deepest heading level that Markdown has.
_LEVELS = 6


@dataclass
class Counters:
    """The state of counting; each method moves on and returns the number as it is printed."""

    settings: NumberingSettings
    chapters: int = 0
    appendices: int = 0
    part: int | None = None
    #: The number of the chapter that is open, None in one without a number.
    chapter: str | None = None
    sections: list[int] = field(default_factory=list)
    things: Counter[str] = field(default_factory=Counter)
    subfigures: Counter[str] = field(default_factory=Counter)
    #: The level of the unnumbered section that is open: what stands in it has no number either.
    silent: int | None = None

    def open_part(self, part: int | None) -> None:
        """A chapter of this Part begins; what restarts by Part restarts where it is another."""
        if part == self.part:
            return
        self.part = part
        if self.settings.restart == "part" and part is not None:
            self.chapters = 0
        self._restart("part")

    def open_chapter(self, place: Place, unnumbered: bool) -> str | None:
        """A chapter, an appendix or unnumbered matter begins."""
        self.silent = None
        self.sections = [0] * _LEVELS
        self.chapter = None
        if self.settings.depth < 1:
            return None
        self._restart("chapter")
        if place is Place.APPENDIX and not unnumbered:
            self.appendices += 1
            self.chapter = write_number(self.appendices, self.settings.appendices)
        elif place is Place.CHAPTER and not unnumbered:
            self.chapters += 1
            self.chapter = write_number(self.chapters, self.settings.chapters)
        return self.chapter

    def open_section(self, level: int, unnumbered: bool) -> str | None:
        """A section of this level (2 and more) begins."""
        if self.silent is not None and level <= self.silent:
            self.silent = None
        if unnumbered and self.silent is None:
            self.silent = level
        if self.silent is not None or self.chapter is None or level > self.settings.depth:
            return None
        position = level - 2
        self.sections[position] += 1
        self.sections[position + 1 :] = [0] * (len(self.sections) - position - 1)
        return ".".join([self.chapter, *map(str, self.sections[: position + 1])])

    def next_of(self, kind: Kind) -> str | None:
        """The next thing of a kind; None in a chapter without a number.

        A kind that never restarts counts through the whole book, its unnumbered chapters too.
        """
        if kind.restart == "chapter" and self.chapter is None and self.settings.depth > 0:
            return None
        self.things[kind.name] += 1
        number = write_number(self.things[kind.name], kind.scheme)
        if kind.restart == "chapter" and self.chapter is not None:
            return f"{self.chapter}.{number}"
        if kind.restart == "part" and self.part is not None:
            return f"{write_number(self.part + 1, self.settings.parts)}.{number}"
        return number

    def next_subfigure(self, figure: str, number: str | None) -> str | None:
        """The next part of a figure: `5.1a`."""
        self.subfigures[figure] += 1
        letter = write_number(self.subfigures[figure], "lower-letters")
        return None if number is None else f"{number}{letter}"

    def _restart(self, at: str) -> None:
        wanted = ("chapter",) if at == "chapter" else ("chapter", "part")
        for kind in self.settings.kinds:
            if kind.restart in wanted:
                self.things[kind.name] = 0
