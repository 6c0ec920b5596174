"""A whole small book, built to every format and read back from the finished files."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from finished import (
    docx_dead_links,
    docx_headings,
    epub_contents,
    epub_dead_links,
    epub_pages,
    pdf_bookmarks,
    pdf_dead_links,
    read_text,
)
from support import BookTest, Built
from whole_book import FILES

from chapbook.book import Place

HAS_TEX = shutil.which("xelatex") is not None
TARGETS = ("typst-pdf", "docx", "epub", *(["pdf"] if HAS_TEX else []))
NUMBERED = {Place.CHAPTER.value, Place.APPENDIX.value, "section"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> BookTest:
    return BookTest(tmp_path_factory.mktemp("whole") / "small-book", FILES)


@pytest.fixture(scope="module")
def built(book: BookTest) -> Built:
    return book.build(*TARGETS)


@pytest.fixture(scope="module")
def sliced(book: BookTest) -> Built:
    return book.build(*TARGETS, only=["2", "A"])


def test_the_manuscript_is_without_fault(built: Built) -> None:
    assert built.findings == ()
    assert built.report.failures == ()


@pytest.mark.parametrize("target", TARGETS)
def test_every_piece_of_the_manuscript_is_in_the_file(built: Built, target: str) -> None:
    text = read_text(built.of(target))
    place = 0
    for piece in (
        "The Small Book", "One of Everything", "Ada Example",
        "Why this book was written. It begins with the lamps.",
        "The Light", "Lamps & Wicks", "1.1 Overview",
        "A lamp needs a wick (Hale 2019). See Chapter 2: Lenses and the grinding.",
        "Rule of Thumb", "Trim the wick daily.",
        "From Book 1", "Chapter 4 (“Buying Oil”) tells how to buy oil.",
        "Figure 1.1 The parts of a lamp",
        "1.1.1 Oil", "Table 1.1 Oils and how they burn", "Whale", "badly",
        "return wick * 0.9", "Summary", "Trim it.",
        "Lenses", "Glass bends light.", "2.1 Grinding", "See above and the appendix.",
        "Note", "Wear gloves.", "Figure 2.1 A ground lens", "Grind it.",
        "The Log", "Weather", "Clouds come first (Okafor 2021; Hale 2019).",
        "3.1 Reading the Sky", "Look up", "Before you write it down.",
        "Signals", "A.1 Flags", "Table A.1 Flags", "stop",
        "Glossary", "What burns in a lamp.",
    ):  # fmt: skip
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is not in the rest of {target}: {text[place:]!r}"
        place = found + len(piece)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_not_meant_for_readers_is_gone(built: Built, target: str) -> None:
    text = read_text(built.of(target))
    for unwanted in (
        "nobody reads this", "[Source", "newpage", "[!NOTE]", "Chapter 1: Chapter",
        "Chapter 1 Opener", ".md", "{-}", ":::", "Figure 2.2", "<img",
    ):  # fmt: skip
        assert unwanted not in text


@pytest.mark.parametrize("target", TARGETS)
def test_navigation_lines_are_kept_on_screens_and_dropped_in_print(
    built: Built, target: str
) -> None:
    assert ("Next: Chapter 2" in read_text(built.of(target))) is (target == "epub")
    assert ("Next: Chapter 3" in read_text(built.of(target))) is (target == "epub")


def bare(entries: list[tuple[int, str]]) -> list[str]:
    """Titles without the words that formats may put before a number."""
    return [title.removeprefix("Part ").removeprefix("Appendix ") for _, title in entries]


def expected(book: BookTest, deepest: int) -> list[str]:
    labels = [label for label in book.outline() if 0 < label.level <= deepest]
    return [f"{label.number} {label.title}" if label.number else label.title for label in labels]


def test_all_formats_and_the_outline_have_the_same_numbers(book: BookTest, built: Built) -> None:
    wanted = expected(book, 2)
    assert wanted[:4] == ["Preface", "I The Light", "1 Lamps & Wicks", "1.1 Overview"]
    assert bare(epub_contents(built.of("epub"))) == wanted
    assert bare(docx_headings(built.of("docx"))) == expected(book, 3)
    for target in {"pdf", "typst-pdf"} & set(TARGETS):
        found = bare(pdf_bookmarks(built.of(target)))
        assert [title for title in found if title in wanted] == wanted
        assert set(found) <= {"Contents", *expected(book, 3)}


@pytest.mark.parametrize("target", sorted({"pdf", "typst-pdf"} & set(TARGETS)))
def test_parts_hold_their_chapters_in_the_bookmarks(built: Built, target: str) -> None:
    entries = pdf_bookmarks(built.of(target))
    found = [(depth, title) for depth, title in entries if depth < 2 and title != "Contents"]
    assert found[:4] == [
        (0, "Preface"), (0, "I The Light"), (1, "1 Lamps & Wicks"), (1, "2 Lenses"),
    ]  # fmt: skip
    assert [title for depth, title in found if depth == 0][-2:] == ["A Signals", "Glossary"]


def test_parts_hold_their_chapters_in_the_epubs_contents(built: Built) -> None:
    found = [(depth, title) for depth, title in epub_contents(built.of("epub")) if depth < 2]
    assert found[:4] == [
        (0, "Preface"), (0, "Part I The Light"), (1, "1 Lamps & Wicks"), (1, "2 Lenses"),
    ]  # fmt: skip


def test_no_link_is_dead(built: Built) -> None:
    assert epub_dead_links(built.of("epub")) == []
    assert docx_dead_links(built.of("docx")) == []
    for target in {"pdf", "typst-pdf"} & set(TARGETS):
        assert pdf_dead_links(built.of(target)) == 0


def test_drawings_are_vectors_in_the_epub_and_both_kinds_in_the_docx(built: Built) -> None:
    with zipfile.ZipFile(built.of("epub")) as archive:
        names = archive.namelist()
        drawing = next(name for name in names if "ch01-lamp" in name)
        assert drawing.endswith(".svg")
        assert b"Drawn words" in archive.read(drawing)
    with zipfile.ZipFile(built.of("docx")) as archive:
        endings = sorted(Path(name).suffix for name in archive.namelist() if "/media/" in name)
    assert endings.count(".svg") == 2
    assert endings.count(".png") == 3


def test_an_image_has_a_description_in_the_epub(built: Built) -> None:
    text = "".join(page for _, page in epub_pages(built.of("epub")))
    for alt in ('alt="A dot of light"', 'alt="The parts of a lamp"'):
        assert alt in text


@pytest.mark.parametrize("target", TARGETS)
def test_a_slice_keeps_the_numbers_of_the_whole_book(sliced: Built, target: str) -> None:
    text = read_text(sliced.of(target))
    for kept in ("2.1 Grinding", "Figure 2.1 A ground lens", "A.1 Flags", "Table A.1 Flags"):
        assert kept in text
    for left_out in ("Oils and how they burn", "Why this book", "Clouds come first"):
        assert left_out not in text


def test_a_slice_has_no_dead_links(sliced: Built) -> None:
    assert epub_dead_links(sliced.of("epub")) == []
    assert docx_dead_links(sliced.of("docx")) == []
    for target in {"pdf", "typst-pdf"} & set(TARGETS):
        assert pdf_dead_links(sliced.of(target)) == 0


def test_a_slice_is_named_for_its_chapters(sliced: Built) -> None:
    assert sliced.of("docx").name == "small-book-02-lenses-90-signals.docx"
    assert sliced.of("typst-pdf").name == "small-book-typst-pdf-02-lenses-90-signals.pdf"


def test_nothing_but_the_finished_files_is_written(book: BookTest, built: Built) -> None:
    assert {path.name for path in book.root.rglob("*") if path.is_file()} == {
        Path(name).name for name in FILES
    }
    made = {"".join(path.suffixes) for path in book.out.iterdir()}
    assert made <= {".pdf", ".typst.pdf", ".docx", ".epub", ".inventory.json"}
