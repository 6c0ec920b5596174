"""citeproc-py behind our adapter."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import panflute as pf
import pytest

from chapbook.errors import ChapbookError
from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc
from chapbook.roles import Citation, CitationRequest, CitationResult, Cited, Entry, Inlines

CHAPTER = PurePosixPath("chapters/01.md")
STYLES = Path(str(files("chapbook.csl")))


def entry(key: str, **fields: Any) -> Entry:
    csl: Mapping[str, Any] = {key.replace("_", "-"): value for key, value in fields.items()}
    return Entry(key, csl, PurePosixPath("WORKS_CITED.md"), 1, f"**{key}**, as written")


KWON = entry(
    "kwon",
    type="paper-conference",
    author=[{"family": "Kwon", "given": "W."}, {"literal": "others"}],
    issued={"date-parts": [[2023]]},
    title="Efficient <i>Memory</i> Management",
    container_title="Proceedings of SOSP '23",
    custom={"alias": "PagedAttention"},
)
DEAN = entry(
    "dean",
    type="article-journal",
    author=[{"family": "Dean", "given": "J."}, {"family": "Barroso", "given": "L. A."}],
    issued={"date-parts": [[2013]]},
    title="The Tail at Scale",
    container_title="Communications of the ACM",
    volume="56",
    issue="2",
    page="74-80",
)
ABLY = entry(
    "ably",
    type="post-weblog",
    author=[{"literal": "Ably & Co"}],
    issued={"date-parts": [[2024]]},
    title="Can It?",
    container_title="Ably Blog",
)


def text(inlines: Inlines) -> str:
    elements = json.loads(json.dumps(inlines), object_hook=pf.elements.from_json)
    return str(pf.stringify(pf.Para(*elements))).strip()


def cited_as(*entries: Entry) -> Citation:
    return Citation(CHAPTER, tuple(Cited(entry) for entry in entries))


def process(
    style: Path, *citations: Citation, uncited: tuple[Entry, ...] = (), language: str = "en-US"
) -> CitationResult:
    return CiteprocPy().process(CitationRequest(citations, uncited, style, language))


def cite(style: str, *cited: tuple[Entry, ...], language: str = "en-US") -> list[str]:
    citations = [cited_as(*entries) for entries in cited]
    return [
        text(inlines)
        for inlines in process(STYLES / style, *citations, language=language).citations
    ]


def list_entries(style: str, *entries: Entry, language: str = "en-US") -> list[str]:
    printed = process(STYLES / style, uncited=entries, language=language)
    return [text(inlines) for _, inlines in printed.entries]


def test_author_date_styles_print_author_and_year() -> None:
    assert cite("chicago-author-date.csl", (KWON,), (DEAN,), (ABLY, DEAN)) == [
        "(Kwon et al. 2023)",
        "(Dean and Barroso 2013)",
        "(Ably & Co 2024; Dean and Barroso 2013)",
    ]
    assert cite("apa.csl", (KWON,), (DEAN,)) == ["(Kwon et al., 2023)", "(Dean & Barroso, 2013)"]


def test_numeric_styles_number_works_by_their_first_citation() -> None:
    assert cite("ieee.csl", (DEAN,), (KWON,), (DEAN,)) == ["[1]", "[2]", "[1]"]


def test_entries_print_with_their_punctuation_set_right() -> None:
    assert list_entries("chicago-author-date.csl", KWON, DEAN, ABLY) == [
        "Ably & Co. 2024. “Can It?” Ably Blog.",
        "Dean, J., and L. A. Barroso. 2013. “The Tail at Scale.” Communications of the ACM "
        "56 (2): 74–80.",
        "Kwon, W., et al. 2023. “Efficient Memory Management.” Proceedings of SOSP ’23.",
    ]


def test_titles_keep_their_italics() -> None:
    ((_, printed),) = process(STYLES / "apa.csl", uncited=(KWON,)).entries
    assert {"t": "Emph", "c": [{"t": "Str", "c": "Memory"}]} in printed


def test_the_language_of_the_book_gives_the_words() -> None:
    assert cite("apa.csl", (DEAN,), language="de-DE") == ["(Dean & Barroso, 2013)"]
    assert list_entries("chicago-author-date.csl", DEAN, language="de-DE")[0].startswith(
        "Dean, J., und L. A. Barroso."
    )


def test_an_unknown_language_falls_back_to_english() -> None:
    assert cite("chicago-author-date.csl", (DEAN,), language="tlh") == ["(Dean and Barroso 2013)"]


def test_the_processor_is_silent() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        cite("chicago-author-date.csl", (KWON,))
    assert [str(w.message) for w in caught] == []


def test_each_work_of_a_citation_bears_its_key() -> None:
    (printed,) = process(STYLES / "apa.csl", cited_as(DEAN, KWON)).citations
    spans = [inline["c"][0] for inline in printed if inline["t"] == "Span"]
    assert spans == [["", ["cited"], [["key", "dean"]]], ["", ["cited"], [["key", "kwon"]]]]


def test_an_author_in_the_text_stands_before_the_citation() -> None:
    in_text = Citation(CHAPTER, (Cited(DEAN, mode="in-text"),))
    (printed,) = process(STYLES / "apa.csl", in_text).citations
    assert text(printed) == "Dean & Barroso (2013)"


def test_a_style_of_numbers_has_no_author_for_the_text() -> None:
    citation = Citation(CHAPTER, (Cited(DEAN, mode="in-text"),))
    assert text(process(STYLES / "ieee.csl", citation).citations[0]) == "[1]"


def test_a_work_that_the_style_leaves_out_is_described_unless_notes_say_all(
    tmp_path: Path,
) -> None:
    listed = entry("kwon", type="paper-conference", author=KWON.csl["author"][:1],
                   issued={"date-parts": [[2023]]}, title="Memory")  # fmt: skip
    written = replace(listed, path=PurePosixPath("refs.yaml"), raw="- id: kwon")
    assert list_entries("chicago-notes-bibliography.csl", written) == [""]
    style = tmp_path / "short.csl"
    listing = '<bibliography><layout suffix="."><text variable="DOI"/></layout></bibliography>'
    source = NOTE_STYLE.replace("</style>", f"{listing}</style>").replace("note", "in-text", 1)
    style.write_text(source, encoding="utf-8")
    for engine in (CiteprocPy(), PandocCiteproc()):
        ((_, printed),) = engine.process(CitationRequest((), (written,), style, "en-US")).entries
        assert text(printed) == "Kwon 2023. “Memory.”"


def test_what_the_author_wrote_around_a_work_is_kept_with_its_formatting() -> None:
    code = {"t": "Code", "c": [["", [], []], "x"]}
    prefix = ({"t": "Str", "c": "see"}, {"t": "Space"}, code, {"t": "Space"})
    citation = Citation(CHAPTER, (Cited(DEAN, prefix=prefix, locator="3", label="page"),))
    (printed,) = process(STYLES / "apa.csl", citation).citations
    assert code in printed
    assert text(printed) == "(see x Dean & Barroso, 2013, p. 3)"


def test_a_citation_in_an_author_s_own_note_makes_no_note_in_it(tmp_path: Path) -> None:
    style = tmp_path / "notes.csl"
    style.write_text(NOTE_STYLE, encoding="utf-8")
    inside = Citation(CHAPTER, (Cited(DEAN),), note=3, in_footnote=True)
    result = process(style, inside)
    assert result.is_note
    assert text(result.citations[0]) == "The Tail at Scale."


NOTE_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Notes</title><id>notes</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="."><text variable="title"/></layout></citation></style>"""


def test_a_note_style_prints_footnotes(tmp_path: Path) -> None:
    style = tmp_path / "notes.csl"
    style.write_text(NOTE_STYLE, encoding="utf-8")
    ((note,),) = process(style, cited_as(DEAN)).citations
    assert note["t"] == "Note"
    assert text(tuple(note["c"][0]["c"])) == "The Tail at Scale."


def test_what_the_processor_cannot_print_is_printed_as_author_and_year(tmp_path: Path) -> None:
    style = tmp_path / "broken.csl"
    style.write_text(
        NOTE_STYLE.replace('<text variable="title"/>', '<text macro="missing"/>').replace(
            'class="note"', 'class="in-text"'
        ),
        encoding="utf-8",
    )
    citations = [
        cited_as(KWON, DEAN),
        cited_as(entry("bare", title="T & U")),
    ]
    printed = process(style, *citations)
    assert [text(inlines) for inlines in printed.citations] == [
        "(Kwon et al. 2023; Dean and Barroso 2013)",
        "(T & U n.d.)",
    ]


def test_an_entry_that_the_processor_cannot_print_stays_as_written(tmp_path: Path) -> None:
    style = tmp_path / "no-bibliography.csl"
    style.write_text(NOTE_STYLE, encoding="utf-8")
    ((_, printed),) = process(style, uncited=(DEAN,)).entries
    assert text(printed) == "dean, as written"


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("not xml", "cannot be read"),
        (NOTE_STYLE.replace("citation>", "macro>"), "only refers to another one"),
    ],
)
def test_a_style_that_is_none_is_an_error_with_its_path(
    tmp_path: Path, style: str, message: str
) -> None:
    path = tmp_path / "style.csl"
    path.write_text(style, encoding="utf-8")
    with pytest.raises(ChapbookError, match=message) as caught:
        process(path, cited_as(DEAN))
    assert caught.value.path == path


def test_no_citations_give_nothing() -> None:
    assert cite("apa.csl") == []
