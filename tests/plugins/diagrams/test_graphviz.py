"""The renderer of Graphviz diagrams."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import drawing_source
from support import PNG

from chapbook.plugins.diagrams.graphviz import Graphviz
from chapbook.plugins.diagramtext import programs
from chapbook.roles import DrawingError

GRAPH = 'digraph { lamp -> "wick & oil" [label=feeds]; lamp [shape=box]; }'


def test_a_graph_is_drawn_in_every_kind() -> None:
    drawn = Graphviz().draw(drawing_source(GRAPH), ("svg", "outlines", "pdf", "png"), {})
    assert {"svg", "outlines", "pdf", "png"} == set(drawn.files)
    assert b"wick &amp; oil" in drawn.files["svg"] and b"Liberation Sans" in drawn.files["svg"]


def test_two_runs_give_the_same_bytes() -> None:
    one, other = (Graphviz().draw(drawing_source(GRAPH), ("svg", "pdf"), {}) for _ in "ab")
    assert one.files == other.files


def test_the_layout_is_the_one_that_the_graph_asks_for() -> None:
    chain = "graph { LAYOUT a -- b -- c -- d -- e -- a }"
    tall, round_ = (
        Graphviz().draw(drawing_source(chain.replace("LAYOUT", said)), ("svg",), {})
        for said in ("", "layout=circo;")
    )
    assert tall.width / tall.height != pytest.approx(round_.width / round_.height, abs=0.1)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("digraph {\n a -> b\n b -> [\n}", "Graphviz cannot draw it: syntax error near", 3),
        ("digraph { layout=lamp; a }", 'Layout type: "lamp" not recognized', None),
        ('digraph {\n a [image="/etc/passwd"]\n}', "'/etc/passwd', which the diagram names", 2),
        ('digraph {\n a [image="https://x/y.png"]\n}', "lies on the network", 2),
        ('digraph {\n a [shapefile="../../../x.png"]\n}', "does not exist in the book", 2),
        ('digraph {\n a [label=<<img src="no.png"/>>]\n}', "'no.png', which the diagram names", 2),
        ('digraph {\n imagepath="/etc"\n}', "the attribute 'imagepath' leads out of the book", 2),
        ("digraph { a }\ndigraph { b }", "holds several graphs", None),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_line(
    text: str, message: str, line: int | None
) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        Graphviz().draw(drawing_source(text), ("svg",), {})
    assert caught.value.line == line


def test_an_image_of_the_book_is_drawn_in_its_node() -> None:
    text = 'digraph { a [image="../lamp.png" label=""] }'
    assert Graphviz().inputs(text.encode()) == ("../lamp.png",)
    drawn = Graphviz().draw(drawing_source(text, inputs={"../lamp.png": PNG}), ("svg",), {})
    assert b"data:image/png;base64," in drawn.files["svg"]


def test_words_in_a_label_name_no_file() -> None:
    text = 'digraph { a [label="docker image=python imagepath=/x"]; b [tooltip="src=x"] }'
    assert Graphviz().inputs(text.encode()) == ()
    assert Graphviz().draw(drawing_source(text), ("svg",), {}).files["svg"]


def test_a_graph_that_takes_too_long_is_stopped() -> None:
    edges = ";".join(f"a{i % 400} -> a{i * 7919 % 400}" for i in range(6000))
    with pytest.raises(DrawingError, match=r"did not draw it within 0\.05 seconds"):
        Graphviz().draw(drawing_source(f"digraph {{{edges}}}"), ("svg",), {"timeout": "0.05"})


def test_where_graphviz_is_missing_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "program_of", lambda package, name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Graphviz().version() == ""
    with pytest.raises(DrawingError, match="Graphviz, which is not installed") as caught:
        Graphviz().draw(drawing_source(GRAPH), ("svg",), {})
    assert "pip install graphviz-pure" in (caught.value.hint or "")
