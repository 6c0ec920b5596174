"""What a mark of an index says, in our own attributes and in LaTeX's command."""

from __future__ import annotations

import panflute as pf
import pytest

from chapbook.index_entries import commands_in, read_entry, read_mark, span_of_command, styled


@pytest.mark.parametrize(
    ("written", "levels", "sorts"),
    [
        ("latency", ("latency",), ("",)),
        ("latency!p99", ("latency", "p99"), ("", "")),
        ("alpha@α!first", ("α", "first"), ("alpha", "")),
        ('a "! b!c', ("a ! b", "c"), ("", "")),
        ('x"@y', ("x@y",), ("",)),
        ('the "cloud"', ('the "cloud"',), ("",)),
        ("  a   b ", ("a b",), ("",)),
    ],
)
def test_an_entry_has_levels_and_what_they_are_sorted_by(
    written: str, levels: tuple[str, ...], sorts: tuple[str, ...]
) -> None:
    assert read_entry(written) == (levels, sorts)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (r"\index{a!b}", {"entry": "a!b"}),
        (r"\index{kubectl@\texttt{kubectl}}", {"entry": "kubectl@`kubectl`"}),
        (r"\index{zebra@\emph{Zebra}|textbf}", {"entry": "zebra@*Zebra*", "main": "true"}),
        (r"\index{a|see{b!c}}", {"entry": "a", "see": "b!c"}),
        (r"\index{a|seealso{b}}", {"entry": "a", "see-also": "b"}),
        (r"\index{a|(}", {"entry": "a", "range": "start"}),
        (r"\index{a|)}", {"entry": "a", "range": "end"}),
        (r"\index{a|(textbf}", {"entry": "a", "range": "start", "main": "true"}),
        (r"\index{50\%~of it}", {"entry": "50% of it"}),
        (r"\index{Fu\ss{}note}", {"entry": "Fußnote"}),
        (r'\index{a"|b}', {"entry": 'a"|b'}),
    ],
)
def test_the_command_of_latex_says_the_same(command: str, expected: dict[str, str]) -> None:
    [(whole, inside)] = commands_in(command)
    assert whole == command
    assert dict(span_of_command(inside).attributes) == expected


def test_commands_side_by_side_are_two_marks() -> None:
    found = [inside for _, inside in commands_in(r"\index{a}\index{b{c}} \index{open")]
    assert found == ["a", "b{c}"]


def test_marked_words_are_one_level_whatever_signs_they_hold() -> None:
    words = [pf.Code("a!b"), pf.Space(), pf.Emph(pf.Str("c@d"))]
    mark = read_mark(pf.Span(*words, classes=["index"]), 0)
    assert mark is not None
    assert (mark.entry, mark.sort) == (("`a!b` *c@d*",), ("",))


def test_a_mark_without_an_entry_is_none() -> None:
    assert read_mark(pf.Span(classes=["index"]), 0) is None


@pytest.mark.parametrize("classes", [["index-start"], []])
def test_a_passage_is_begun_by_a_class_or_an_attribute(classes: list[str]) -> None:
    attributes = {"entry": "a"} | ({} if classes else {"range": "start"})
    mark = read_mark(pf.Span(classes=["index", *classes], attributes=attributes), 0)
    assert mark is not None and mark.range == "start"


def test_code_and_emphasis_are_styles_and_lone_signs_are_not() -> None:
    assert list(styled("`a` and *b c*")) == [("code", "a"), ("", " and "), ("emph", "b c")]
    assert list(styled("2 * 3 * 4")) == [("", "2 * 3 * 4")]
