"""The kinds of things that a book numbers, and how it counts them."""

from __future__ import annotations

from dataclasses import dataclass, field

#: How a number is written.
SCHEMES = ("decimal", "roman", "lower-roman", "letters", "lower-letters")
#: When a kind begins again from 1.
RESTARTS = ("chapter", "part", "never")


@dataclass(frozen=True)
class Kind:
    """One kind: `prefix` begins its labels and references (`fig:x`); `title` is its caption's word.

    `title` and `reference` (the words in references: to one, to several) are empty where the table
    of words has them. `listed` asks for a list of all of them.
    """

    name: str
    prefix: str
    title: str = ""
    reference: tuple[str, ...] = ()
    restart: str = "chapter"
    scheme: str = "decimal"
    listed: bool = False


#: The kinds that every book has.
BUILTIN = (
    Kind("figure", "fig", listed=True),
    Kind("table", "tbl", listed=True),
    Kind("listing", "lst", listed=True),
    Kind("equation", "eq"),
)
#: The prefix of headings' labels.
SECTION = "sec"
#: The prefix of Parts' labels.
PART = "part"


@dataclass(frozen=True)
class NumberingSettings:
    """How a book numbers.

    `depth` is the deepest level that has a number (1: chapters only). `restart` says whether
    chapters begin again in each Part. `equations` is `labeled` or `all`. `kinds` holds the built-in
    kinds as the book wants them, then its own.
    """

    depth: int = 3
    parts: str = "roman"
    chapters: str = "decimal"
    appendices: str = "letters"
    restart: str = "never"
    footnotes: str = "chapter"
    equations: str = "labeled"
    kinds: tuple[Kind, ...] = field(default=BUILTIN)

    def kind(self, name: str) -> Kind | None:
        """The kind of this name; a subfigure is of the figures'."""
        wanted = "figure" if name == "subfigure" else name
        return next((kind for kind in self.kinds if kind.name == wanted), None)

    def by_prefix(self, prefix: str) -> Kind | None:
        """The kind whose labels begin so: `fig` (and, as bookdown writes, `tab`)."""
        wanted = {"tab": "tbl", "eqn": "eq"}.get(prefix, prefix)
        return next(
            (
                kind
                for kind in self.kinds
                if wanted in (uncapitalized(kind.prefix), uncapitalized(kind.name))
            ),
            None,
        )

    @property
    def own(self) -> tuple[Kind, ...]:
        """The kinds that the book defines itself."""
        names = {kind.name for kind in BUILTIN}
        return tuple(kind for kind in self.kinds if kind.name not in names)


def uncapitalized(word: str) -> str:
    """A prefix or a label without the capital that it may begin with."""
    return word[:1].lower() + word[1:]
