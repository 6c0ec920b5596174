"""What is measured on a drawing, and where it comes from in the source."""

from __future__ import annotations

from measured_drawing import SHEET, finish

from chapbook.plugins.vector.measure import measure
from chapbook.plugins.vector.measured import Measured


def measured(body: str) -> Measured:
    found = measure(finish(SHEET.format(body)))
    assert found is not None
    return found


def test_a_text_has_its_words_line_size_and_color() -> None:
    (run,) = measured('<g fill="#a00">\n<text x="20" y="60">Two  words</text></g>').runs
    assert (run.text, run.line, run.size, run.first.color) == ("Two words", 4, 16, (170, 0, 0))
    assert abs(run.box.left - 20) < 2
    assert abs(run.box.bottom - 60) < 1


def test_texts_beside_each_other_are_two_and_parts_of_one_are_joined() -> None:
    body = '<text x="20" y="60">A<tspan>B</tspan></text><text x="44" y="60">C</text>'
    assert [run.text for run in measured(body).runs] == ["AB", "C"]


def test_a_text_that_is_used_twice_has_its_line_twice() -> None:
    body = (
        '<defs>\n<text id="t" y="60">Twice</text></defs><use href="#t"/>\n<use href="#t" x="99"/>'
    )
    assert [(run.text, run.line) for run in measured(body).runs] == [("Twice", 4), ("Twice", 4)]


def test_texts_one_over_the_other_keep_all_their_letters() -> None:
    body = '<text x="20" y="60">Request</text>\n<text x="50" y="60">Response</text>'
    assert [run.text for run in measured(body).runs] == ["Request", "Response"]


def test_what_a_group_moves_and_fades_is_measured_where_it_shows() -> None:
    body = '<g transform="translate(100 20) scale(2)" opacity=".5"><text y="40">Far</text></g>'
    (run,) = measured(body).runs
    assert (run.size, round(run.first.alpha, 1)) == (32, 0.5)
    assert abs(run.box.left - 102) < 2
    assert abs(run.box.bottom - 100) < 1


def test_a_bitmap_is_not_measured() -> None:
    drawing = finish(SHEET.format(""))
    assert measure(type(drawing)(drawing.source, {"png": b""}, 1, 1, 1)) is None
