"""Pandoc's citeproc as an engine: what it prints is cut from one document."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from engine_agreement import normalized

from chapbook.errors import ChapbookError
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc
from chapbook.roles import Citation, CitationRequest, CitationResult, Cited, Entry, Inlines

CHAPTER = PurePosixPath("chapters/01.md")
STYLES = Path(str(files("chapbook.csl")))


def entry(key: str, **fields: Any) -> Entry:
    csl = {name.replace("_", "-"): value for name, value in fields.items()}
    return Entry(key, csl, PurePosixPath("WORKS_CITED.md"), 1, key)


DEAN = entry(
    "dean-2013-tail:at scale",
    type="article-journal",
    author=[{"family": "Dean", "given": "Jo"}, {"family": "Barroso", "given": "Lu"}],
    issued={"date-parts": [[2013]]},
    title="The Tail at <i>Scale</i>",
    container_title="Harbor Letters",
    volume="56",
    page="74-80",
    custom={"alias": "Tail"},
)
ABLY = entry(
    "ably",
    type="post-weblog",
    author=[{"literal": "Ably & Co"}],
    issued={"date-parts": [[2024]]},
    title="Can It?",
    URL="https://example.org/can",
)
KWON = entry(
    "kwon",
    type="book",
    author=[{"family": "Kwon", "given": "W."}, {"literal": "others"}],
    issued={"date-parts": [[2023]]},
    title="Pages",
)


def text(word: str) -> Inlines:
    return ({"t": "Str", "c": word},)


def process(
    style: str, *citations: Citation, uncited: tuple[Entry, ...] = (), language: str = "en-US"
) -> CitationResult:
    request = CitationRequest(citations, uncited, STYLES / f"{style}.csl", language)
    return PandocCiteproc().process(request)


def cite(style: str, *cited: Cited, language: str = "en-US") -> str:
    return normalized(process(style, Citation(CHAPTER, cited), language=language).citations[0])


def test_author_date_styles_print_author_and_year() -> None:
    assert cite("chicago-author-date", Cited(DEAN)) == "(Dean and Barroso 2013)"
    assert cite("apa", Cited(DEAN), Cited(ABLY)) == "(Ably & Co, 2024; Dean & Barroso, 2013)"


def test_the_modes_leave_out_the_author_or_set_it_before_the_parentheses() -> None:
    assert cite("apa", Cited(DEAN, mode="suppress-author")) == "(2013)"
    assert cite("apa", Cited(DEAN, mode="in-text")) == "Dean & Barroso (2013)"


def test_prefix_locator_and_suffix_print_where_they_belong() -> None:
    cited = Cited(DEAN, text("see"), text(", passim"), "75-77")
    assert cite("apa", cited) == "(see Dean & Barroso, 2013, pp. 75-77, passim)"


@pytest.mark.parametrize(
    ("label", "language", "printed"),
    [
        ("chapter", "en-US", "[1, Ch. 7]"),
        ("page", "de-DE", "[1, S. 7]"),
        ("page", "de", "[1, S. 7]"),
        ("section", "en-US", "[1, Sec. 7]"),
        ("page", "tlh", "[1, p. 7]"),
    ],
)
def test_a_locator_is_what_its_label_says_in_every_language(
    label: str, language: str, printed: str
) -> None:
    assert cite("ieee", Cited(DEAN, locator="7", label=label), language=language) == printed


def test_numeric_styles_number_works_by_their_first_citation() -> None:
    citations = [Citation(CHAPTER, (Cited(work),)) for work in (ABLY, DEAN, ABLY)]
    result = process("ieee", *citations, uncited=(KWON,))
    assert [normalized(c) for c in result.citations] == ["[1]", "[2]", "[1]"]
    assert [key for key, _ in result.entries] == [ABLY.key, DEAN.key, KWON.key]
    margin, rest = result.entries[0][1]
    assert [span["c"][0][1] for span in (margin, rest)] == [
        ["csl-left-margin"],
        ["csl-right-inline"],
    ]
    assert not result.hanging


def test_the_text_of_each_work_says_which_it_is() -> None:
    (printed,) = process("apa", Citation(CHAPTER, (Cited(DEAN), Cited(ABLY)))).citations
    spans = [inline["c"][0] for inline in printed if inline["t"] == "Span"]
    assert spans == [["", ["cited"], [["key", key]]] for key in (ABLY.key, DEAN.key)]


def test_entries_print_in_the_order_of_the_style_with_their_italics() -> None:
    result = process("apa", Citation(CHAPTER, (Cited(DEAN),)), uncited=(ABLY,))
    assert [key for key, _ in result.entries] == [ABLY.key, DEAN.key]
    assert result.hanging and not result.is_note
    assert {"t": "Emph", "c": [{"t": "Str", "c": "Scale"}]} in result.entries[1][1]


def test_authors_that_an_entry_does_not_list_are_et_al() -> None:
    assert normalized(process("apa", uncited=(KWON,)).entries[0][1]) == (
        "Kwon, W. et al. (2023). Pages."
    )


def test_a_note_style_gives_what_stands_in_the_notes() -> None:
    citations = [Citation(CHAPTER, (Cited(DEAN),)), Citation(CHAPTER, (Cited(DEAN),))]
    result = process("chicago-notes-bibliography", *citations)
    assert result.is_note
    assert [normalized(c) for c in result.citations] == [
        'Jo Dean and Lu Barroso, "The Tail at Scale," Harbor Letters 56 (2013): 74-80.',
        'Dean and Barroso, "The Tail at Scale."',
    ]


def test_citations_in_a_note_of_the_author_come_in_their_order() -> None:
    citations = [
        Citation(CHAPTER, (Cited(ABLY),)),
        Citation(CHAPTER, (Cited(DEAN),), 1, True),
        Citation(CHAPTER, (Cited(KWON),), 1, True),
        Citation(CHAPTER, (Cited(KWON),), 2, True),
    ]
    printed = process("ieee", *citations).citations
    assert [normalized(c) for c in printed] == ["[1]", "[2]", "[3]", "[3]"]


def test_in_a_note_of_the_author_a_note_style_prints_a_part_of_a_sentence() -> None:
    citations = [
        Citation(CHAPTER, (Cited(KWON, text("see"), locator="3"),), 1, True),
        Citation(CHAPTER, (Cited(DEAN),), 2, True),
        Citation(CHAPTER, (Cited(KWON),), 2, True),
    ]
    result = process("chicago-notes-bibliography", *citations)
    assert [normalized(c) for c in result.citations] == [
        "see W. Kwon et al., Pages (2023), 3",
        'Jo Dean and Lu Barroso, "The Tail at Scale," Harbor Letters 56 (2013): 74-80',
        "Kwon et al., Pages",
    ]


def test_no_citations_give_nothing() -> None:
    assert process("apa") == CitationResult((), ())


@pytest.mark.parametrize("written", ["no xml", "<style class='in-text'/>"])
def test_a_style_that_is_none_is_an_error_with_its_path(tmp_path: Path, written: str) -> None:
    style = tmp_path / "style.csl"
    style.write_text(written, encoding="utf-8")
    request = CitationRequest((Citation(CHAPTER, (Cited(DEAN),)),), (), style, "en-US")
    with pytest.raises(ChapbookError, match="cannot be read") as caught:
        PandocCiteproc().process(request)
    assert caught.value.path == style
