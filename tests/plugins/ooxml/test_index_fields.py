"""Word's fields of an index, as they are put into Pandoc's document."""

from __future__ import annotations

import re

import pytest

from chapbook.plugins.ooxml.index_fields import write_index, write_mark

WORDS = {"see": "see", "also": "see also"}


def xml_of(**said: str) -> str:
    span = {"t": "Span", "c": [["a", ["index-mark"], [*map(list, said.items())]], [{"t": "Space"}]]}
    write_mark(span, WORDS)
    assert span["c"][0] == ["a", [], []]
    raw, rest = span["c"][1]
    assert rest == {"t": "Space"}
    assert raw["c"][0] == "openxml"
    return str(raw["c"][1])


def codes(xml: str) -> list[str]:
    return [code.strip() for code in re.findall("<w:instrText[^>]*>([^<]*)<", xml)]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"entry": "latency"}, 'XE "latency"'),
        ({"entry": "latency!p99", "main": "true"}, r'XE "latency:p99" \b'),
        ({"entry": "HTTP: the; \\ protocol"}, r'XE "HTTP\: the\; \\ protocol"'),
        ({"entry": 'the ""big"" one'}, r'XE "the \"big\" one"'),
        ({"entry": "alpha@α"}, 'XE "α;alpha"'),
        ({"entry": "kubectl@`kubectl`"}, 'XE "kubectl"'),
        ({"entry": "a", "see": "b, c"}, r'XE "a" \t "see b, c"'),
        ({"entry": "a", "also": "b"}, r'XE "a" \t "see also b"'),
        ({"entry": "a", "range": "3"}, r'XE "a" \r index_range_3'),
        ({"entry": "a < b"}, 'XE "a &lt; b"'),
    ],
)
def test_a_mark_is_a_field(said: dict[str, str], field: str) -> None:
    assert codes(xml_of(**said)) == [field]


def test_a_mark_that_refers_twice_is_two_fields() -> None:
    assert len(codes(xml_of(entry="a", see="b", also="c"))) == 2


def test_a_passage_is_a_bookmark_from_one_mark_to_the_other() -> None:
    start, end = xml_of(entry="a", range="3"), xml_of(entry="a", range="-3")
    (number,) = re.findall(r'bookmarkStart w:id="(\d+)" w:name="index_range_3"', start)
    assert end == f'<w:bookmarkEnd w:id="{number}"/>'


def test_the_index_is_one_field_around_its_paragraphs() -> None:
    paragraphs = [{"t": "Para", "c": [{"t": "Str", "c": word}]} for word in "abc"]
    inner = [{"t": "Div", "c": [["", [], []], [paragraph]]} for paragraph in paragraphs]
    div = {"t": "Div", "c": [["", ["book-index"], []], inner]}
    write_index(div)
    shown = ["".join(item["c"][1] for item in p["c"] if item["t"] != "Str") for p in paragraphs]
    assert codes(shown[0]) == [r'INDEX \h "A" \e ", " \g "–" \c "1"']
    assert shown[1] == ""
    assert 'fldCharType="end"' in shown[2]


def test_an_index_without_paragraphs_is_left_alone() -> None:
    div = {"t": "Div", "c": [["", ["book-index"], []], []]}
    write_index(div)
    assert div["c"][1] == []
