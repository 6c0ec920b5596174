"""Cross-reference boxes as they are written: `> **From Book 1:** …` and `::: {.crossref book=…}`.

What a box leads to is found out later, where the companion's inventory is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import panflute as pf

from chapbook.locate import Locator
from chapbook.tree import ancestors, iter_elements, plain_text
from chapbook.words import languages

#: The class of the fenced form, and of the place where the guide of all boxes is printed.
CROSSREF, GUIDE = "crossref", "crossref-guide"

_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)


@dataclass(frozen=True)
class BoxReference:
    """One box of a chapter, as a value.

    `who` is what the box calls the other book, `text` its plain text. `to`, `topic` and
    `relationship` are what the fenced form says in so many words. `section` is the id of the
    heading that the box stands under, empty above the first.
    """

    who: str
    text: str
    is_fenced: bool = False
    to: tuple[str, ...] = ()
    topic: str = ""
    relationship: str = ""
    section: str = ""
    line: int | None = None

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> BoxReference:
        """Read back what `dataclasses.asdict` and JSON made of one."""
        return cls(**{**value, "to": tuple(value["to"])})


@dataclass(frozen=True)
class WrittenBox:
    """A box in a document: its title's and its body's elements, and the same as a value."""

    title: tuple[pf.Inline, ...]
    blocks: tuple[pf.Block, ...]
    reference: BoxReference


def find_box_references(doc: pf.Doc, source: str) -> tuple[BoxReference, ...]:
    """Every cross-reference box of a chapter, in reading order; `source` gives the lines."""
    return tuple(_find(doc, Locator.of(source)))


def holds_guide(elements: Iterable[pf.Element]) -> bool:
    """Whether a chapter of these elements prints the guide: it depends on all others' boxes."""
    return any(GUIDE in getattr(element, "classes", ()) for element in elements)


def read_box(element: pf.Element) -> WrittenBox | None:
    """The cross-reference box that a block quote or Div is, None where it is none."""
    if isinstance(element, pf.BlockQuote):
        return _quoted(element)
    if isinstance(element, pf.Div) and CROSSREF in element.classes and "book" in element.attributes:
        return _fenced(element)
    return None


def split_references(said: str) -> tuple[str, ...]:
    """`a, b c` → `("a", "b", "c")`: what `to=` names."""
    return tuple(re.findall(r"[^\s,;]+", said))


def named_in(title: str) -> str | None:
    """The other book that a box's title names: `From Book 1` → `Book 1`."""
    match = _from().match(title)
    if match is None:
        return title if re.fullmatch(r"Book\s+\w+", title) else None
    return next(said for said in match.groups() if said).strip()


def _find(doc: pf.Doc, locator: Locator) -> Iterator[BoxReference]:
    section = ""
    for element in iter_elements(doc, (pf.Header, pf.BlockQuote, pf.Div)):
        if isinstance(element, pf.Header) and not any(
            isinstance(a, pf.BlockQuote) for a in ancestors(element)
        ):
            section = element.identifier
        box = read_box(element)
        if box is not None:
            told = box.reference
            line = locator.find("box", told.who) if not told.is_fenced else None
            if told.is_fenced:
                line = locator.find("fenced", f'book="{told.who}"', f"book={told.who}")
            yield BoxReference(
                told.who,
                told.text,
                told.is_fenced,
                told.to,
                told.topic,
                told.relationship,
                section,
                line,
            )


def _quoted(quote: pf.BlockQuote) -> WrittenBox | None:
    first = quote.content[0] if quote.content else None
    if not isinstance(first, pf.Para) or not first.content:
        return None
    strong, *rest = first.content
    if not isinstance(strong, pf.Strong) or not strong.content:
        return None
    title = list(strong.content)
    said = plain_text(strong)
    if said.endswith(":"):
        title = _without_colon(title)
    elif rest and isinstance(rest[0], pf.Str) and rest[0].text.startswith(":"):
        rest[0] = pf.Str(rest[0].text[1:])
    else:
        return None
    who = named_in(said.rstrip(": "))
    if who is None:
        return None
    while rest and (isinstance(rest[0], _SPACES) or getattr(rest[0], "text", "x") == ""):
        rest = rest[1:]
    blocks = ([pf.Para(*rest)] if rest else []) + list(quote.content)[1:]
    return WrittenBox(tuple(title), tuple(blocks), BoxReference(who, _text(blocks)))


def _fenced(div: pf.Div) -> WrittenBox:
    # Pandoc makes a Div's only paragraph plain text; in a box it is a paragraph.
    blocks = [pf.Para(*b.content) if isinstance(b, pf.Plain) else b for b in div.content]
    told = div.attributes
    title = (pf.Str(told["title"]),) if told.get("title") else ()
    reference = BoxReference(
        told["book"],
        _text(blocks),
        is_fenced=True,
        to=split_references(told.get("to", "")),
        topic=told.get("topic", ""),
        relationship=told.get("relationship", ""),
    )
    return WrittenBox(title, tuple(blocks), reference)


def _without_colon(title: list[pf.Inline]) -> list[pf.Inline]:
    last = title[-1]
    if not isinstance(last, pf.Str):
        return title
    kept = last.text.removesuffix(":")
    return [*title[:-1], pf.Str(kept)] if kept else title[:-1]


def _text(blocks: list[pf.Block]) -> str:
    return plain_text(pf.Div(*blocks)) if blocks else ""


@cache
def _from() -> re.Pattern[str]:
    """What a box's title begins with, in every language: `From {}`, `Aus {}`."""
    forms = sorted({words.companions["from"] for words in languages().values()})
    return re.compile("|".join(re.escape(form).replace(r"\{\}", "(.+)") for form in forms), re.I)
