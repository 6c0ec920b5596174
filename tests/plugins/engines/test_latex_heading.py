"""Titles in a PDF by LaTeX: whole where they stand, words alone where they are repeated."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pdf_book import bookmarks
from pypdfium2 import raw
from support import PNG, BookTest

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.latex_heading import short_heading
from chapbook.plugins.engines.readback import read_pdf

pytestmark = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)

_TEXT = "Words fill the lines of this page from edge to edge, and there are many of them.\n\n" * 90
_CHAPTERS = """\
# ![A red lamp](lamp.png)

TEXT

## Light *of ![lamp](lamp.png) a* lamp

TEXT

# Other

## ![A white bulb](lamp.png)

TEXT

## ![A blue candle](lamp.png) {.unnumbered}

TEXT

## Of [words]{#words} and ![lamp](lamp.png){#lamp} {#both}

### An [inner]{#inner} place

See [there](#words), [the lamp](#lamp), [both](#both) and [within](#inner).
"""


def test_a_heading_of_words_alone_stays_as_it_is() -> None:
    title = [{"t": "Str", "c": "A"}, {"t": "Emph", "c": [{"t": "Str", "c": "B"}]}]
    header = {"t": "Header", "c": [2, ["a", [], []], title]}
    assert short_heading(header) is header


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of two chapters whose titles hold pictures and places."""
    first, second = _CHAPTERS.replace("TEXT", _TEXT).split("\n# Other")
    files = {"01-a.md": first, "02-b.md": f"# Other{second}", "lamp.png": PNG}
    built = BookTest(tmp_path_factory.mktemp("headings") / "book", files).build("pdf")
    assert {finding.code for finding in built.findings} <= {"image-resolution"}
    return built.of("pdf")


def test_pictures_of_titles_stand_in_the_titles_alone(made: Path) -> None:
    with closing(pypdfium2.PdfDocument(made)) as pdf:
        counts = [len([*page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]) for page in pdf]
    assert sum(counts) == 5


def test_a_title_that_is_a_picture_is_repeated_as_the_words_for_it(made: Path) -> None:
    assert [title for _, title in bookmarks(made)] == [
        "Contents",
        "1 A red lamp",
        "1.1 Light of a lamp",
        "2 Other",
        "2.1 A white bulb",
        "A blue candle",
        "2.2 Of words and",
        "2.2.1 An inner place",
    ]
    pages = read_pdf(made, ()).pages
    assert "1aredlamp" in next(page for page in pages if page.startswith("contents"))
    for words in ("1aredlamp", "11lightofalamp", "21awhitebulb", "abluecandle"):
        assert sum(words in page for page in pages) > 1


def test_places_within_a_title_are_found_beside_its_own(made: Path) -> None:
    seen = read_pdf(made, ())
    assert seen.dead == ()
    links = {("".join(said.split()), target) for said, target in seen.links}
    wanted = {("there", "words"), ("thelamp", "lamp"), ("both", "both"), ("within", "inner")}
    assert {(said, f"b--{target}") for said, target in wanted} <= links
