"""The parameters of checks: their common kinds, and how a check reads them.

What `book.yaml` says fits the kinds that a check declares before the check sees it, so that reading
is plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.book import Parameter, Place
from chapbook.manifest_files import MARKDOWN_SUFFIXES
from chapbook.manifest_kinds import FilePath, Key, Keys, Many, Text, Word

Parameters = Mapping[str, Parameter]

COUNT = Text("a whole number", r"^[0-9]+$")
LIMITS = {
    "min": Key(COUNT, "the least that is allowed"),
    "max": Key(COUNT, "the most that is allowed"),
}
SWITCH = Word(("on", "off"), switch=True)

#: Files of chapters; one that the book does not have is an error.
CHAPTER_FILES = Many(FilePath(MARKDOWN_SUFFIXES))
#: Limits of single chapters, by their files.
LIMITS_BY_CHAPTER = Keys(other=Keys(LIMITS))

_KINDS = Many(Word(tuple(place.value for place in Place)), 1, True)
_EXCEPT = Key(CHAPTER_FILES, "files of chapters that it leaves alone")
#: Which chapters a check looks at.
SCOPE = {
    "kinds": Key(_KINDS, "the kinds of chapters that it looks at; default [chapter]"),
    "except": _EXCEPT,
}
#: The same for a check that looks at every chapter unless told otherwise.
SCOPE_OF_ALL = {
    "kinds": Key(_KINDS, "the kinds of chapters that it looks at; default all"),
    "except": _EXCEPT,
}


@dataclass(frozen=True)
class Limits:
    """The least and the most of something, each None where nothing is said."""

    least: int | None = None
    most: int | None = None

    @classmethod
    def of(cls, parameters: Parameter) -> Limits:
        """What `min` and `max` say."""
        said = mapping(parameters)
        return cls(whole(said.get("min")), whole(said.get("max")))

    def broken_by(self, count: int) -> str | None:
        """`fewer than 3`, `more than 5`, or None where the count is allowed."""
        if self.least is not None and count < self.least:
            return f"fewer than {self.least:,}"
        if self.most is not None and count > self.most:
            return f"more than {self.most:,}"
        return None


def mapping(value: Parameter) -> Parameters:
    """A mapping; empty where nothing is said."""
    return value if isinstance(value, Mapping) else {}


def whole(value: Parameter) -> int | None:
    """A whole number, None where nothing is said."""
    return int(value) if isinstance(value, int | str) else None


def text(value: Parameter) -> str:
    """A text, or a number as text; empty where nothing is said."""
    return "" if value is None else str(value)


def texts(value: Parameter) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    if isinstance(value, tuple):
        return tuple(map(text, value))
    return () if value is None else (text(value),)
