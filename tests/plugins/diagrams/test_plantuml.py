"""The renderer of PlantUML diagrams; mostly a script stands in for the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drawings import drawing_source
from support import fake_program

from chapbook.plugins.diagrams.plantuml import PlantUml
from chapbook.roles import DrawingError

DIAGRAM = "@startuml\nKeeper -> Lamp : light\n@enduml\n"
ECHO = """#!/bin/sh
echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="8">'
echo "$PLANTUML_SECURITY_PROFILE"; tr '<>&' '...'
echo '</text></svg>'
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return fake_program(tmp_path / "plantuml", ECHO)


def text_given(text: str, inputs: dict[str, bytes] | None = None) -> str:
    source = drawing_source(text, inputs=inputs or {})
    return PlantUml().draw(source, ("svg",), {}).files["svg"].decode()


@pytest.mark.skipif(shutil.which("plantuml") is None, reason="needs plantuml")
def test_a_diagram_is_drawn_in_every_kind() -> None:
    kinds = ("svg", "outlines", "pdf", "png")
    drawn = PlantUml().draw(drawing_source(DIAGRAM), kinds, {"timeout": "120"})
    assert set(kinds) == set(drawn.files) and b"Keeper" in drawn.files["svg"]
    with pytest.raises(DrawingError, match="PlantUML cannot draw it: Syntax Error") as caught:
        PlantUml().draw(drawing_source("A -> B\nfoo bar baz\n"), ("svg",), {"timeout": "120"})
    assert caught.value.line == 2


def test_it_runs_without_rights_to_files_and_network(stand_in: Path) -> None:
    assert "SANDBOX" in text_given(DIAGRAM)


def test_a_diagram_without_its_frame_is_given_one(stand_in: Path) -> None:
    said = text_given("A to B\n")
    assert said.index("@startuml") < said.index("A to B") < said.index("@enduml")


def test_a_file_of_the_book_is_put_in_for_its_include(stand_in: Path) -> None:
    text = "@startuml\n!include ../style.puml\nA to B\n@enduml\n"
    assert PlantUml().inputs(text.encode()) == ("../style.puml",)
    said = text_given(text, {"../style.puml": b"@startuml\nskinparam shadowing no\n@enduml\n"})
    assert "skinparam" in said and "include" not in said and said.count("@startuml") == 1


def test_what_comes_with_plantuml_may_be_included(stand_in: Path) -> None:
    text = "!include <C4/C4_Container>\nA to B\n"
    assert PlantUml().inputs(text.encode()) == ()
    assert "C4_Container" in text_given(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A\n!include /etc/passwd\n", "'/etc/passwd', which the diagram names, does not exist"),
        ("A\n!include https://x.example/a.puml\n", "lies on the network"),
        ("A\n!includeurl https://x.example/a.puml\n", "reads what is not the book's"),
        ("A\nB : %getenv(HOME)\n", "'%getenv' reads what is not the book's"),
        ("A\nB : <img:/etc/x.png>\n", "'<img' reads what is not the book's"),
    ],
)
def test_what_leads_out_of_the_book_is_refused_with_its_line(
    stand_in: Path, text: str, message: str
) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        text_given(text)
    assert caught.value.line == 2


def test_what_an_include_includes_has_to_be_named_in_the_diagram(stand_in: Path) -> None:
    with pytest.raises(DrawingError, match=r"'a\.puml', which the diagram includes, itself"):
        text_given("!include a.puml\n", {"a.puml": b"!include /etc/passwd\n"})


def test_where_plantuml_is_missing_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert PlantUml().version() == ""
    with pytest.raises(DrawingError, match="plantuml, which is not installed") as caught:
        PlantUml().draw(drawing_source(DIAGRAM), ("svg",), {})
    assert "apt-get install plantuml" in (caught.value.hint or "")
