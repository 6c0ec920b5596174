"""What is wanted of a finished file: texts with their places, and the text of Pandoc's JSON."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import bidirectional

from chapbook.outline import Label
from chapbook.readback import squeeze

#: What no format prints as plain text: a formula, raw markup, a footnote's mark, an end of block.
BREAK = "\0"


@dataclass(frozen=True)
class Wanted:
    """One thing that a file must show.

    `text` is what a reader sees; `pieces` are its letters and digits, squeezed, in several pieces
    where something stands between that formats print in different ways. `near` is the anchor of
    the label or heading that it belongs to. `target` is where a link leads.
    """

    text: str
    pieces: tuple[str, ...]
    near: str
    target: str = ""


@dataclass(frozen=True)
class Expected:
    """Everything that a finished file must show.

    `titles` are the titles and captions of `labels`, by anchor. `phrases` are citations, and
    references to what a slice leaves out: text that stands in a place, told by the words before.
    `anchors` are those of labels and of everything else that a link may lead to; `loose` are those
    in footnotes, where not every format can point to.
    """

    labels: tuple[Label, ...]
    titles: Mapping[str, Wanted]
    anchors: frozenset[str] = frozenset()
    links: tuple[Wanted, ...] = ()
    notes: tuple[Wanted, ...] = ()
    alts: tuple[Wanted, ...] = ()
    phrases: tuple[Wanted, ...] = ()
    loose: frozenset[str] = frozenset()


def only_with(expected: Expected, characters: Collection[str]) -> Expected:
    """The same without letters that the file, for want of a font, shows nowhere."""
    shown = frozenset(characters)
    return _trimmed(expected, lambda piece: "".join(filter(shown.__contains__, piece)))


def without_turned(expected: Expected) -> Expected:
    """The same without pieces from right to left: pages give them back in another order."""
    return _trimmed(expected, lambda piece: "" if any(map(_is_turned, piece)) else piece)


def _is_turned(character: str) -> bool:
    return bidirectional(character) in ("R", "AL")


def _trimmed(expected: Expected, trim_piece: Callable[[str], str]) -> Expected:
    def trim(wanted: Wanted) -> Wanted:
        return replace(wanted, pieces=tuple(filter(None, map(trim_piece, wanted.pieces))))

    return replace(
        expected,
        titles={anchor: trim(title) for anchor, title in expected.titles.items()},
        links=tuple(map(trim, expected.links)),
        notes=tuple(map(trim, expected.notes)),
        alts=tuple(map(trim, expected.alts)),
        phrases=tuple(map(trim, expected.phrases)),
    )


def pieces_of(text: str) -> tuple[str, ...]:
    """A text squeezed, in pieces where there is a break."""
    return tuple(filter(None, map(squeeze, text.split(BREAK))))


def text_of(nodes: object, hidden: frozenset[str] = frozenset()) -> str:
    """The text of Pandoc's JSON, with breaks, without Spans and Divs of the classes `hidden`."""
    return "".join(_text(nodes, hidden))


def _text(node: Any, hidden: frozenset[str]) -> Iterator[str]:
    if isinstance(node, list | tuple):
        for item in node:
            yield from _text(item, hidden)
    elif isinstance(node, dict):
        content: Any = node.get("c")
        match node.get("t"):
            case "Str":
                yield content
            case "Code" | "CodeBlock":
                yield content[1]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Math" | "RawInline" | "RawBlock" | "Note" | "Image":
                yield BREAK
            case "Span" | "Div" if hidden.intersection(content[0][1]):
                return
            case "Quoted" | "Span" | "Link" | "Div" | "Cite":
                yield from _text(content[1], hidden)
            case "Para" | "Plain":
                yield from _text(content, hidden)
                yield BREAK
            case _:
                yield from _text(content, hidden)
