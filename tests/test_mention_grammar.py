"""How mentions are written: words, numbers and titles, in each language."""

from __future__ import annotations

import pytest

from chapbook.mention_grammar import may_mention, scan


def said(text: str, language: str = "en") -> list[str]:
    """Each mention as kind, numbers and title."""
    return [
        " ".join([stated.kind, *stated.numbers]) + (f": {stated.title}" if stated.title else "")
        for stated in scan(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("see Chapter 6.", ["chapter 6"]),
        ("Chapters 3-4", ["chapter 3 4"]),
        ("Chapters 6–9", ["chapter 6 7 8 9"]),
        ("Chapters 4 through 6", ["chapter 4 5 6"]),
        ("Chapters 1, 2 and 8", ["chapter 1 2 8"]),
        ("Chapters 1–3, 5, and 7", ["chapter 1 2 3 5 7"]),
        ("Part II, Parts I and III, Parts I–III", ["part II", "part I III", "part I II III"]),
        ("Appendix A; Appendices A and B", ["appendix A", "appendix A B"]),
        ("Section 5.2, Sections 5.2–5.4", ["section 5.2", "section 5.2 5.3 5.4"]),
        ("§5.2, § 5.2, Sec. 5.2", ["section 5.2", "section 5.2", "section 5.2"]),
        ("Figure 5.1, Fig. 5.1, Figs. 5.1 and 5.2", ["figure 5.1", "figure 5.1", "figure 5.1 5.2"]),
        ("Figure 5-1, Figures 5-1 and 5-2", ["figure 5.1", "figure 5.1 5.2"]),
        ("Table 3.2 and Listing 2.1", ["table 3.2", "listing 2.1"]),
        ("Equation 4.3, Equation (4.3), Eq. 4.3", ["equation 4.3", "equation 4.3", "equation 4.3"]),
        ("Figure 5.1a of Section A.2", ["figure 5.1a", "section A.2"]),
        ("Chapter 6’s text, Chapter\u00a06", ["chapter 6", "chapter 6"]),
        ("chapter 6, figure 5.1, appendix A", ["chapter 6", "figure 5.1", "appendix A"]),
        ("Ch. 3, ch. 3 and Ch 3: Tracing", ["chapter 3", "chapter 3", "chapter 3"]),
        ("In Chapter 5, 3 servers", ["chapter 5"]),
        ("See app. B, (app. A)", ["appendix B", "appendix A"]),
        ("It plays in the app. A long silence follows.", []),
        ("part of the problem, a part I play, table 3, in this section 3 of us", []),
        ("Chapter 1999, Chapter 5%, Chapter 11-style, Chapters, subChapter 5", []),
    ],
)  # fmt: skip
def test_mentions_are_read_as_authors_write_them(text: str, mentions: list[str]) -> None:
    assert said(text) == mentions


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chapter 12: Edge Infrastructure", "Edge Infrastructure"),
        ("in Chapter 12: Edge Infrastructure covers more.", "Edge Infrastructure"),
        ("Chapter 12: Edge Infrastructure. Then more.", "Edge Infrastructure"),
        ("Chapter 12 (Edge Infrastructure)", "Edge Infrastructure"),
        ("Chapter 12, “Edge Infrastructure,” and", "Edge Infrastructure"),
        ('Chapter 12 "Edge of the World"', "Edge of the World"),
        ("Chapter 12: The Art of War", "The Art of War"),
        ("Chapter 12: Caching", "Caching"),
        ("Chapter 12: Caching hides latency.", None),
        ("Chapter 12: it hides latency.", None),
        ("Chapter 12 (caching)", None),
        ("Chapter 12 (Redis)", None),
        ("Chapter 12 (Kleppmann, 2017)", None),
        ("Ch 12: Distributed tracing", None),
    ],
)
def test_a_title_is_read_where_one_is_stated(text: str, title: str | None) -> None:
    assert [stated.title for stated in scan(text, "en")] == [title]


@pytest.mark.parametrize(
    ("language", "text", "mentions"),
    [
        ("de", "Kapitel 6, Kapitel 3 und 4, Abb. 5.1", ["chapter 6", "chapter 3 4", "figure 5.1"]),
        ("de-AT", "Anhänge A und B, Teile I bis III", ["appendix A B", "part I II III"]),
        ("de", "In Kapitel 5, 3 Server", ["chapter 5"]),
        ("es", "los capítulos 3 y 4, Parte II", ["chapter 3 4", "part II"]),
        ("fr", "l’annexe A, chapitre 12 : « Le Réseau »", ["appendix A", "chapter 12: Le Réseau"]),
        ("it", "capitoli 3 e 4", ["chapter 3 4"]),
        ("nl", "hoofdstukken 3 tot 5, § 5.2", ["chapter 3 4 5", "section 5.2"]),
        ("pt", "capítulos 3 a 5, seção 5.2", ["chapter 3 4 5", "section 5.2"]),
        ("ja", "第6章と第3～5章", ["chapter 6", "chapter 3 4 5"]),
        ("ja", "図5.1、5.2節", ["figure 5.1", "section 5.2"]),
        ("ja", "第十二章「エッジ」", ["chapter 12: エッジ"]),
        ("zh", "第3、4章和附录A,如图5.1所示,列表3", ["chapter 3 4", "appendix A", "figure 5.1"]),
    ],
)  # fmt: skip
def test_each_language_has_its_words(language: str, text: str, mentions: list[str]) -> None:
    assert said(text, language) == mentions


def test_every_written_number_has_its_place() -> None:
    text = "see Chapters 3–5 and 8"
    (stated,) = scan(text, "en")
    assert text[stated.start : stated.end] == "Chapters 3–5 and 8"
    assert [text[start:end] for _, start, end in stated.spans] == ["3", "5", "8"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("as (Chapter 5) says", "en", True),
        ("see Chapters\u00a03-4", "en", True),
        ("§ 5", "en", True),
        ("a department of 5 people", "en", False),
        ("siehe Kapitel 5", "de", True),
        ("第6章を見る", "ja", True),
        ("五つの話", "ja", False),
    ],
)
def test_a_text_without_a_word_for_it_mentions_nothing(
    text: str, language: str, expected: bool
) -> None:
    assert may_mention(text, language) is expected
