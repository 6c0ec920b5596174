"""The filter that prints citations."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import panflute as pf

from chapbook.book import Book, Chapter, Metadata, Target
from chapbook.filters.citations import Citations
from chapbook.outline import number_book
from chapbook.pandoc import read_markdown
from chapbook.roles import Context, Inlines
from chapbook.survey import Survey

CHAPTER = Chapter(PurePosixPath("chapters/01.md"))
BOOK = Book(Path("book"), Metadata("Book"), (CHAPTER,), PurePosixPath("book.yaml"))
KWON: Inlines = ({"t": "Str", "c": "(Kwon"}, {"t": "Space"}, {"t": "Str", "c": "2023)"})


def apply(markdown: str, citations: Sequence[Inlines | None]) -> pf.Doc:
    survey = Survey()
    outline = number_book(BOOK, {CHAPTER.path: survey})
    context = Context(
        book=BOOK,
        plan=outline.plans[0],
        outline=outline,
        survey=survey,
        target=Target("epub", "epub"),
        writer="html",
        citations=citations,
    )
    doc = pf.load(io.StringIO(read_markdown(markdown).decode()))
    return Citations().apply(doc, context)


def test_each_citation_is_printed_in_its_place() -> None:
    doc = apply("One [Source: Kwon, 2023].\n\n- two [Source: Kwon, 2023]; three", [KWON, KWON])
    assert " ".join(pf.stringify(doc).split()) == "One (Kwon 2023). two (Kwon 2023); three"


def test_a_citation_that_is_not_resolved_stays_as_written() -> None:
    doc = apply("One [Source: Nobody, 1999], two [Source: Kwon, 2023].", [None, KWON])
    assert pf.stringify(doc).strip() == "One [Source: Nobody, 1999], two (Kwon 2023)."


def test_a_book_without_a_bibliography_is_left_alone() -> None:
    doc = apply("One [Source: Kwon, 2023].", [])
    assert pf.stringify(doc).strip() == "One [Source: Kwon, 2023]."


def test_emphasis_in_a_printed_citation_is_kept() -> None:
    doc = apply("One [Source: A].", [({"t": "Emph", "c": [{"t": "Str", "c": "A"}]},)])
    assert isinstance(doc.content[0].content[2], pf.Emph)
