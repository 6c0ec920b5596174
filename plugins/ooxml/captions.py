r"""Make fields of captions: `Figure {STYLEREF 1 \s}.{SEQ Figure \* ARABIC \s 1}`.

By `\s 1` Word begins again at each heading of level 1. LibreOffice does not know that switch, nor
does Word see it at an appendix, whose heading has a style of its own; so what begins a chapter's
count also says so itself (`\r 1`). Hidden fields in the headings would do without, but Word and
LibreOffice put each paragraph with such a field into the list of figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from chapbook.book import Book
from chapbook.naming import forms_of
from chapbook.numbering import Kind
from chapbook.outline import Label
from chapbook.plugins.ooxml.fields import LABEL_STYLE, bookmark_xml, field_xml, text_xml
from chapbook.plugins.ooxml.heading_numbers import read_number
from chapbook.plugins.ooxml.names import bookmark_name

#: How Word names the schemes.
_FORMATS = {
    "decimal": "ARABIC",
    "roman": "ROMAN",
    "lower-roman": "roman",
    "letters": "ALPHABETIC",
    "lower-letters": "alphabetic",
}
_IDENTIFIER = re.compile(r"[^\W\d_]\w{0,39}")


@dataclass(frozen=True)
class Above:
    """The chapter or Part in which a caption stands.

    `style` is the number of a built-in heading style or the name of another, None where no list
    numbers the heading.
    """

    number: str
    style: int | str | None

    @property
    def field(self) -> str:
        """The field that repeats its number."""
        style = self.style if isinstance(self.style, int) else f'"{self.style}"'
        return rf"STYLEREF {style} \s"


@dataclass(frozen=True)
class Caption:
    """What was written: its kind, its number, and the anchor of the figure that it is part of."""

    kind: str
    number: str
    group: str | None = None


@dataclass
class Captions:
    """Writes the captions of a document in their order; `number` gives each bookmark its own.

    `chapter` and `part` are those that are open, None where they have no number.
    """

    book: Book
    number: Callable[[], int]
    written: dict[str, Caption] = field(default_factory=dict)
    chapter: Above | None = None
    part: Above | None = None
    _counts: Counter[str] = field(default_factory=Counter)

    def write(self, label: Label, shown: str, group: str | None, is_given: bool) -> str | None:
        """A caption's label as runs, with a bookmark around its number; None if it has none.

        `shown` is the label as text; `is_given` says that the author typed the number.
        """
        number = label.number
        if number is None:
            return None
        name = bookmark_name(label.anchor)
        if label.kind == "subfigure":
            inside = text_xml(shown, LABEL_STYLE)
            self.written[label.anchor] = Caption(label.kind, number, group)
            return bookmark_xml(name, self.number(), inside)
        before, found, after = shown.rpartition(number)
        if not found:
            return None
        self.written[label.anchor] = Caption(label.kind, number)
        kind = self.book.numbering.kind(label.kind)
        counted = None if is_given or kind is None else self._fields(number, kind)
        inside = bookmark_xml(name, self.number(), counted or text_xml(number, LABEL_STYLE))
        return text_xml(before, LABEL_STYLE) + inside + text_xml(after, LABEL_STYLE)

    def _fields(self, number: str, kind: Kind) -> str | None:
        expected = self._counts[kind.name] + 1
        head, dot, last = number.rpartition(".")
        ordinal = read_number(last, kind.scheme, expected)
        if ordinal is None:
            return None
        above = {"chapter": self.chapter, "part": self.part}.get(kind.restart)
        is_live = above is not None and above.number == head and above.style is not None
        instruction = rf"SEQ {sequence_of(kind, self.book)} \* {_FORMATS[kind.scheme]}"
        if is_live and above is not None and isinstance(above.style, int):
            instruction += rf" \s {above.style}"
        if ordinal != expected:
            instruction += rf" \r {ordinal}"
        self._counts[kind.name] = ordinal
        prefix = text_xml(head + dot, LABEL_STYLE)
        if is_live and above is not None:
            prefix = field_xml(above.field, head, LABEL_STYLE) + text_xml(dot, LABEL_STYLE)
        return prefix + field_xml(instruction, last, LABEL_STYLE)


def sequence_of(kind: Kind, book: Book) -> str:
    """What Word calls a kind's sequence: the word of its captions, as in Word's own dialog."""
    words = [forms_of(other.name, book).word for other in book.numbering.kinds]
    word = forms_of(kind.name, book).word
    if words.count(word) == 1 and _IDENTIFIER.fullmatch(word):
        return word
    return re.sub(r"\W", "_", kind.name).capitalize()
