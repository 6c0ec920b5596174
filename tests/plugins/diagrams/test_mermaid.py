"""The renderer of Mermaid diagrams."""

from __future__ import annotations

import sys

import pytest
from drawings import drawing_source
from lxml import etree

from chapbook.plugins.diagrams.mermaid import Mermaid
from chapbook.roles import DrawingError

DIAGRAMS = {
    "flowchart": "flowchart TD\n A[Lamp] -->|lit| B{Dark?}\n B --> C((Done))\n style C fill:#dfd\n",
    "sequence": "sequenceDiagram\n autonumber\n Keeper->>+Lamp: Light it\n Lamp-->>-Keeper: Lit\n",
    "class": "classDiagram\n class Lamp {\n +int oil\n +light() bool\n }\n Lamp <|-- Lantern\n",
    "state": "stateDiagram-v2\n [*] --> Dark\n Dark --> Lit : dusk\n Lit --> [*]\n",
    "er": "erDiagram\n KEEPER ||--o{ LAMP : tends\n LAMP {\n int oil\n }\n",
    "gantt": "gantt\n dateFormat YYYY-MM-DD\n section Oil\n Order :a, 2024-01-01, 3d\n",
    "pie": 'pie title Oil\n "Used" : 3\n "Left" : 1\n',
    "mindmap": "mindmap\n root((Light))\n  Lamp\n   Wick\n    Cotton\n",
    "git": 'gitGraph\n commit id: "dusk"\n branch night\n commit id: "lit"\n',
    "timeline": "timeline\n title Lamps\n 1800 : Whale oil\n 1900 : Gas\n",
}


def svg_of(text: str) -> bytes:
    return Mermaid().draw(drawing_source(text), ("svg",), {}).files["svg"]


def texts_of(svg: bytes) -> str:
    return " ".join(" ".join(etree.fromstring(svg).itertext("{*}text", "{*}tspan")).split())


@pytest.mark.parametrize("kind", DIAGRAMS)
def test_each_type_is_drawn_with_its_words_as_text(kind: str) -> None:
    drawn = Mermaid().draw(drawing_source(DIAGRAMS[kind]), ("svg", "outlines", "pdf", "png"), {})
    assert list(drawn.files) and drawn.width > 50 and drawn.height > 30
    svg = drawn.files["svg"]
    assert b"foreignObject" not in svg and b"<text" in svg
    assert drawn.files["pdf"].startswith(b"%PDF") and drawn.files["png"].startswith(b"\x89PNG")
    assert b"<text" not in drawn.files["outlines"]


def test_the_words_of_a_flowchart_are_all_there() -> None:
    said = texts_of(svg_of(DIAGRAMS["flowchart"]))
    assert all(word in said for word in ("Lamp", "lit", "Dark?", "Done"))


def test_a_box_is_as_wide_as_its_text_in_our_font() -> None:
    short, long = (
        Mermaid().draw(drawing_source(f"flowchart TD\n A[{word}]"), ("svg",), {}).width
        for word in ("iiiiiiiiii", "WWWWWWWWWW")
    )
    # Liberation Sans: 0.222 and 0.944 em a letter, at 16 pixels.
    assert long - short == pytest.approx(10 * 16 * (0.944 - 0.222), abs=1.5)


def test_a_circle_fits_its_label() -> None:
    drawn = Mermaid().draw(drawing_source("flowchart TD\n A((Done))"), ("svg",), {})
    assert drawn.width < 90


def test_two_runs_give_the_same_bytes() -> None:
    kinds = ("svg", "pdf", "png")
    one, other = (Mermaid().draw(drawing_source(DIAGRAMS["mindmap"]), kinds, {}) for _ in "ab")
    assert one.files == other.files


def test_the_thinnest_branches_of_a_mind_map_are_drawn() -> None:
    # Mermaid gives them a stroke of -1, for which converters draw nothing.
    assert b"stroke-width:-1" not in svg_of(DIAGRAMS["mindmap"])


def test_the_title_and_description_for_those_who_do_not_see_it_are_kept() -> None:
    text = "flowchart TD\n accTitle: The lamp\n accDescr: Oil flows to the wick\n A --> B\n"
    drawn = Mermaid().draw(drawing_source(text), ("svg",), {})
    assert (drawn.alt, drawn.description) == ("The lamp", "Oil flows to the wick")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("flowchart TD\n A --> B\n A[x --> B", "the flowchart diagram cannot be read: .*label", 3),
        ('pie\n "a" : x', "the pie diagram cannot be read", 2),
        ("lighthouse\n A", "'lighthouse' begins no type of Mermaid diagram", 1),
        ('flowchart TD\n A["$$x^2$$"]', "formulas in Mermaid diagrams are not drawn", 2),
        ('flowchart TD\n A\n B@{ img: "/etc/x.png" }', "images in Mermaid diagrams", 3),
        ("flowchart TD\n A[\"<img src='http://x/y.png'/>\"]", "images in Mermaid diagrams", 2),
        ("mindmap\n a\n  ::icon(fa fa-book)", "icons in Mermaid diagrams are not drawn", 3),
        ("", "the diagram is empty", None),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_line(
    text: str, message: str, line: int | None
) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        svg_of(text)
    assert caught.value.line == line


def test_what_a_comment_says_is_not_drawn() -> None:
    assert svg_of("flowchart TD\n%% $$ <img\n A --> B\n")


def test_scripts_and_styles_of_a_diagram_do_nothing() -> None:
    svg = svg_of(
        '%%{init: {"themeCSS": "*{fill:url(http://x.example)}", "securityLevel": "loose"}}%%\n'
        'flowchart TD\n A["<script>alert(1)</script>a"] --> B\n'
        ' click A href "javascript:alert(1)"\n click B call shine()\n'
    )
    assert b"<script" not in svg and b"javascript:" not in svg
    assert b"x.example" not in svg and b"onclick" not in svg


def test_a_diagram_that_takes_too_long_is_stopped() -> None:
    text = "flowchart TD\n" + "\n".join(f"a{i} --> a{i * 7 % 2000}" for i in range(2000))
    with pytest.raises(DrawingError, match=r"was not drawn within 0\.1 seconds"):
        Mermaid().draw(drawing_source(text), ("svg",), {"timeout": "0.1"})


def test_a_text_beyond_measure_is_refused() -> None:
    with pytest.raises(DrawingError, match="longer than 500 kB"):
        svg_of("flowchart TD\n" + " A --> B\n" * 100_000)


def test_where_merman_is_missing_the_next_step_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "merman", None)
    monkeypatch.delitem(sys.modules, "chapbook.plugins.diagramtext.mermaid_text", raising=False)
    with pytest.raises(DrawingError, match="merman, which is not installed") as caught:
        svg_of(DIAGRAMS["flowchart"])
    assert "pip install merman" in (caught.value.hint or "")
