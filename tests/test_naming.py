"""What labels are called in print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import panflute as pf
import pytest

from chapbook.book import Book, Metadata
from chapbook.naming import label_text, name, refer
from chapbook.numbering import BUILTIN, Kind, NumberingSettings
from chapbook.outline import Label
from chapbook.tree import iter_elements, plain_text

BOOK = Book(Path(), Metadata("B"), (), PurePosixPath("book.yaml"))


def labels(kind: str, *numbers: str) -> list[Label]:
    return [Label(kind, f"a-{n}", n, f"Title {n}", PurePosixPath("a.md")) for n in numbers]


def said(found: list[Label], book: Book = BOOK, **options: bool) -> str:
    return plain_text(pf.Span(*refer(found, book, **options))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "numbers", "text"),
    [
        ("figure", ["5.1"], "Figure 5.1"),
        ("figure", ["5.1", "5.2"], "Figures 5.1 and 5.2"),
        ("figure", ["5.1", "5.2", "5.3"], "Figures 5.1–5.3"),
        ("figure", ["5.1", "5.2", "5.3", "5.5"], "Figures 5.1–5.3 and 5.5"),
        ("figure", ["5.1", "6.1", "7.1"], "Figures 5.1, 6.1, and 7.1"),
        ("figure", ["5.9", "5.10", "5.11"], "Figures 5.9–5.11"),
        ("figure", ["5.1", "5.1"], "Figure 5.1"),
        ("subfigure", ["5.1a", "5.1b", "5.1c"], "Figures 5.1a–5.1c"),
        ("appendix", ["A", "B", "C"], "Appendices A–C"),
        ("part", ["I"], "Part I"),
        ("part", ["I", "II"], "Parts I and II"),
        ("chapter", ["3", "4"], "Chapters 3 and 4"),
        ("equation", ["1.1"], "Equation 1.1"),
    ],
)
def test_references_in_english(kind: str, numbers: list[str], text: str) -> None:
    assert said(labels(kind, *numbers)) == text


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("de", "Abbildung 5.1", "Abbildungen 5.1 und 6.1"),
        ("fr-CA", "figure 5.1", "figures 5.1 et 6.1"),
        ("es", "figura 5.1", "figuras 5.1 y 6.1"),
        ("pt-BR", "figura 5.1", "figuras 5.1 e 6.1"),
        ("ja", "図5.1", "図5.1、6.1"),
        ("zh", "图5.1", "图5.1和6.1"),
    ],
)
def test_references_in_other_languages(language: str, one: str, many: str) -> None:
    book = replace(BOOK, metadata=Metadata("B", language=language))
    assert said(labels("figure", "5.1"), book) == one
    assert said(labels("figure", "5.1", "6.1"), book) == many


def test_a_chapter_is_called_as_its_language_calls_it() -> None:
    book = replace(BOOK, metadata=Metadata("B", language="ja"))
    assert said(labels("chapter", "5"), book) == "第5章"
    assert label_text(labels("chapter", "5")[0], book) == "第5章"


def test_the_word_is_left_out_or_capitalized_on_request() -> None:
    assert said(labels("figure", "5.1"), bare=True) == "5.1"
    book = replace(BOOK, metadata=Metadata("B", language="fr"))
    assert said(labels("figure", "5.1"), book, capital=True) == "Figure 5.1"


def test_what_has_no_number_is_called_by_its_title() -> None:
    preface = Label("front-matter", "preface", None, "Preface", PurePosixPath("a.md"))
    section = replace(preface, kind="section", level=2, title="Why")
    assert said([preface]) == "Preface"
    assert said([section]) == "“Why”"
    assert name(preface, BOOK) == "Preface"
    assert name(labels("chapter", "5")[0], BOOK) == "Chapter 5: Title 5"


def test_a_book_s_own_words_come_before_the_table_s() -> None:
    kinds = (
        replace(BUILTIN[0], reference=("Fig.", "Figs.")),
        Kind("algorithm", "alg", "Algorithm"),
    )
    book = replace(BOOK, numbering=NumberingSettings(kinds=kinds))
    assert said(labels("figure", "1.1"), book) == "Fig. 1.1"
    assert said(labels("figure", "1.1", "2.1"), book) == "Figs. 1.1 and 2.1"
    assert said(labels("algorithm", "1.1"), book) == "Algorithm 1.1"


def test_each_number_links_to_its_label_but_not_to_what_is_left_out() -> None:
    found = labels("figure", "1.1", "2.1")
    inlines = pf.Span(*refer(found, BOOK, absent=lambda label: label.number == "2.1"))
    links = [(e.url, plain_text(e)) for e in iter_elements(inlines) if isinstance(e, pf.Link)]
    assert links == [("#a-1.1", "1.1")]
    assert plain_text(inlines).replace("\u00a0", " ") == "Figures 1.1 and 2.1"
