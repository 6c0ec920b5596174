"""PDF for the printer: boxes, crop marks, signatures, gutter, black links, addresses in notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pdf_book import render, shaped
from support import BookTest, contents

from chapbook.errors import ChapbookError
from chapbook.plugins.engines import latex
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.formats.pdf import Pdf
from chapbook.readback import squeeze

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]
MM = 72 / 25.4
LINKED = "See [the lamp](https://example.org/lamp_1?a=1&b=2#top%20x), and [below](#extra)."


def _box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(side) for side in page.obj[name]]


@pytest.mark.parametrize("engine", ENGINES)
def test_bleed_and_crop_marks_lie_around_the_trimmed_page(engine: str, tmp_path: Path) -> None:
    manuscript = shaped("Text.", engine, tmp_path, **{"bleed": "3mm", "crop-marks": True})
    with pikepdf.open(render(Pdf(), manuscript, tmp_path)) as made:
        for page in made.pages:
            width, height = 504, 666
            trim, bleed, media = (_box(page, f"/{n}Box") for n in ("Trim", "Bleed", "Media"))
            assert trim == pytest.approx([0, 0, width, height], abs=0.2)
            assert bleed == pytest.approx(
                [-3 * MM, -3 * MM, width + 3 * MM, height + 3 * MM], abs=0.2
            )
            assert media == pytest.approx(
                [-9 * MM, -9 * MM, width + 9 * MM, height + 9 * MM], abs=0.2
            )


@pytest.mark.parametrize("engine", ENGINES)
def test_each_page_has_marks_outside_its_bleed_and_none_inside(engine: str, tmp_path: Path) -> None:
    options = {"bleed": "3mm", "crop-marks": True, "signature": "16"}
    path = render(Pdf(), shaped("Text.", engine, tmp_path, **options), tmp_path)
    document = pdfium.PdfDocument(path)
    for page in document:
        image = page.render(scale=2).to_pil().convert("L")
        edge = round(6 * MM * 2)
        # The mark of the upper edge, left of the page; a band that only the marks reach.
        band = image.crop((0, 0, edge, image.height)).point(lambda value: value < 200 and 255)
        (_, top, _, bottom) = band.getbbox()
        assert top == pytest.approx(9 * MM * 2, abs=2)
        assert image.height - bottom == pytest.approx(9 * MM * 2, abs=2)
    inside = edge + 2
    blank = image.crop((inside, inside, image.width - inside, image.height - inside))
    assert blank.getextrema() == (255, 255)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_signature_is_filled_with_empty_pages(engine: str, tmp_path: Path) -> None:
    plain = render(Pdf(), shaped("Text.", engine, tmp_path / "a", open="right"), tmp_path / "a")
    manuscript = shaped("Text.", engine, tmp_path / "b", open="right", signature="16")
    out = tmp_path / "b" / "out.pdf"
    filled = render(Pdf(), manuscript, tmp_path / "b")
    before, after = read_pdf(plain, ()).pages, read_pdf(filled, ()).pages
    assert len(after) == 16
    assert after[: len(before)] == before
    assert not any(after[len(before) :])
    assert not out.exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_black_links_have_the_color_of_the_text_and_no_frame(engine: str, tmp_path: Path) -> None:
    colored, black = (
        render(Pdf(), shaped(LINKED, engine, tmp_path / links, links=links), tmp_path / links)
        for links in ("color", "black")
    )
    assert not _is_gray(_color_of_link(colored))
    assert _is_gray(_color_of_link(black))
    with pikepdf.open(black) as made:
        links = [note for page in made.pages for note in page.obj.get("/Annots", [])]
        assert len(links) > 3
        assert all(float(link.get("/Border", [0, 0, 0])[2]) == 0 for link in links)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_gutter_moves_the_text_of_both_sides_away_from_the_spine(
    engine: str, tmp_path: Path
) -> None:
    body = "\n\n".join(["Words fill the lines of this page from edge to edge. " * 30] * 4)
    edges = []
    for gutter in ("0mm", "10mm"):
        manuscript = shaped(body, engine, tmp_path / gutter, gutter=gutter, open="right")
        edges.append(dict(_text_edges(render(Pdf(), manuscript, tmp_path / gutter))))
    full = [number for number in edges[0] if number in edges[1] and number > 6]
    for number in full[:2]:
        (left, right), (moved_left, moved_right) = edges[0][number], edges[1][number]
        is_right_page = number % 2 == 1
        assert moved_left - left == pytest.approx(10 * MM if is_right_page else 0, abs=3)
        assert right - moved_right == pytest.approx(0 if is_right_page else 10 * MM, abs=3)
    assert full


@needs_xelatex
def test_a_note_says_where_a_link_to_the_web_leads(tmp_path: Path) -> None:
    body = LINKED + " And a note.^[Its text, [linked](https://example.org/n).] "
    body += "Also <https://example.org/shown>.\n\n"
    body += "| [a](https://example.org/a) | b |\n|---|---|\n| [c](https://example.org/c) | d |\n"
    path = render(Pdf(), shaped(body, "latex", tmp_path, urls="footnotes"), tmp_path)
    seen = read_pdf(path, ())
    text = "".join(seen.pages)
    assert squeeze("https://example.org/lamp_1?a=1&b=2#top%20x") in text
    assert squeeze("linked (https://example.org/n)") in text
    assert squeeze("https://example.org/a)") in text
    assert squeeze("https://example.org/c") in text
    assert text.count(squeeze("https://example.org/shown")) == 1
    assert seen.notes == 1  # they are no notes of the author's


@needs_xelatex
def test_notes_of_addresses_have_letters_beyond_z(tmp_path: Path) -> None:
    body = "\n\n".join(f"Word{n} [link](https://example.org/{n}).\n" for n in range(1, 54))
    path = render(Pdf(), shaped(body, "latex", tmp_path, urls="footnotes"), tmp_path)
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))
    marks = re.findall(r"\b([a-z]+)\s+https://example", text)
    assert [marks[0], marks[25], marks[26], marks[51], marks[52]] == ["a", "z", "aa", "az", "ba"]


def test_typst_refuses_notes_of_addresses_by_name(tmp_path: Path) -> None:
    manuscript = shaped("Text.", "typst", tmp_path, urls="footnotes")
    with pytest.raises(ChapbookError, match="Typst prints no `urls: footnotes`"):
        Pdf().writer(manuscript.target)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_builds_for_the_printer_give_equal_bytes(engine: str, tmp_path: Path) -> None:
    options = {"bleed": "3mm", "crop-marks": True, "signature": "8", "gutter": "auto"}
    made = []
    for name in ("a", "another"):
        manuscript = shaped(LINKED, engine, tmp_path / name / "book", **options)
        made.append(render(Pdf(), manuscript, tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("engine", [pytest.param("xelatex", marks=needs_xelatex), "typst"])
def test_a_printed_book_is_read_back_like_any_other(
    new_book: Callable[..., BookTest], engine: str
) -> None:
    target = f"format: pdf, engine: {engine}, links: black, bleed: 3mm, crop-marks: true"
    target += ", gutter: auto, signature: 16, open: right"
    if engine == "xelatex":
        target += ", urls: footnotes"
    manifest = contents(chapters=["a.md", "b.md"])
    book = new_book(
        {
            "book.yaml": f"{manifest}targets: {{pdf-print: {{{target}}}}}\n",
            "a.md": "# A\n\n[Next](b.md), @tbl:n and [the web](https://example.org/).^[A note.]\n",
            "b.md": "# B\n\n## Deeper\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n: Numbers {#tbl:n}\n",
        }
    )
    built = book.build("pdf-print")
    assert [finding.message for finding in built.findings] == []
    assert len(read_pdf(built.of("pdf-print"), ()).pages) == 16


def _color_of_link(path: Path) -> tuple[int, int, int]:
    """The darkest color in the box of the link to the web."""
    document = pdfium.PdfDocument(path)
    with pikepdf.open(path) as made:
        for number, page in enumerate(made.pages):
            for note in page.obj.get("/Annots", []):
                if "/A" in note and "/URI" in note.A:
                    left, bottom, right, top = (float(side) for side in note.Rect)
                    image = document[number].render(scale=8).to_pil().convert("RGB")
                    box = (left * 8, image.height - top * 8, right * 8, image.height - bottom * 8)
                    pixels = image.crop(tuple(map(round, box))).getdata()
                    return min(pixels, key=sum)
    raise AssertionError("no link")


def _is_gray(color: tuple[int, int, int]) -> bool:
    return max(color) < 60 and max(color) - min(color) < 20


def _text_edges(path: Path) -> Iterator[tuple[int, tuple[float, float]]]:
    """By page, where its long lines begin and end."""
    document = pdfium.PdfDocument(path)
    for number in range(len(document)):
        text = document[number].get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        long = [box for box in boxes if box[2] - box[0] > 250]
        if long:
            yield number + 1, (min(box[0] for box in long), max(box[2] for box in long))
