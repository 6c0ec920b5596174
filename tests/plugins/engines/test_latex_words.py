"""The words that LaTeX prints with numbers, in the language of the book and in its own order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.numbering import BUILTIN, Kind, NumberingSettings
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.plugins.engines.latex_words import word_variables


def variables(language: str, *parts: str, **settings: object) -> dict[str, str]:
    numbering = NumberingSettings(**settings)  # type: ignore[arg-type]
    chapters = (Chapter(PurePosixPath("01.md")),)
    metadata = Metadata("B", language=language)
    book = Book(Path("book"), metadata, chapters, PurePosixPath("book.yaml"), numbering=numbering)
    labels = tuple(Label("part", f"part-{n}", n, "Title", None) for n in parts)
    plans = tuple(
        ChapterPlan(Chapter(PurePosixPath(f"{i}.md"), part=i), "x", 0, None, ())
        for i in range(len(parts))
    )
    outline = Outline(labels, plans)
    return dict(word_variables(book, outline))


@pytest.mark.parametrize(
    ("language", "kind", "expected"),
    [
        ("en", "chapter", r"Chapter\enskip\thechapter{}"),
        ("de", "appendix", r"Anhang\enskip\thechapter{}"),
        ("ja", "chapter", r"第\thechapter{}章"),
        ("zh", "part", r"第\thepart{}部分"),
    ],
)
def test_the_number_stands_where_the_language_has_it(
    language: str, kind: str, expected: str
) -> None:
    assert variables(language)[f"label-{kind}"] == expected


def test_a_title_of_the_books_own_replaces_the_word() -> None:
    kinds = (Kind("figure", "fig", "Plate & Map"), *BUILTIN[1:])
    assert variables("en", kinds=kinds)["word-figure"] == r"Plate \& Map"


def test_footnotes_begin_again_in_each_chapter_unless_they_run_through_the_book() -> None:
    assert "footnotes-by-chapter" in variables("en")
    assert "footnotes-by-chapter" not in variables("en", footnotes="book")


def test_the_table_of_contents_has_room_for_the_longest_number() -> None:
    assert variables("en")["part-width"] == variables("en", "I")["part-width"] == "2.20em"
    assert float(variables("en", "XXXVIII")["part-width"].removesuffix("em")) > 4.5
