"""A finished file is compared with what it must show, and each difference is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Metadata
from chapbook.outline import Label
from chapbook.parity import compare
from chapbook.readback import Readback, Seen, squeeze
from chapbook.wanted import Expected, Wanted, only_with, pieces_of, without_turned

BOOK = Book(Path("book"), Metadata("A Book"), chapters=(), manifest=PurePosixPath("book.yaml"))
CHAPTER = PurePosixPath("01-lamps.md")


def label(kind: str, anchor: str, number: str | None, title: str) -> Label:
    level = 0 if kind in ("figure", "subfigure", "equation") else 1
    return Label(kind, anchor, number, title, CHAPTER, level=level, line=1)


def wanted(text: str, target: str = "") -> Wanted:
    return Wanted(text, pieces_of(text), "lamps", target)


LABELS = (
    label("chapter", "lamps", "1", "Lamps"),
    label("section", "lamps--oil", "1.1", "Oil"),
    label("figure", "lamps--fig", "1.1", "A lamp"),
    label("subfigure", "lamps--sub", "1.2a", "Before"),
    label("equation", "lamps--eq", "1.1", ""),
    label("equation", "lamps--eq2", "1.2", ""),
    label("front-matter", "preface", None, "Preface"),
)
EXPECTED = Expected(
    labels=LABELS,
    titles={one.anchor: Wanted(one.title, pieces_of(one.title), one.anchor) for one in LABELS},
    links=(
        wanted("Figure 1.1", "#lamps--fig"),
        wanted("1.1", "#lamps--fig"),
        wanted("the register", "https://example.org/a?b=ä"),
    ),
    notes=(wanted("Wicks are woven."), wanted("So.")),
    alts=(wanted("A lamp, lit"), wanted("A lamp, lit")),
    phrases=(wanted("a wick (Hale 2019)"),),
)
#: As EPUB and DOCX tell: numbers apart, all of a heading and nothing else.
EXACT = Readback(
    labels={
        "lamps": Seen("1", "1 Lamps", "ch1#lamps"),
        "lamps--oil": Seen("1.1", "1.1 Oil", "ch1#oil"),
        "lamps--fig": Seen("Figure 1.1", "Figure 1.1 A lamp", "ch1#fig"),
        "lamps--sub": Seen("(a)", "(a) Before", "ch1#sub"),
        "lamps--eq": Seen("(1.1)", "Φ (1.1)", "ch1#eq"),
        "lamps--eq2": Seen("(1.2)", "Φ (1.2)", "ch1#eq2"),
        "preface": Seen(None, "Preface", "ch0#preface"),
    },
    links=(
        ("1.1 A lamp", "lamps--fig"),
        ("Figure 1.1", "lamps--fig"),
        ("1.1", "lamps--fig"),
        ("the register", "https://example.org/a?b=%C3%A4"),
    ),
    notes=2,
    alts=("A lamp, lit", "", "A lamp, lit"),
    pages=(squeeze("A lamp needs a wick (Hale 2019). Wicks are woven. So."),),
)
#: As a PDF tells: what follows a place on its page, links in pieces, no notes and pictures.
LOOSE = replace(
    EXACT,
    labels={
        "lamps": Seen(None, "Chapter 1\nLamps\nA lamp needs a wick. 1.1 Oil", "page=1", "1"),
        "lamps--oil": Seen(None, "1.1\tOil\nRape. Figure 1.1. A lamp\n11", "page=1", "1"),
        "lamps--fig": Seen(None, "10\n20\nFigure 1.1. A la-\nmp\n11.1", "page=1", "1"),
        "lamps--sub": Seen(None, "(a) Before (b) After", "page=1", "1"),
        "lamps--eq": Seen(None, "Φ = f(1.0) (1.1)\nn = 1 (1.2)", "page=1", "1"),
        "lamps--eq2": Seen(None, "(1.1)\nn = 1 (1.2)", "page=1", "1"),
        "preface": Seen(None, "Preface\nText.", "page=1", "i"),
    },
    links=(
        ("Fig-", "lamps--fig"),
        ("ure 1.1", "lamps--fig"),
        ("1.1", "lamps--fig"),
        ("the regis", "https://example.org/a?b=%C3%A4"),
        ("ter", "https://example.org/a?b=%C3%A4"),
    ),
    notes=None,
    alts=None,
    pages=(
        squeeze("A lamp needs a wick (Hale 1 Wicks are woven."),
        squeeze("A Running Head 2019) So."),
    ),
)


def messages(seen: Readback, expected: Expected = EXPECTED) -> list[str]:
    return [difference.message for difference in compare(expected, seen, BOOK)]


@pytest.mark.parametrize("seen", [EXACT, LOOSE], ids=["exact", "loose"])
def test_a_file_that_shows_everything_differs_in_nothing(seen: Readback) -> None:
    assert messages(seen) == []


def reads(seen: Readback, anchor: str, text: str, number: str | None = None) -> Readback:
    """The file with another text for a label."""
    return replace(seen, labels={**seen.labels, anchor: Seen(number, text, "")})


def lacks(seen: Readback, anchor: str) -> Readback:
    """The file without a label."""
    return replace(seen, labels={a: s for a, s in seen.labels.items() if a != anchor})


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (lacks(EXACT, "lamps--oil"), "'Section 1.1: Oil' is missing"),
        (lacks(EXACT, "lamps--eq"), "'Equation 1.1' is missing"),
        (lacks(EXACT, "preface"), "'Preface' is missing"),
        (
            reads(EXACT, "lamps--fig", "Figure 1.2 A lamp", "Figure 1.2"),
            "shows 'Figure 1.2 A lamp' for 'Figure 1.1: A lamp'",
        ),
        (
            reads(EXACT, "lamps--fig", "Figure 11.1 A lamp", "Figure 11.1"),
            "shows 'Figure 11.1 A lamp' for 'Figure 1.1: A lamp'",
        ),
        (
            reads(EXACT, "lamps--fig", "Figure 1.1", "Figure 1.1"),
            "shows 'Figure 1.1' for 'Figure 1.1: A lamp'",
        ),
        (
            reads(EXACT, "lamps--fig", "Table 1.1 A lamp", "Table 1.1"),
            "shows 'Table 1.1 A lamp' for 'Figure 1.1: A lamp'",
        ),
        (reads(EXACT, "lamps--sub", "(b) Before", "(b)"), "shows '(b) Before' for"),
        (reads(EXACT, "lamps--eq", "Φ (1.2)", "(1.2)"), "shows 'Φ (1.2)' for 'Equation 1.1'"),
        (
            reads(LOOSE, "lamps--oil", "1.2 Oil\nRape."),
            "shows '1.2 Oil Rape.' for 'Section 1.1: Oil'",
        ),
        (reads(LOOSE, "lamps--oil", "1.1.1 Oil\nRape."), "shows '1.1.1 Oil Rape.' for"),
        (reads(LOOSE, "lamps--oil", "11.1 Oil\nRape."), "shows '11.1 Oil Rape.' for"),
        (reads(LOOSE, "lamps--oil", "1.1 1 Oil"), "shows '1.1 1 Oil' for 'Section 1.1: Oil'"),
        (reads(LOOSE, "lamps--eq", "Φ (1.2) n (1.1)"), "shows 'Φ (1.2) n (1.1)' for"),
    ],
)
def test_a_label_that_is_lost_or_shown_otherwise_is_told(seen: Readback, told: str) -> None:
    found = messages(seen)
    assert len(found) == 1
    assert found[0].startswith(told)


@pytest.mark.parametrize("seen", [EXACT, LOOSE], ids=["exact", "loose"])
@pytest.mark.parametrize(
    ("links", "told"),
    [
        (
            [("Figure 1.2", "lamps--fig"), ("1.1", "lamps--fig")],
            "the link 'Figure 1.1' to #lamps--fig: the file shows 'Figure 1.2'",
        ),
        (
            [("Figure 1.1", "lamps--oil"), ("1.1", "lamps--fig")],
            "the link 'Figure 1.1' to #lamps--fig: the file shows no such link",
        ),
        (
            [("Figure 1.1", "lamps--fig"), ("1.12", "lamps--fig")],
            "the link '1.1' to #lamps--fig: the file shows '1.12'",
        ),
    ],
)
def test_a_link_with_other_words_or_to_elsewhere_is_told(
    seen: Readback, links: list[tuple[str, str]], told: str
) -> None:
    register = EXACT.links[-1]
    assert messages(replace(seen, links=(*links, register))) == [told]


def test_a_link_that_leads_nowhere_is_told() -> None:
    dead = replace(EXACT, dead=("lamps--gone",))
    assert messages(dead) == ["a link leads to 'lamps--gone', which is not there"]


def test_a_lost_address_is_told() -> None:
    assert messages(replace(EXACT, links=EXACT.links[:3])) == [
        "the link 'the register' to https://example.org/a?b=ä: the file shows no such link"
    ]


def test_a_lost_footnote_is_named_by_its_words() -> None:
    lost = replace(EXACT, notes=1, pages=(squeeze("A lamp needs a wick (Hale 2019). So."),))
    assert messages(lost) == ["the footnote 'Wicks are woven.' is missing"]


def test_footnotes_that_are_too_few_are_counted() -> None:
    assert messages(replace(EXACT, notes=1)) == ["there is 1 footnote, not 2"]


def test_a_lost_alternative_text_is_told_though_another_picture_has_the_same() -> None:
    lost = replace(EXACT, alts=("A lamp, lit", ""))
    assert messages(lost) == ["the alternative text 'A lamp, lit' is missing"]


def test_a_citation_is_missed_in_its_place() -> None:
    lost = replace(EXACT, pages=(squeeze("A wick. Wicks are woven. So. (Hale 2019)"),))
    assert messages(lost) == ["'a wick (Hale 2019)' is missing in its place"]


def test_a_text_that_is_wanted_twice_and_torn_once_is_found() -> None:
    twice = replace(EXPECTED, phrases=(wanted("a wick (Hale 2019)"),) * 2)
    once = LOOSE.pages
    assert messages(replace(LOOSE, pages=(squeeze("a wick (Hale 2019)"), *once)), twice) == []
    assert messages(LOOSE, twice) == ["'a wick (Hale 2019)' is missing in its place"]


def test_sentences_that_are_repeated_word_for_word_are_all_counted() -> None:
    # What is looked for begins with words before the citation, which are the sentence before.
    piece = wanted("Again (Hale 2019). Again (Hale 2019)")
    said = squeeze("Again (Hale 2019). " * 9)
    many = replace(EXPECTED, phrases=(piece,) * 8)
    assert messages(replace(LOOSE, pages=(said, *LOOSE.pages)), many) == []


def test_an_address_may_be_torn_over_as_many_lines_as_it_needs() -> None:
    parts = [f"https-part-{'abcdefghi'[count]}-" for count in range(9)]
    link = replace(EXPECTED, links=(wanted("".join(parts), "https://example.org/long"),))
    torn = replace(LOOSE, links=tuple((part, "https://example.org/long") for part in parts))
    assert messages(torn, link) == []
    assert len(messages(replace(torn, links=torn.links[:-1]), link)) == 1


def test_the_beginning_of_a_torn_link_may_read_like_another_link() -> None:
    links = (wanted("Hale 2019, sec. 3", "#lamps--fig"), wanted("Hale 2019", "#lamps--fig"))
    lines = ("Hale 2019,", "sec. 3", "Hale 2019")
    seen = replace(LOOSE, links=tuple((line, "lamps--fig") for line in lines))
    assert messages(seen, replace(EXPECTED, links=links)) == []
    short = replace(seen, links=seen.links[:-1])
    assert messages(short, replace(EXPECTED, links=links)) == [
        "the link 'Hale 2019' to #lamps--fig: the file shows no such link"
    ]


def test_letters_that_no_font_has_are_not_asked_for() -> None:
    link = replace(
        EXPECTED, links=(*EXPECTED.links, wanted("日本語 edition", "https://example.org/ja"))
    )
    seen = replace(LOOSE, links=(*LOOSE.links, ("edition", "https://example.org/ja")))
    assert messages(seen, link) != []
    shown = set("abcdefghijklmnopqrstuvwxyz0123456789")
    assert messages(seen, only_with(link, shown)) == []


def test_two_torn_links_may_end_with_each_others_words() -> None:
    links = (wanted("more details", "#lamps"), wanted("the more details", "#lamps"))
    parts = ("more de", "", "tails", "the", "more details")
    torn = replace(LOOSE, links=tuple((part, "lamps") for part in parts))
    assert messages(torn, replace(EXPECTED, links=links)) == []
    lost = replace(torn, links=torn.links[2:])
    assert len(messages(lost, replace(EXPECTED, links=links))) == 1


@pytest.mark.parametrize(
    ("number", "shown", "is_right"),
    [
        ("1.2aa", "(aa)", True),
        ("1.2aa", "(a)", False),
        ("1.bc", "(c)", True),
        ("1.bc", "(b)", False),
    ],
)
def test_a_part_of_a_figure_is_known_by_its_letters(
    number: str, shown: str, is_right: bool
) -> None:
    part = label("subfigure", "lamps--part", number, "")
    expected = Expected(labels=(part,), titles={part.anchor: wanted("")})
    seen = Readback(labels={part.anchor: Seen(shown, shown, "x")})
    assert (not list(compare(expected, seen, BOOK))) is is_right


def test_text_from_right_to_left_can_be_left_out_of_the_comparison() -> None:
    links = (wanted_link("שלום"), wanted_link("hello"))
    left = without_turned(Expected((), {}, links=links)).links
    assert [link.pieces for link in left] == [(), ("hello",)]


def wanted_link(text: str) -> Wanted:
    return Wanted(text, pieces_of(text), "", "#x")
