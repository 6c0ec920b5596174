"""What a target asks for the printer, and how wide the gutter of a thick book is."""

from __future__ import annotations

import json

import pytest

from chapbook.book import Option, Target
from chapbook.errors import ChapbookError
from chapbook.plugins.engines.gutter import WIDTHS, estimate_pages
from chapbook.plugins.engines.page import Page, read_page, text_width
from chapbook.plugins.engines.printing import Printing, read_printing
from chapbook.plugins.engines.standards import read_standards

MM = 72 / 25.4


def test_a_file_for_screens_has_nothing_for_the_printer() -> None:
    assert read_printing(Target("pdf", "pdf", {})) == Printing()


def test_the_options_of_a_printed_book_are_read() -> None:
    options: dict[str, Option] = {
        "links": "black",
        "urls": "footnotes",
        "bleed": "3 mm",
        "crop-marks": True,
        "signature": "16",
    }
    found = read_printing(Target("pdf", "pdf", options))
    assert found == Printing(True, True, pytest.approx(3 * MM), True, 16)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"links": "red"}, "links 'red'"),
        ({"urls": "endnotes"}, "urls 'endnotes'"),
        ({"bleed": "much"}, "bleed 'much'"),
        ({"crop-marks": "long"}, "crop-marks 'long'"),
        ({"signature": "0"}, "signature '0'"),
        ({"signature": "a"}, "signature 'a'"),
    ],
)
def test_what_a_printer_cannot_do_is_refused_by_name(
    options: dict[str, Option], message: str
) -> None:
    with pytest.raises(ChapbookError, match=f"target 'pdf-print': {message}"):
        read_printing(Target("pdf-print", "pdf", options))


def test_a_standard_is_one_or_several_that_typst_knows() -> None:
    assert read_standards(Target("pdf", "pdf", {})) == ()
    assert read_standards(Target("pdf", "pdf", {"standard": "ua-1"})) == ("ua-1",)
    both = Target("pdf", "pdf", {"standard": ("ua-1", "a-2a")})
    assert read_standards(both) == ("ua-1", "a-2a")
    with pytest.raises(ChapbookError, match="standard 'x-1a' is not known"):
        read_standards(Target("pdf", "pdf", {"standard": "x-1a"}))


def test_a_gutter_is_taken_from_the_text() -> None:
    plain, bound = (
        text_width(read_page(Target("pdf", "pdf", options))) for options in ({}, {"gutter": "5mm"})
    )
    assert plain - bound == pytest.approx(5 * MM)


def test_a_gutter_that_leaves_no_text_is_refused() -> None:
    with pytest.raises(ChapbookError, match="no room for text"):
        read_page(Target("pdf", "pdf", {"paper": "a5", "gutter": "90mm"}))


def test_a_thicker_book_gets_a_wider_gutter() -> None:
    assert [width for _, width in WIDTHS] == sorted(width for _, width in WIDTHS)
    words = [{"t": "Str", "c": "lighthouse"}] * 250
    picture = {"t": "Image", "c": [["", [], []], [], ["lamp.svg", ""]]}
    page = Page("7in", "9.25in", "10pt", False)

    def pages(pages_of_text: int, pictures: int = 0) -> int:
        blocks = [{"t": "Para", "c": words * pages_of_text + [picture] * pictures}]
        return estimate_pages(json.dumps({"blocks": blocks}).encode(), page)

    assert 100 < pages(100) < 180
    assert pages(200) > 1.9 * pages(100)
    assert pages(100, pictures=50) == pytest.approx(pages(100) + 20, abs=1)
