"""The renderer of pages: five kinds of them, as PDF, SVG and PNG."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from browsers import PAGES, draw_page, needs_browser, own_font
from support import PNG

from chapbook.plugins.browsing import client
from chapbook.plugins.diagrams.browser import Browser
from chapbook.roles import DrawingError

KINDS = ("pdf", "svg", "outlines", "png")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o["/FontName"]) for o in fonts if "/FontName" in o]
    return {name.rpartition("+")[2] for name in names}


def size_of(pdf: bytes) -> tuple[float, float]:
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        return round(width / 0.75, 2), round(height / 0.75, 2)


def test_it_takes_what_is_more_than_one_svg() -> None:
    browser = Browser()
    assert all(browser.takes(path.read_bytes()) for path in PAGES.iterdir())
    assert not browser.takes(b"<html><body><svg viewBox='0 0 1 1'></svg></body></html>")


@needs_browser
def test_flex_boxes_are_drawn_in_every_kind() -> None:
    drawn = draw_page((PAGES / "cards.html").read_bytes(), *KINDS)
    assert drawn.alt == "A request passes three services"
    assert drawn.description.startswith("The gateway hands a request")
    assert 600 < drawn.width < 700 and 90 < drawn.height < 150
    assert size_of(drawn.files["pdf"]) == (drawn.width, drawn.height)
    # PDFium takes kerned pairs for words where there is little text.
    assert "Checksthekeyandcountstokens." in text_of(drawn.files["pdf"]).replace(" ", "")
    assert drawn.files["svg"] == drawn.files["outlines"]
    assert b"<foreignObject" not in drawn.files["svg"] and b"<path" in drawn.files["svg"]
    width = int.from_bytes(drawn.files["png"][16:20])
    assert width == 2 * drawn.width


@needs_browser
def test_a_background_is_kept_around_what_is_drawn() -> None:
    drawn = draw_page((PAGES / "table.html").read_bytes(), "pdf")
    assert 230 < drawn.width < 300 and 180 < drawn.height < 230
    with pypdfium2.PdfDocument(drawn.files["pdf"]) as document:
        corner = document[0].render().to_pil().getpixel((2, 2))
    assert corner == (15, 23, 42)


@needs_browser
def test_an_svg_with_html_in_it_has_its_own_size_and_all_its_words() -> None:
    drawn = draw_page((PAGES / "flow.svg").read_bytes(), "pdf", name="assets/ch01-flow.svg")
    assert (drawn.width, drawn.height) == (420, 120)
    assert text_of(drawn.files["pdf"]) == "Read Check a < b Print"


@needs_browser
def test_files_beside_the_page_are_used() -> None:
    page = (PAGES / "webfont.html").read_bytes()
    css = b"@font-face{font-family:Own;src:url(../fonts/own.ttf)} .own{font:28px Own}"
    inputs = {"look/words.css": css, "fonts/own.ttf": own_font(), "../assets/dot.png": PNG}
    assert set(Browser().inputs(page)) == set(inputs)
    drawn = draw_page(page, "pdf", inputs=inputs)
    assert "LiberationSans-BoldItalic" in fonts_of(drawn.files["pdf"])


@needs_browser
def test_a_canvas_is_drawn_where_scripts_are_on_and_always_the_same() -> None:
    page = (PAGES / "canvas.html").read_bytes()
    first, second = (draw_page(page, *KINDS, scripts="on").files for _ in range(2))
    assert first == second
    assert text_of(first["pdf"]) == "Drawn in 1970"


@needs_browser
def test_another_browser_process_makes_the_same_bytes() -> None:
    page = (PAGES / "cards.html").read_bytes()
    first = draw_page(page, *KINDS).files
    client.end_browser()
    assert draw_page(page, *KINDS).files == first


@needs_browser
def test_families_that_a_page_asks_for_are_ours() -> None:
    asked = ("sans-serif", "system-ui", "serif", "Arial", "monospace", "no-such", "Inter")
    page = "".join(f"<p style='font-family: {family}'>Words" for family in asked)
    assert fonts_of(draw_page(page).files["pdf"]) == {
        "LiberationSans",
        "LiberationMono",
        "Inter-Regular",
    }


@needs_browser
def test_two_drawings_have_no_identifier_in_common() -> None:
    ids = [
        set(re.findall(rb'\bid="([^"]+)"', draw_page(f"<p>{text}", "svg").files["svg"]))
        for text in ("one", "two")
    ]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


@needs_browser
def test_a_page_is_drawn_as_the_screen_shows_it_on_one_sheet() -> None:
    page = (
        "<style>@page{size:A5;margin:3cm} @media print{p{color:red;font-size:90px}}"
        "@keyframes a{from{opacity:0}} p{animation:a 9s; margin:0}</style>"
        "<p style='break-after:page'>one<p>two"
    )
    drawn = draw_page(page)
    assert text_of(drawn.files["pdf"]) == "one two"
    assert drawn.height < 50


@needs_browser
def test_a_page_wider_than_the_window_is_drawn_whole() -> None:
    page = "<body data-width=300><div style='width:1500px;background:red'>x</div>"
    assert draw_page(page).width == 1500


def test_without_a_browser_it_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client.end_browser()
    monkeypatch.delenv("CHAPBOOK_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DrawingError, match="a browser has to draw it") as caught:
        draw_page("<p>x")
    assert "install chromium" in (caught.value.hint or "")


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    client.end_browser()
    monkeypatch.setattr(client, "find_browser", lambda: Path("/bin/true"))
    monkeypatch.setattr(client, "has_playwright", lambda: False)
    with pytest.raises(DrawingError, match="not installed") as caught:
        draw_page("<p>x")
    assert "chapbook[browser]" in (caught.value.hint or "")


@needs_browser
def test_a_program_that_is_no_browser_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client.end_browser()
    (tmp_path / "fake").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "fake").chmod(0o755)
    monkeypatch.setenv("CHAPBOOK_BROWSER", str(tmp_path / "fake"))
    with pytest.raises(DrawingError, match="does not start"):
        draw_page("<p>x")
