"""The kinds of things that are numbered, and the names that their settings have in the metadata."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`fig`, what labels of it begin with, and how its settings are called."""

    prefix: str
    #: `figPrefix`, `figPrefixTemplate`.
    stem: str
    #: `figureTitle`, `figureTemplate`.
    name: str
    #: `lofTitle`, `lofItemTemplate`; empty for kinds that are never listed.
    list: str = ""
    #: The kind within whose things this one is counted anew; only for kinds of the author's own.
    scope: str = ""

    @property
    def labels(self) -> str:
        """The setting that names the numbering scheme."""
        return f"{self.prefix}Labels"


FIGURE = Kind("fig", "fig", "figure", "lof")
TABLE = Kind("tbl", "tbl", "table", "lot")
LISTING = Kind("lst", "lst", "listing", "lol")
EQUATION = Kind("eq", "eqn", "equation", "loe")
SECTION = Kind("sec", "sec", "section", "los")

KINDS = (FIGURE, TABLE, LISTING, EQUATION, SECTION)
