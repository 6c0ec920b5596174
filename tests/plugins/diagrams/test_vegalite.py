"""The renderer of Vega-Lite and Vega charts."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from drawings import drawing_source

from chapbook.plugins.diagrams import vegalite
from chapbook.plugins.diagrams.vegalite import VegaLite
from chapbook.roles import DrawingError, Drawn

pytestmark = pytest.mark.skipif(not VegaLite().version(), reason="needs vl-convert-python")

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
CHART = {
    "$schema": SCHEMA,
    "title": "Oil",
    "data": {"url": "oil.csv"},
    "mark": "bar",
    "encoding": {
        "x": {"field": "lamp", "type": "nominal"},
        "y": {"field": "oil", "type": "quantitative"},
    },
}
OIL = b"lamp,oil\nGreat,3\nSmall,1\n"


def draw(chart: object, inputs: Mapping[str, bytes] | None = None, timeout: str = "60") -> Drawn:
    text = chart if isinstance(chart, str) else json.dumps(chart, indent=1)
    source = drawing_source(text, inputs=inputs or {})
    return VegaLite().draw(source, ("svg", "outlines", "pdf", "png"), {"timeout": timeout})


def test_a_chart_of_a_file_of_the_book_is_drawn_in_every_kind() -> None:
    assert VegaLite().inputs(json.dumps(CHART).encode()) == ("oil.csv",)
    drawn = draw(CHART, {"oil.csv": OIL})
    assert {"svg", "outlines", "pdf", "png"} == set(drawn.files)
    assert b"Great" in drawn.files["svg"] and b"Liberation Sans" in drawn.files["svg"]
    assert drawn.alt == "Oil"
    assert draw(CHART, {"oil.csv": OIL}).files == drawn.files


def test_its_description_is_its_alternative_text() -> None:
    inside = {"values": [{"lamp": "Great", "oil": 3}]}
    assert draw({**CHART, "data": inside, "description": "Oil by lamp"}).alt == "Oil by lamp"


def test_a_vega_chart_is_drawn_too() -> None:
    chart = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": 80,
        "height": 40,
        "data": [{"name": "t", "url": "oil.json"}],
        "marks": [
            {
                "type": "text",
                "from": {"data": "t"},
                "encode": {"enter": {"text": {"field": "lamp"}, "y": {"value": 20}}},
            }
        ],
    }
    assert b"Great" in draw(chart, {"oil.json": b'[{"lamp": "Great"}]'}).files["svg"]


@pytest.mark.parametrize(
    ("chart", "message", "line"),
    [
        ('{\n "mark": "bar",\n}', "the chart is no JSON", 3),
        ("[1]", "the chart is no JSON object", 1),
        ({**CHART, "data": {"url": "http://x.example/oil.csv"}}, "lies on the network", 5),
        ({**CHART, "data": {"url": "file:///etc/passwd"}}, "lies on the network", 5),
        ({**CHART, "data": {"url": "/etc/passwd"}}, "does not exist in the book's folder", 5),
        ({**CHART, "data": {"values": []}, "mark": "lamp"}, "has no mark 'lamp'", 7),
        ({**CHART, "data": {"values": []}, "encoding": {"url": {"field": "x"}}}, "images", None),
        ({**CHART, "data": {"values": []}, "encoding": {"x": {"field": "a", "bin": {}}}, "width":
          {"step": {}}}, "Vega cannot draw it|what Vega drew cannot be used", None),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_named_with_its_line(
    chart: object, message: str, line: int | None
) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        draw(chart)
    assert caught.value.line == line


def test_data_that_is_no_json_is_named() -> None:
    chart = {**CHART, "data": {"url": "oil.json"}}
    with pytest.raises(DrawingError, match=r"the file 'oil\.json' is no JSON"):
        draw(chart, {"oil.json": b"lamp"})


def test_an_address_among_the_data_is_a_word_like_any_other() -> None:
    rows = [{"lamp": "Great", "oil": 3, "url": "http://x.example/a.png"}]
    assert draw({**CHART, "data": {"values": rows}}).files["svg"]


def test_a_chart_that_takes_too_long_is_stopped() -> None:
    chart = {**CHART, "data": {"sequence": {"start": 0, "stop": 100_000_000, "as": "oil"}}}
    with pytest.raises(DrawingError, match=r"Vega did not draw it within 1 second\b"):
        draw(chart, timeout="1")


def test_only_json_that_may_be_a_chart_is_taken() -> None:
    assert VegaLite().takes(json.dumps(CHART).encode())
    assert not VegaLite().takes(b'[{"lamp": "Great"}]')


def test_where_vl_convert_is_missing_the_next_step_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vegalite, "find_spec", lambda name: None)
    with pytest.raises(DrawingError, match="vl-convert-python, which is not installed") as caught:
        draw(CHART, {"oil.csv": OIL})
    assert "chapbook[diagrams]" in (caught.value.hint or "")
