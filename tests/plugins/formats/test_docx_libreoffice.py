"""LibreOffice, asked to compute every field anew, prints the numbers that the file came with."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from docx_book import SPACES, MadeDocx
from labeled_book import FILES, MANIFEST
from support import BookTest

from chapbook.errors import ChapbookError
from chapbook.plugins.ooxml.list_numbers import ListNumbers
from chapbook.plugins.ooxml.package import Package
from chapbook.process import run

SCRIPT = Path(__file__).parents[2] / "update_fields.py"


def _python_with_uno() -> str | None:
    for python in ("/usr/bin/python3", sys.executable):
        try:
            if Path(python).exists() and not run([python, "-c", "import uno"]).code:
                return python
        except ChapbookError:
            continue
    return None


PYTHON = _python_with_uno() if shutil.which("soffice") else None
pytestmark = pytest.mark.skipif(PYTHON is None, reason="LibreOffice with python3-uno is missing")


def _updated(book: BookTest, folder: Path, *only: str) -> tuple[MadeDocx, list[str]]:
    """The file, and the paragraphs that LibreOffice makes of it after computing all fields."""
    book.build("docx", only=only)
    (made,) = book.out.glob("*.docx")
    profile = folder / "profile"
    profile.mkdir()
    run([PYTHON or "", SCRIPT, made, folder / "text.txt", profile], timeout=180)
    lines = (folder / "text.txt").read_text("utf-8-sig").splitlines()
    return MadeDocx.read(made), [" ".join(line.split()) for line in lines]


def _printed(made: MadeDocx) -> list[str]:
    """Numbered headings, and paragraphs with fields, as the file has them without any updating."""
    numbers = ListNumbers.read(Package.read(made.path))
    found = []
    for paragraph in made.find("/w:document/w:body//w:p[not(ancestor::w:sdt)]"):
        number = numbers.count(paragraph)
        words = " ".join("".join(paragraph.xpath(".//w:t/text()", namespaces=SPACES)).split())
        code = "".join(paragraph.xpath(".//w:instrText/text()", namespaces=SPACES))
        if number and not paragraph.xpath(".//w:br", namespaces=SPACES):
            found.append(f"{number} {words}")
        elif number:
            found.append(number)
        elif (code and "TOC" not in code) and not paragraph.xpath(
            ".//w:footnoteReference", namespaces=SPACES
        ):
            found.append(words)
    return found


def _differing(made: MadeDocx, lines: list[str]) -> list[str]:
    patterns = [re.escape(said).replace("…", r"\d+") for said in _printed(made)]
    return [p for p in patterns if not any(re.fullmatch(p, line) for line in lines)]


def test_every_number_of_a_book_with_parts_stays(tmp_path: Path) -> None:
    made, lines = _updated(BookTest(tmp_path / "book", FILES), tmp_path)
    assert len(_printed(made)) > 25
    assert _differing(made, lines) == []


def test_a_list_of_figures_has_the_captions_and_their_pages(tmp_path: Path) -> None:
    _, lines = _updated(BookTest(tmp_path / "book", FILES), tmp_path)
    start = lines.index("List of Figures") + 1
    listed = [re.sub(r" \d+$", "", line) for line in lines[start : lines.index("List of Tables")]]
    assert [line for line in listed if line] == [
        "Figure 1.1 A lamp, lit",
        "Figure 1.2 A wick before and after",
        "Figure 2.1 A lens",
        "Figure 2.2 A prism",
        "Figure 2.3 A third of one",
        "Figure A.1 Flags at the mast",
    ]


def test_a_slice_keeps_the_numbers_of_the_whole_book(tmp_path: Path) -> None:
    made, lines = _updated(BookTest(tmp_path / "book", FILES), tmp_path, "1", "3")
    assert "3 Weather" in lines
    assert _differing(made, lines) == []


def test_chapters_that_begin_again_in_each_part_do_so(tmp_path: Path) -> None:
    manifest = MANIFEST.replace("numbering:\n", "numbering:\n  restart: part\n")
    made, lines = _updated(BookTest(tmp_path / "book", {**FILES, "book.yaml": manifest}), tmp_path)
    assert "1 Weather" in lines
    assert _differing(made, lines) == []


def test_footnotes_are_counted_by_chapter(tmp_path: Path) -> None:
    files = {
        "book.yaml": "title: Notes\ncontents:\n  chapters: [one.md, two.md, three.md]\n",
        "one.md": "# One\n\nText.^[First.] More.^[Second.]\n",
        "two.md": "# Two\n\nText.^[Third.] More.^[Fourth.]\n",
        "three.md": "# Three\n\nText.^[Fifth.] More.^[Sixth.]\n",
    }
    _, lines = _updated(BookTest(tmp_path / "book", files), tmp_path)
    assert lines.count("Text.1 More.2") == 3


def test_an_index_has_pages_once_it_is_updated(tmp_path: Path) -> None:
    files = {
        "book.yaml": "title: B\ncontents: {chapters: [a.md, b.md], back-matter: [i.md]}\n",
        "a.md": "# A\n\nThe [lamp]{.index} burns.\n",
        "b.md": "# B\n\nA [lamp]{.index}, of [oil]{.index}.\n",
        "i.md": "# Index\n\n::: {.index}\n:::\n",
    }
    _, lines = _updated(BookTest(tmp_path / "book", files), tmp_path)
    after = lines[lines.index("L") :]
    assert [line for line in after if line] == ["L", "lamp", "1", "2", "O", "oil", "2"]
