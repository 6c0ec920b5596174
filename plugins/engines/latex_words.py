"""The words and widths that the LaTeX template prints with numbers, as variables for Pandoc."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.book import Book
from chapbook.latex_text import escape_latex
from chapbook.naming import forms_of
from chapbook.outline import Outline
from chapbook.words import words_for

#: What LaTeX counts with a word before its number.
_COUNTED = {"part": r"\thepart", "chapter": r"\thechapter", "appendix": r"\thechapter"}
#: Widths of a digit or letter and of the space after a number, in em of the line's own type.
_CHARACTER, _GAP = 0.64, 0.9
#: The narrowest room for numbers in the table of contents, in em.
_LEAST = {"part": 2.2, "chapter": 2.2, "section": 3.0, "subsection": 3.6}


def word_variables(book: Book, outline: Outline) -> Iterator[tuple[str, str]]:
    """Each variable's name and value: `word-part` and `label-part` (the word with the number)."""
    for kind, counter in _COUNTED.items():
        forms = forms_of(kind, book)
        before, _, after = forms.label.partition("{}")
        yield f"word-{kind}", escape_latex(forms.word)
        shown = escape_latex(before.rstrip()) + (r"\enskip" if before.endswith(" ") else "")
        yield f"label-{kind}", f"{shown}{counter}{{}}{escape_latex(after)}"
    for kind in ("figure", "table"):
        yield f"word-{kind}", escape_latex(forms_of(kind, book).word)
    yield "word-contents", escape_latex(words_for(book.metadata.language).contents)
    for level, width in _widths(outline).items():
        yield f"{level}-width", f"{width:.2f}em"
    if book.numbering.footnotes == "chapter":
        yield "footnotes-by-chapter", "true"


def _widths(outline: Outline) -> dict[str, float]:
    """Room for the longest number of each level in the table of contents."""
    levels = {1: "chapter", 2: "section", 3: "subsection"}
    widths = dict(_LEAST)
    for label in outline:
        name = "part" if label.kind == "part" else levels.get(label.level)
        if name and label.number:
            widths[name] = max(widths[name], len(label.number) * _CHARACTER + _GAP)
    return widths
