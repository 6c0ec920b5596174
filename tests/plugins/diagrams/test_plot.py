"""The renderer of plots, which are Python programs."""

from __future__ import annotations

import pytest
from drawings import drawing_source

from chapbook.plugins.diagrams.plot import Plot
from chapbook.roles import DrawingError

ON = {"plots": "on"}
PLOT = """# Oil by lamp.
# data: ../data/oil.csv
lamps = open("oil.csv").read().split()
print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><title>Oil</title>')
print("".join(f'<text x="5" y="{10 * i + 10}">{lamp}</text>' for i, lamp in enumerate(lamps)))
print("</svg>")
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="8">%s</text></svg>'


def test_a_plot_is_not_run_unless_the_book_allows_it() -> None:
    for options in ({}, {"plots": "off"}):
        with pytest.raises(DrawingError, match="this book does not allow them to run") as caught:
            Plot().draw(drawing_source("raise SystemExit(1)"), ("svg",), options)
        assert "diagrams: {plots: on}" in (caught.value.hint or "")


def test_what_it_prints_is_drawn_with_the_data_that_it_names() -> None:
    assert Plot().inputs(PLOT.encode()) == ("../data/oil.csv",)
    source = drawing_source(PLOT, inputs={"../data/oil.csv": b"Great Small"})
    drawn = Plot().draw(source, ("svg", "pdf", "png"), ON)
    assert {"svg", "pdf", "png"} == set(drawn.files) and drawn.alt == "Oil"
    assert b"Great" in drawn.files["svg"] and b"Small" in drawn.files["svg"]


def test_it_may_write_the_file_that_a_variable_names() -> None:
    text = f"import os\nopen(os.environ['CHAPBOOK_PLOT'], 'w').write('''{SVG % 'lit'}''')\nprint(1)"
    assert b"lit" in Plot().draw(drawing_source(text), ("svg",), ON).files["svg"]


def test_it_runs_in_an_empty_folder_and_sees_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KEEPERS_SECRET", "whale")
    names = (
        "sorted(os.listdir()), 'KEEPERS_SECRET' in os.environ, os.environ['HOME'] in os.getcwd()"
    )
    text = f"import os\nprint('''{SVG}''' % str(({names})).replace('&', ''))"
    svg = Plot().draw(drawing_source(text), ("svg",), ON).files["svg"]
    assert b"(['matplotlibrc'], False, True)" in svg


def test_what_it_writes_is_cleaned_like_any_drawing() -> None:
    svg = SVG % '<a href="http://x.example">a</a>' + ""
    bad = svg.replace("<text", '<script>x()</script><image href="file:///etc/passwd"/><text', 1)
    found = Plot().draw(drawing_source(f"print('''{bad}''')"), ("svg",), ON).files["svg"]
    assert b"script" not in found and b"passwd" not in found


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("x = 1\nx / 0\n", "the plot failed: ZeroDivisionError", 2),
        ("def f(:\n", "the plot failed: SyntaxError", 1),
        ("import lighthouse\n", "the plot failed: ModuleNotFoundError.*lighthouse", 1),
        ("print('done')\n", "the plot wrote no SVG", None),
        ("# data: gone.csv\n", r"'gone\.csv', which the diagram names, does not exist", 1),
        ("while True: pass\n", "the plot did not draw it within 1 second", None),
    ],
)
def test_what_goes_wrong_is_named_with_its_line(text: str, message: str, line: int | None) -> None:
    with pytest.raises(DrawingError, match=message) as caught:
        Plot().draw(drawing_source(text), ("svg",), {**ON, "timeout": "1"})
    assert caught.value.line == line


def test_only_the_first_comments_name_data() -> None:
    assert Plot().inputs(b"# data: a.csv, b.csv\n\n# data: c.csv\nx = 1\n# data: d.csv\n") == (
        "a.csv",
        "b.csv",
        "c.csv",
    )
