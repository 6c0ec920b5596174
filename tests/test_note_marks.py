"""Where the marks of printed citations stand among the punctuation around them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import panflute as pf
import pytest

from chapbook.note_marks import settle_marks
from chapbook.pandoc import read_markdown
from chapbook.source_notes import replace_source_notes


def shown(items: Sequence[pf.Element]) -> str:
    """The text, with each note's mark as `¹` and raised text after `^`."""
    text = ""
    for item in items:
        match item:
            case pf.Note():
                text += "¹"
            case pf.Superscript():
                text += f"^{shown(item.content)}"
            case pf.Quoted():
                text += f"“{shown(item.content)}”"
            case pf.Str():
                text += item.text
            case pf.Space() | pf.SoftBreak():
                text += " "
            case _:
                text += shown(item.content)
    return text


def settled(markdown: str, language: str, *printed: pf.Inline) -> str:
    doc = pf.load(io.StringIO(read_markdown(markdown).decode()))
    replace_source_notes(doc, [[item] for item in printed])
    settle_marks(doc, printed, language)
    return shown(doc.content[0].content)


def note() -> pf.Note:
    return pf.Note(pf.Para(pf.Str("Hale")))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One [@a].", "One.¹"),
        ("One [Source: A].", "One.¹"),
        ("One [@a], two", "One,¹ two"),
        ("One [Source: A]; two", "One;¹ two"),
        ("Really [@a]?!", "Really?!¹"),
        ("One etc. [@a].", "One etc.¹"),
        ("*One* [@a].", "One.¹"),
        ("Of [@a]'s", "Of¹’s"),
        ("(one [@a]), two", "(one¹), two"),
        ("One [@a]—two", "One¹—two"),
        ("One [@a] two", "One¹ two"),
        ('"One" [@a].', "“One.”¹"),
        ('"One" [@a], two', "“One,”¹ two"),
        ('"One" [@a]; two', "“One”;¹ two"),
        ('"Really?" [@a].', "“Really?”¹"),
        ('"*One*" [@a].', "“One.”¹"),
        ('"One [@a]."', "“One.¹”"),
        ("One [@a].[^1]\n\n[^1]: Own.", "One.¹^,¹"),
        ("One.[^1] [@a]\n\n[^1]: Own.", "One.¹^,¹"),
    ],
)
def test_in_english_a_mark_stands_after_stops(markdown: str, expected: str) -> None:
    assert settled(markdown, "en-US", note()) == expected


def test_two_marks_after_one_stop_are_told_apart() -> None:
    assert settled("One [@a] [@b].", "en", note(), note()) == "One.¹^,¹"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-GB", "“One”.¹"),
        ("nl", "“One”.¹"),
        ("de-DE", "“One”¹."),
        ("fr", "“One”¹."),
        ("es-MX", "“One”¹."),
    ],
)
def test_the_language_says_where_a_mark_stands(language: str, expected: str) -> None:
    assert settled('"One" [@a].', language, note()) == expected


def test_a_mark_within_a_span_stands_after_the_stop() -> None:
    alone = pf.Span(note(), identifier="cite-1")
    assert settled("One [@a].", "en", alone) == "One.¹"
    named = pf.Span(pf.Str("Hale"), note(), identifier="cite-1")
    assert settled("So says @a.", "en", named) == "So says Hale.¹"


def test_a_note_of_the_author_s_own_stays_where_it_is() -> None:
    assert settled("One^[Own]. Two.", "en") == "One¹. Two."


@pytest.mark.parametrize(
    ("language", "expected"), [("en-US", "See Hale, “Oil.” So."), ("en-GB", "See Hale, “Oil”. So.")]
)
def test_a_stop_after_a_title_in_quotation_marks_stands_as_the_language_has_it(
    language: str, expected: str
) -> None:
    title = pf.Span(pf.Str("Hale,"), pf.Space(), pf.Link(pf.Str("“Oil”"), url="#x"))
    assert settled("See @a. So.", language, title) == expected
