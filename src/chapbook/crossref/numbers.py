"""Numbers: what each label got, counted in the order of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chapbook.crossref.kinds import Kind
from chapbook.crossref.nodes import Attr, Node, join_all, lookup, string
from chapbook.crossref.settings import Settings
from chapbook.errors import ChapbookError


@dataclass(frozen=True, order=True)
class Part:
    """One level of a number, and how it is printed."""

    number: int
    text: str


@dataclass(frozen=True)
class Entry:
    """A numbered thing."""

    label: str
    kind: Kind
    chapter: tuple[Part, ...]
    part: Part
    title: tuple[Node, ...] = ()
    #: The letter of a subfigure.
    sub: Part | None = None
    #: Left out of lists.
    hidden: bool = False

    @property
    def place(self) -> tuple[tuple[int, ...], int, int]:
        """The chapter, the number in it, and the number of the subfigure, 0 for none."""
        numbers = tuple(part.number for part in self.chapter)
        return numbers, self.part.number, self.sub.number if self.sub else 0

    def index(self, settings: Settings) -> list[Node]:
        """`2.1`; parts without a text are left out."""
        parts = [*self.chapter, self.part]
        texts = [[string(part.text)] for part in parts if part.text]
        return join_all(texts, settings.inlines("chapDelim"))


class Numbers:
    """Counts while the document is walked."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.entries: list[Entry] = []
        self.by_label: dict[str, Entry] = {}
        self._sections: tuple[Part, ...] = ()
        self._hidden: tuple[bool | None, ...] = ()
        self._last: dict[tuple[str, tuple[object, ...]], int] = {}
        self._latest: dict[str, int] = {}

    def add(self, entry: Entry) -> None:
        """Remember an entry, under its label if it has one."""
        if entry.label and entry.label in self.by_label:
            raise ChapbookError(
                f"the label '{entry.label}' is used twice",
                hint="give each figure, table, listing, equation and section its own label",
            )
        self.entries.append(entry)
        if entry.label:
            self.by_label[entry.label] = entry

    def heading(self, level: int, attr: Attr) -> tuple[Part, ...]:
        """Count a heading; returns the numbers of its section and of those around it."""
        kept, hidden = list(self._sections[:level]), list(self._hidden[: level - 1])
        gap = 1 if self.settings.flag("numberSections") else 0
        while len(kept) < level - 1:
            kept.append(self._section_part(len(kept), gap, None))
        last = kept[level - 1].number if len(kept) == level else 0
        number = _number(attr, last + 1)
        part = self._section_part(level - 1, number, lookup(attr, "label"))
        self._sections = (*kept[: level - 1], part)
        self._hidden = (*hidden, *[None] * (level - 1 - len(hidden)), _hidden(attr))
        return self._sections

    def count(self, kind: Kind, attr: Attr, title: Sequence[Node] = ()) -> Entry:
        """Count a thing of a kind; its attributes may say its number and its label."""
        settings = self.settings
        depth = settings.number("chaptersDepth")
        chapter = self._sections[:depth] if settings.flag("chapters") else ()
        scope: tuple[object, ...] = tuple(part.number for part in chapter)
        if kind.scope:
            around = self._sections if kind.scope == "sec" else self._latest.get(kind.scope)
            scope = (*scope, around)
        number = _number(attr, self._last.get((kind.prefix, scope), 0) + 1)
        self._last[kind.prefix, scope] = number
        self._latest[kind.prefix] = self._latest.get(kind.prefix, 0) + 1
        label = lookup(attr, "label")
        text = settings.numbered(kind.labels, number) if label is None else label
        entry = Entry(anchored(attr)[0], kind, chapter, Part(number, text), tuple(title))
        return replace(entry, hidden=self.is_hidden(attr))

    def next_sub(self, parent: Entry, said: str | None) -> int:
        """The number of the next part of a figure."""
        key = f"sub {parent.place}"
        self._latest[key] = int(said) if said and said.isdigit() else self._latest.get(key, 0) + 1
        return self._latest[key]

    def is_hidden(self, attr: Attr) -> bool:
        """Is this, or the section around it, to be left out of lists?"""
        said = [_hidden(attr), *reversed(self._hidden)]
        return next((hidden for hidden in said if hidden is not None), False)

    def _section_part(self, level: int, number: int, label: str | None) -> Part:
        if label is not None:
            return Part(number, label)
        return Part(number, self.settings.level_numbered(level, number))


def anchored(attr: Attr) -> Attr:
    """The attribute without an id that is a prefix alone: such things are only counted."""
    return ("", attr[1], attr[2]) if attr[0].endswith(":") else attr


def _number(attr: Attr, otherwise: int) -> int:
    said = lookup(attr, "number")
    return int(said) if said is not None and said.isdigit() else otherwise


def _hidden(attr: Attr) -> bool | None:
    said = lookup(attr, "hidden")
    return None if said is None else said.lower() in ("y", "yes", "true", "1", "")
