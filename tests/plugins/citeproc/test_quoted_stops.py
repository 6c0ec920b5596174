"""Stops go into quotes, through links and italics, and nowhere else."""

from __future__ import annotations

from typing import Any

from chapbook.plugins.citeproc.quoted_stops import with_stops_inside


def string(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def span(*inlines: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Span", "c": [["", ["cited"], []], [*inlines]]}


def test_a_stop_after_a_linked_title_goes_into_its_quotes() -> None:
    title = span(string("“Tides"), span(string("”")))
    inside = span(string("“Tides"), span(string(".”")))
    assert with_stops_inside([title, string(".")]) == [inside]


def test_a_stop_goes_before_both_marks_of_a_quotation_in_a_quotation() -> None:
    emphasis = {"t": "Emph", "c": [string("‘Tides’”")]}
    inside = {"t": "Emph", "c": [string("‘Tides,’”")]}
    assert with_stops_inside([emphasis, string(", 4")]) == [inside, string(" 4")]


def test_other_marks_and_an_apostrophe_stay_where_they_are() -> None:
    for inlines in (
        [span(string("“Tides”")), string("; Gray")],
        [span(string("the boys’")), string(".")],
        [span(string("Tides")), string(".")],
        [span(), string(".")],
    ):
        assert with_stops_inside(inlines) == inlines
