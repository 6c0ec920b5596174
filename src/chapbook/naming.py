"""What a label is called in print: `Figure 5.1`, `Chapters 3 and 4`, `Appendix A`, `第5章`.

Everything that prints a number with its word, in whatever format, asks here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import panflute as pf

from chapbook.book import Book
from chapbook.outline import Label
from chapbook.words import Forms, words_for

#: Three or more in a row are printed as a range.
_ROW = 3


def forms_of(kind: str, book: Book) -> Forms:
    """The words that the book prints with a kind's numbers."""
    own = book.numbering.kind(kind)
    title = own.title if own else ""
    forms = words_for(book.metadata.language).forms(kind, title)
    if own is not None and own.reference:
        one, many = own.reference[0], own.reference[-1]
        return Forms(forms.label, f"{one} {{}}", f"{many} {{}}")
    return forms


def label_text(label: Label, book: Book) -> str:
    """What stands before a caption or title: `Figure 5.1`; empty for what has no number."""
    return "" if label.number is None else forms_of(label.kind, book).label.format(label.number)


def name(label: Label, book: Book) -> str:
    """A label in a message: `Chapter 5: Networks`, `Figure 5.1`, `Preface`."""
    said = label_text(label, book)
    if label.kind in ("section", "chapter", "appendix", "part") or not said:
        return f"{said}: {label.title}" if said else label.title
    return said


def refer(
    labels: Sequence[Label],
    book: Book,
    *,
    bare: bool = False,
    capital: bool = False,
    absent: Callable[[Label], bool] = lambda label: False,
) -> Iterator[pf.Inline]:
    """A reference to labels of one kind: links, with words between them where they are several.

    `bare` leaves out the kind's word; `absent` tells which labels this file does not contain, so
    that they are named without a link.
    """
    numbered = [label for label in dict.fromkeys(labels) if label.number is not None]
    unnumbered = [label for label in dict.fromkeys(labels) if label.number is None]
    if numbered:
        yield from _numbered(numbered, book, bare, capital, absent)
    for place, label in enumerate(unnumbered):
        if place or numbered:
            yield from (pf.Str(","), pf.Space())
        yield _link(label, [_titled(label)], absent)


def _numbered(
    labels: list[Label],
    book: Book,
    bare: bool,
    capital: bool,
    absent: Callable[[Label], bool],
) -> Iterator[pf.Inline]:
    forms = forms_of(labels[0].kind, book)
    form = "{}" if bare else (forms.one if len(labels) == 1 else forms.many)
    before, _, after = form.partition("{}")
    before = before[:1].upper() + before[1:] if capital else before
    if len(labels) == 1:
        inside = [*_word(before), _number(labels[0]), *_word(after)]
        yield _link(labels[0], inside, absent)
        return
    yield from _word(before)
    words = words_for(book.metadata.language)
    runs = list(_runs(labels))
    for place, run in enumerate(runs):
        if place:
            is_last = place == len(runs) - 1
            joint = (words.last if len(runs) > 2 else words.and_) if is_last else ", "
            yield from _spaced(joint)
        yield _link(run[0], [_number(run[0])], absent)
        if len(run) > 1:
            yield pf.Str("–")
            yield _link(run[-1], [_number(run[-1])], absent)
    yield from _word(after)


def _runs(labels: list[Label]) -> Iterator[list[Label]]:
    """Labels one by one, but three or more with consecutive numbers together."""
    start = 0
    breaks = [i for i, (a, b) in enumerate(pairwise(labels), 1) if not _follows(a, b)]
    for end in [*breaks, len(labels)]:
        run = labels[start:end]
        if len(run) >= _ROW:
            yield run
        else:
            yield from ([label] for label in run)
        start = end


def _follows(first: Label, second: Label) -> bool:
    """Whether a number is the next after another: 5.1 and 5.2, A and B."""
    pattern = re.compile(r"^(.*?)(\d+|[A-Za-z])$")
    a, b = pattern.match(first.number or ""), pattern.match(second.number or "")
    if a is None or b is None or a[1] != b[1]:
        return False
    if a[2].isdigit() and b[2].isdigit():
        return int(b[2]) == int(a[2]) + 1
    return not a[2].isdigit() and not b[2].isdigit() and ord(b[2]) == ord(a[2]) + 1


def _number(label: Label) -> pf.Span:
    return pf.Span(pf.Str(label.number or ""), classes=["reference-number"])


def _link(
    label: Label, content: list[pf.Inline], absent: Callable[[Label], bool]
) -> pf.Link | pf.Span:
    classes = ["reference", label.kind]
    if absent(label):
        return pf.Span(*content, classes=classes)
    return pf.Link(*content, url=f"#{label.anchor}", classes=classes)


def _titled(label: Label) -> pf.Inline:
    title = pf.Str(label.title)
    return title if label.level == 1 else pf.Quoted(title, quote_type="DoubleQuote")


def _word(text: str) -> list[pf.Inline]:
    """A word at a number, which no line break parts from it."""
    return [pf.Str(text.replace(" ", "\u00a0"))] if text else []


def _spaced(text: str) -> Iterator[pf.Inline]:
    for piece in re.findall(r"\s+|\S+", text):
        yield pf.Space() if piece.isspace() else pf.Str(piece)
