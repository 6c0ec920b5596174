"""Printed pages are measured and cut."""

from __future__ import annotations

import io

import pikepdf

from chapbook.plugins.browsing.paper import Box, count_pages, cut, painted_box


def sheet(content: bytes, patterns: dict[str, list[float]] | None = None) -> bytes:
    """A PDF of 600 × 450 points, 800 × 600 CSS pixels."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(600, 450))
    page.obj["/Contents"] = document.make_stream(content)
    made = {
        name: pikepdf.Dictionary(
            PatternType=2, Matrix=pikepdf.Array(matrix), Shading=pikepdf.Dictionary()
        )
        for name, matrix in (patterns or {}).items()
    }
    page.obj["/Resources"] = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(made))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


#: 200 × 100 CSS pixels, 100 from the left and 50 from above.
BLOCK = sheet(b"1 0 0 rg 75 337.5 150 75 re f")


def test_what_is_painted_is_found() -> None:
    assert painted_box(BLOCK) == Box(100, 50, 300, 150)


def test_an_empty_page_has_nothing_painted() -> None:
    assert painted_box(sheet(b"")) is None


def test_white_is_painted_too() -> None:
    assert painted_box(sheet(b"1 g 75 337.5 150 75 re f")) == Box(100, 50, 300, 150)


def test_a_page_is_cut_to_a_box_and_begins_at_its_corner() -> None:
    made = cut(BLOCK, Box(100, 50, 300, 150))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [float(n) for n in document.pages[0].mediabox] == [0, 0, 150, 75]
        assert "/Info" not in document.trailer
    assert painted_box(made) == Box(0, 0, 200, 100)
    assert count_pages(made) == 1


def test_patterns_move_with_what_they_fill() -> None:
    made = cut(sheet(b"", {"/P0": [1, 0, 0, 1, 80, 400]}), Box(100, 50, 300, 150))
    with pikepdf.open(io.BytesIO(made)) as document:
        matrix = document.pages[0].resources["/Pattern"]["/P0"]["/Matrix"]
        assert [float(number) for number in matrix] == [1, 0, 0, 1, 5, 62.5]


def test_boxes_are_joined_and_kept_on_the_page() -> None:
    box = Box(-5, 10, 20, 30).joined(Box(0, 0, 10, 900)).within(100, 100)
    assert (box, box.width, box.height) == (Box(0, 0, 20, 100), 20, 100)
