"""Mentions in prose: which there are, of which work, and where they stand in the source."""

from __future__ import annotations

import io
import json
from dataclasses import asdict

import panflute as pf
import pytest

from chapbook import pandoc
from chapbook.mention_context import Circle
from chapbook.mention_grammar import Mention
from chapbook.mentions import find_mentions

ENGLISH = Circle("en", ("Book 1", "Before the 3 AM Alert"))


def own(markdown: str, circle: Circle = ENGLISH) -> list[str]:
    """The mentions that are taken for this book's own."""
    return [mention.text for mention in found(markdown, circle)]


def found(markdown: str, circle: Circle = ENGLISH) -> tuple[Mention, ...]:
    doc = pf.load(io.StringIO(pandoc.read_markdown(markdown).decode()))
    return find_mentions(doc, markdown, circle)


def test_a_title_ends_with_the_bold_text_that_it_stands_in() -> None:
    (mention,) = found("**Chapter 3: What tracing is** Tells You More.")
    assert mention.title == "What tracing is"


@pytest.mark.parametrize(
    "markdown",
    [
        "However, Chapter 6 tells. See Chapter 6; in Kubernetes, Chapter 6 applies.",
        "**Caching** (Chapter 6) is *eventual consistency* (Chapter 6).",
        "The *Four Golden Signals* from Chapter 6, and the “Golden Signals” from Chapter 6",
        '"Chapter 6 lays it out," Jordan said. "And so," Ann said, "does Chapter 6."',
        "Chapter 6 of this book and Part II, Chapter 6.",
        "“Edge Infrastructure” (Chapter 6); Chapter 6 in the “Traits” section.",
        "Chapter 6 in which our code asks; the contract (Chapter 6) as well",
        "Throughout the book, Chapter 6 is used. The rest of the book needs Chapter 6.",
        "RFC 9110 defines it. Chapter 6 applies it.",
        "Comprehensive: While Chapter 6 tells of a `while` loop. In Chapter 6, more.",
    ],
)
def test_these_are_this_books_own(markdown: str) -> None:
    assert own(markdown).count("Chapter 6") == markdown.count("Chapter 6")


@pytest.mark.parametrize(
    "markdown",
    [
        'Chapter 5 of "Designing Data-Intensive Applications"',
        "Chapter 5 of *Emma* and Chapter 5 of [that site](https://example.com)",
        "In *Designing Data-Intensive Applications*, Martin argues in Chapter 5 so.",
        "*The Odyssey*, Chapter 3. “Emma”, Chapter 5. *Moby Dick* (Chapter 5).",
        "(Kleppmann, Chapter 5) and Kleppmann’s Chapter 5; their Section 5.2",
        "Chapter 5, *Designing Data-Intensive Applications*. Chapter 5 by Ann Author.",
        "Section 4.2 of RFC 9110; RFC 9110 Section 4.2; RFC 9110, Section 4.2. See Section 5.1.",
        "ISO/IEC 9899:2018, Section 6.2; the C standard, Section 5.2; the GDPR Chapter 5",
        "Part 15 of the FCC rules. 45 CFR Part 164. Section 230 of the Act. Title 47, Part 15.",
        "They filed for Chapter 11. Chapter 7 bankruptcy. A Figure 8 knot. Section 8 housing.",
        "Part 1 of this series and Part 2 of the article; Table 3.2 of the report",
        "Chapter 3 and Chapter 4 of *Emma*. RFC 9110 Section 4.2, Section 5.1 and Appendix A.",
        "[1, Chapter 5], [3], Chapter 5, Chapter 5 in [3], Regulation (EU) 2016/679, Chapter 3",
        "Lamport et al., Section 3.1; Lamport (2019), Table 3.1; Kant (1781), Chapter 5",
        "As Lamport shows (1978, Section 3.1). See Genesis, Chapter 3.",
        "Book 1, Chapter 3. As Book 1 says in Chapter 5.",
        "“Before the 3 AM Alert” has it. Chapter 4 tells more.",
        "Chapter 3 of the Google SRE book. As the Google SRE book says in Chapter 3.",
        "`Chapter 5` and [Chapter 6](x.md), ![Chapter 7](x.png) [Source: Chapter 5, 2017]",
        "# Chapter 5\n\n> **From Book 1:** see Chapter 5.\n\n::: {.crossref}\nChapter 6.\n:::",
        "Table 5.1: A caption.\n\n```\nChapter 5\n```\n\n<!-- Chapter 5 -->",
        "# References\n\nAuthor. Chapter 11.\n\n## Further reading\n\nChapter 5.",
    ],
)
def test_these_belong_to_another_work_or_are_none(markdown: str) -> None:
    assert own(markdown) == []


@pytest.mark.parametrize(
    ("language", "markdown", "mentions"),
    [
        ("de", "Mit diesem Wissen, Kapitel 5. Thema (Kapitel 6). Kapitel 7 dieses Buches.",
         ["Kapitel 5", "Kapitel 6", "Kapitel 7"]),
        ("de", "Kapitel 5 des BGB. Kapitel 5 von „Faust“. „Faust“, Kapitel 3.", []),
        ("de", "Kapitel 5 der Anleitung (Müller, Kapitel 5).", []),
        ("fr", "le chapitre 5 du livre de Proust, le chapitre 5 de *Madame Bovary*", []),
        ("es", "El capítulo 6 de este libro, el capítulo 5 de *Don Quijote*.", ["capítulo 6"]),
        ("ja", "『源氏物語』第5章。本書の第6章。", ["第6章"]),
    ],
)  # fmt: skip
def test_other_works_are_told_in_other_languages(
    language: str, markdown: str, mentions: list[str]
) -> None:
    assert own(markdown, Circle(language)) == mentions


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("This book has thirteen chapters in five parts.", ["thirteen chapters", "five parts"]),
        ("The fifteen chapters form five parts.", ["fifteen chapters", "five parts"]),
        ("The 14 chapters of this book are short.", ["14 chapters"]),
        ("This book takes you on through fourteen chapters.", ["fourteen chapters"]),
        ("This book's first three chapters are easy.", []),
        ("In this book, the next two chapters differ.", []),
        ("Three chapters of this book treat caching.", []),
        ("In this book we spend three chapters on caching.", []),
        ("Book 1 has fourteen chapters. A token has three parts.", []),
    ],
)
def test_counts_are_those_of_the_whole_book(sentence: str, counts: list[str]) -> None:
    assert own(sentence) == counts


def test_a_mention_has_the_line_and_column_of_its_source() -> None:
    source = (
        "# Chapter 5: Title\n\n`Chapter 5` [Chapter 5](x.md) and **Chapter\n5** again.\n\n"
        "> See Chapters 3--4.\n\nText.[^n]\n\n[^n]: In Chapter 5.\n"
    )
    assert [(m.text, m.line, m.column) for m in found(source)] == [
        ("Chapter 5", 3, 37),
        ("Chapters 3–4", 6, 7),
        ("Chapter 5", 10, 10),
    ]


def test_the_list_of_works_ends_with_the_next_heading() -> None:
    markdown = "# One\n\n## References\n\nChapter 5.\n\n### More\n\nChapter 6.\n\n"
    assert own(f"{markdown}## Then\n\nChapter 7.") == ["Chapter 7"]
    assert own(f"{markdown}::: navigation\nNext\n:::\n\nChapter 7.") == ["Chapter 7"]


def test_a_mention_survives_json() -> None:
    (mention,) = found("See Chapters 3-5.")
    assert Mention.from_json(json.loads(json.dumps(asdict(mention)))) == mention
