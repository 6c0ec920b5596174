"""Where the books' inline citations begin and end."""

from __future__ import annotations

import io

import panflute as pf
import pytest

from chapbook.pandoc import read_markdown
from chapbook.source_notes import iter_source_notes, replace_source_notes


def load(markdown: str) -> pf.Doc:
    return pf.load(io.StringIO(read_markdown(markdown).decode()))


def texts(markdown: str) -> list[str]:
    return [run.text for run in iter_source_notes(load(markdown))]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("Fast [Source: Kwon et al., 2023].", ["Kwon et al., 2023"]),
        ("A [Source: A, 2026; Source: B, 2026].", ["A, 2026; Source: B, 2026"]),
        (
            'A [Source: Vattani et al., "A Title," VLDB\n2015].',
            ['Vattani et al., "A Title," VLDB 2015'],
        ),
        ("A [Source: https://example.org/a_b].", ["https://example.org/a_b"]),
        ("A [Source: *Title* [2nd ed.], 2013].", ["Title [2nd ed.], 2013"]),
        ("A [Source:A][Source: B].", ["A", "B"]),
        ("A **bold [Source: A]** and (see [Source: B]).", ["A", "B"]),
        ("Not closed [Source: A, 2023.\n\nNext ].", []),
        ("In code `[Source: Author, Year]` it is an example.", []),
        ("```\n[Source: A]\n```", []),
    ],
)
def test_a_citation_is_what_stands_between_its_brackets(markdown: str, found: list[str]) -> None:
    assert texts(markdown) == found


def test_citations_are_found_in_lists_tables_quotes_and_footnotes_in_reading_order() -> None:
    markdown = """
- one [Source: A]

> two [Source: B]^[three [Source: C]]

| a          | b          |
|------------|------------|
| [Source: D] | [Source: E] |

![caption [Source: F]](x.png)
"""
    assert texts(markdown) == ["A", "B", "C", "D", "E", "F"]


def test_a_run_knows_what_shares_its_words() -> None:
    (run,) = iter_source_notes(load("Fast ([Source: A, 2023])."))
    assert (run.leading, run.trailing) == ("(", ").")


def test_replacing_keeps_the_punctuation_around_a_citation() -> None:
    doc = load("One ([Source: A]), two [Source: B][Source: C]; three [Source: D].")
    replace_source_notes(doc, [[pf.Str(x)] for x in ("1", "2", "3", "4")])
    assert pf.stringify(doc).strip() == "One (1), two 23; three 4."


def test_a_citation_without_a_replacement_stays_as_written() -> None:
    doc = load("One [Source: A], two [Source: B][Source: C].")
    replace_source_notes(doc, [None, [pf.Str("2")], None])
    assert pf.stringify(doc).strip() == "One [Source: A], two 2[Source: C]."


def test_a_footnote_stands_close_to_the_word_before_it() -> None:
    doc = load("One [Source: A].")
    replace_source_notes(doc, [[pf.Note(pf.Para(pf.Str("A")))]])
    assert [type(item).__name__ for item in doc.content[0].content] == ["Str", "Note", "Str"]


def test_raised_numbers_stand_close_to_the_word_before_them() -> None:
    doc = load("One [@a].")
    raised = pf.Span(pf.Superscript(pf.Link(pf.Str("1"), url="#x")), identifier="cite-1")
    replace_source_notes(doc, [[raised]])
    assert [type(item).__name__ for item in doc.content[0].content] == ["Str", "Span", "Str"]
