"""Titles in a PDF by Typst: whole where they stand, words alone where they are repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pdf_book import bookmarks
from pypdfium2 import raw
from support import PNG, BookTest

from chapbook import pandoc
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.engines.spoken import spoken
from chapbook.plugins.engines.titles import heading_words

#: So much that pages with running heads follow.
_TEXT = "Words fill the lines of this page from edge to edge, and there are many of them.\n\n" * 90


def _pictures(path: Path) -> list[int]:
    """How many pictures each page shows, without those that show none."""
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        counts = [len([*page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]) for page in pdf]
    return [count for count in counts if count]


def _words(title: str) -> str:
    blocks = json.loads(pandoc.read_markdown(title))["blocks"]
    return spoken(heading_words(blocks[0]["c"]))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The *whole* `title`", "The whole title"),
        ("A [link](https://example.org)^[And a note.] ends", "A link ends"),
        ("![lamp](a.png) Light", "Light"),
        ("Light **![lamp](a.png)** here", "Light here"),
        ("![lamp](a.png) *![bulb](a.png)*", "lamp bulb"),
        ("![](a.png)", ""),
    ],
)
def test_words_of_a_title_are_what_has_no_note_and_no_picture(title: str, words: str) -> None:
    assert _words(title) == words


@pytest.fixture
def made(new_book: Callable[..., BookTest]) -> Callable[[str], Path]:
    """A function that makes the PDF of one chapter."""

    def make(chapter: str) -> Path:
        built = new_book({"01-a.md": chapter, "lamp.png": PNG}).build("typst")
        assert {finding.code for finding in built.findings} <= {"image-resolution"}
        return built.of("typst")

    return make


@pytest.mark.parametrize("level", ["#", "# A\n\n##"])
def test_a_picture_of_a_title_stands_in_the_title_alone(
    level: str, made: Callable[[str], Path]
) -> None:
    path = made(f"{level} Light *of ![lamp](lamp.png) a* lamp\n\n{_TEXT}")
    assert _pictures(path) == [1]
    assert bookmarks(path)[-1][1].endswith("Light of a lamp")
    heads = [page for page in read_pdf(path, ()).pages if "lightofalamp" in page]
    assert len(heads) > 2


def test_a_title_that_is_a_picture_is_repeated_as_the_words_for_it(
    made: Callable[[str], Path],
) -> None:
    path = made("# A\n\n## ![A red lamp](lamp.png)\n\nText.\n")
    assert _pictures(path) == [1]
    assert bookmarks(path)[-1][1] == "1.1 A red lamp"


@pytest.mark.parametrize("level", ["#", "# A\n\n##"])
def test_a_note_of_a_title_stands_at_the_foot_of_its_page_alone(
    level: str, made: Callable[[str], Path]
) -> None:
    path = made(f"{level} Light[^n] here\n\nText.^[Another.]\n\n[^n]: Said once.\n\n{_TEXT}")
    pages = read_pdf(path, ()).pages
    assert [place for place, page in enumerate(pages) if "saidonce" in page] == [
        next(place for place, page in enumerate(pages) if "another" in page)
    ]
    assert bookmarks(path)[-1][1].endswith("Light here")
    assert "lighthere1" in next(page for page in pages if page.startswith("contents"))


def test_a_place_within_a_title_is_found_once(made: Callable[[str], Path]) -> None:
    title = "## Of [words]{#words} and ![lamp](lamp.png){#lamp}"
    path = made(f"# A\n\n{title}\n\nSee [there](#words) and [the lamp](#lamp).\n")
    seen = read_pdf(path, ())
    assert seen.dead == ()
    assert {("there", "a--words"), ("thelamp", "a--lamp")} <= {
        ("".join(said.split()), target) for said, target in seen.links
    }


def test_a_picture_of_a_title_is_no_wider_than_the_line(made: Callable[[str], Path]) -> None:
    path = made("# A\n\n## Of ![lamp](lamp.png){width=40cm} light\n\nText.\n")
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        width = pdf[0].get_width()
        pictures = [p for page in pdf for p in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
        left, _, right, _ = pictures[0].get_bounds()
    assert left > 20
    assert right < width - 20
