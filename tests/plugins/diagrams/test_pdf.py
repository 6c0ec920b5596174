"""The renderer of PDF files."""

from __future__ import annotations

import io

import pikepdf
import pytest
from drawings import drawing_source
from PIL import Image
from support import DIAGRAM

from chapbook.plugins.diagrams.pdf import Pdf
from chapbook.plugins.diagrams.svg import Svg
from chapbook.roles import DrawingError, Drawn


def draw(data: bytes, *kinds: str) -> Drawn:
    return Pdf().draw(drawing_source(data), kinds or ("pdf",), {})


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> bytes:
    """A PDF of 400 × 100 CSS pixels with a word."""
    return Svg().draw(drawing_source(DIAGRAM), ("pdf",), {}).files["pdf"]


def test_a_page_is_drawn_in_every_kind(page: bytes) -> None:
    drawn = draw(page, "pdf", "svg", "outlines", "png")
    assert (drawn.width, drawn.height) == pytest.approx((400, 100))
    assert drawn.files["pdf"].startswith(b"%PDF")
    assert drawn.files["svg"] == drawn.files["outlines"]
    assert b"<text" not in drawn.files["svg"]
    assert Image.open(io.BytesIO(drawn.files["png"])).size == (667, 167)


def test_of_many_pages_the_first_is_taken(page: bytes) -> None:
    with pikepdf.open(io.BytesIO(page)) as document:
        document.add_blank_page(page_size=(9, 9))
        data = saved(document)
    drawn = draw(data)
    assert drawn.width == pytest.approx(400)
    assert len(pikepdf.open(io.BytesIO(drawn.files["pdf"])).pages) == 1


def test_a_page_is_as_large_as_it_is_shown(page: bytes) -> None:
    with pikepdf.open(io.BytesIO(page)) as document:
        document.pages[0].CropBox = pikepdf.Array([0, 0, 150, 75])
        document.pages[0].Rotate = 90
        data = saved(document)
    drawn = draw(data, "png")
    assert (drawn.width, drawn.height) == (100, 200)
    width, height = Image.open(io.BytesIO(drawn.files["png"])).size
    assert height == 2 * width


def test_scripts_and_links_are_left_behind(page: bytes) -> None:
    with pikepdf.open(io.BytesIO(page)) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = script
        document.pages[0].AA = pikepdf.Dictionary(O=script)
        data = saved(document)
    assert b"app.alert" not in draw(data).files["pdf"]


def test_an_encrypted_pdf_is_refused(page: bytes) -> None:
    with pikepdf.open(io.BytesIO(page)) as document:
        for user in ("", "secret"):
            data = saved(document, encryption=pikepdf.Encryption(owner="me", user=user))
            with pytest.raises(DrawingError, match="encrypted"):
                draw(data)


@pytest.mark.parametrize("cut", [0, 9, 400])
def test_a_broken_pdf_is_refused(page: bytes, cut: int) -> None:
    with pytest.raises(DrawingError, match=r"damaged|no pages") as caught:
        draw(page[:cut])
    assert caught.value.hint


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(DrawingError, match="no pages"):
        draw(saved(pikepdf.new()))


def test_the_same_page_gives_the_same_file(page: bytes) -> None:
    assert draw(page, "pdf", "svg", "png") == draw(page, "pdf", "svg", "png")
