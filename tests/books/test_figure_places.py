"""Figures stand where their authors ask for them, in every format."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from docx_book import MadeDocx, W
from finished import read_text
from support import BookTest, Built, contents

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 420"><title>Harbor</title>'
    "<desc>Two piers and a light.</desc>"
    '<rect width="900" height="420" fill="#eef"/><text x="50" y="200">Harbor</text></svg>'
)
TEXT = """\
# Harbors

Before.

![The harbor on its side](harbor.svg){#fig:side page=landscape}

Between.

![The harbor on a page of its own](harbor.svg){#fig:own page=full}

After.

![The harbor at the top](harbor.svg){#fig:top float=top width=60%}

![The harbor here](harbor.svg){#fig:here float=here keep-with-next=true alt="A harbor"}

What belongs to it.

See @fig:side, @fig:own, @fig:top and @fig:here.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"book.yaml": contents(chapters=["a.md"]), "a.md": TEXT, "harbor.svg": DRAWING}
    book = BookTest(tmp_path_factory.mktemp("places") / "book", files)
    made = book.build("docx", "epub", "pdf", "typst")
    assert [finding.message for finding in made.findings if finding.severity == "error"] == []
    return made


@pytest.fixture(scope="module")
def word(built: Built) -> MadeDocx:
    return MadeDocx.read(built.of("docx"))


@pytest.mark.parametrize("target", ["pdf", "typst"])
def test_a_landscape_figure_is_turned_on_a_page_of_its_own(built: Built, target: str) -> None:
    with closing(pdfium.PdfDocument(built.of(target))) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    (page,) = [text for text in pages if "on its side" in text]
    assert "Before." not in page and "Between." not in page
    (own,) = [text for text in pages if "on a page of its own" in text]
    assert "After." not in own


def test_text_goes_on_in_print_before_a_figure_with_its_own_page(built: Built) -> None:
    with closing(pdfium.PdfDocument(built.of("pdf"))) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert any("Before." in page and "Between." in page for page in pages)


@pytest.mark.parametrize(("lines", "is_before"), [(10, True), (23, False)])
def test_a_section_begins_above_a_figure_that_moves_where_much_room_is_left(
    tmp_path: Path, lines: int, is_before: bool
) -> None:
    paragraph = "A line of the text that stands before.\n\n"
    text = f"# A\n\n{paragraph * lines}![A tall one](tall.svg){{float=top}}\n\n## After\n\nText.\n"
    tall = DRAWING.replace("900 420", "900 900").replace('height="420"', 'height="900"')
    files = {"book.yaml": contents(chapters=["a.md"]), "a.md": text, "tall.svg": tall}
    path = BookTest(tmp_path / "book", files).build("pdf").of("pdf")
    with closing(pdfium.PdfDocument(path)) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    figure = max(number for number, page in enumerate(pages) if "A tall one" in page)
    section = max(number for number, page in enumerate(pages) if "After" in page)
    assert (section < figure) is is_before


def test_word_has_a_section_on_its_side_and_no_marks(word: MadeDocx) -> None:
    sizes = [
        (size.get(f"{W}orient"), int(size.get(f"{W}w")) > int(size.get(f"{W}h")))
        for size in word.find("//w:sectPr/w:pgSz")
    ]
    assert sizes == [(None, False), (None, False), ("landscape", True), (None, False)]
    styles = word.find("//w:pStyle/@w:val")
    assert not [name for name in styles if name.startswith(("FigureL", "FigureF", "KeepWith"))]
    assert len(word.find("//w:pPr/w:pageBreakBefore")) == 2


def test_a_figure_that_fills_the_line_fills_the_longer_one(word: MadeDocx) -> None:
    widths = [int(width) for width in word.find("//wp:inline/wp:extent/@cx")]
    assert widths[0] > widths[1]


def test_word_keeps_a_caption_with_what_follows(word: MadeDocx) -> None:
    (kept,) = word.find("//w:p[w:pPr/w:pStyle/@w:val='ImageCaption'][w:pPr/w:keepNext]")
    assert "The harbor here" in "".join(kept.itertext())


def test_a_long_description_is_there_to_be_opened(built: Built, word: MadeDocx) -> None:
    with ZipFile(built.of("epub")) as epub:
        (name,) = [n for n in epub.namelist() if n.endswith("ch001.xhtml")]
        page = epub.read(name).decode()
    assert page.count("<p>Two piers and a light.</p>") == 4
    assert 'aria-details="a--fig-side-description"' in page
    assert '<details id="a--fig-side-description">' in page
    assert word.find("//wp:docPr/@descr")[3] == "A harbor. Two piers and a light."


def test_what_is_unknown_stays_an_attribute_and_moves_nothing(
    new_book: Callable[..., BookTest],
) -> None:
    text = "# A\n\n![C](h.svg){#fig:x page=sideways float=left}\n"
    book = new_book({"book.yaml": contents(chapters=["a.md"]), "a.md": text, "h.svg": DRAWING})
    assert Path(book.build("typst").of("typst")).is_file()


@pytest.mark.parametrize(
    "around",
    ["- One\n\n  {}", "::: {{.note}}\n{}\n:::", "[^1]\n\n[^1]: {}", "[{}](https://example.org)"],
)
def test_a_figure_that_cannot_leave_its_place_does_not_stop_a_build(
    new_book: Callable[..., BookTest], around: str
) -> None:
    figure = "![Kept here](harbor.svg){page=landscape}"
    files = {"a.md": f"# A\n\n{around.format(figure)}\n\nText goes on.\n", "harbor.svg": DRAWING}
    made = new_book({**files, "book.yaml": contents(chapters=["a.md"])}).build("pdf", "typst")
    assert "Text goes on." in read_text(made.of("pdf"))
    assert "Text goes on." in read_text(made.of("typst"))


def test_sizes_that_no_engine_can_set_do_not_stop_a_build(
    new_book: Callable[..., BookTest],
) -> None:
    sizes = ("0", "1000000000px", "0.0001mm")
    text = "\n\n".join(f"![A pier](harbor.svg){{width={size}}}" for size in sizes)
    files = {"a.md": f"# A\n\n{text}\n", "harbor.svg": DRAWING}
    made = new_book({**files, "book.yaml": contents(chapters=["a.md"])}).build("pdf", "typst")
    assert "Figure 1.3" in read_text(made.of("pdf"))
    assert "Figure 1.3" in read_text(made.of("typst"))
