"""The cover before the first page of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw
from support import PNG, BookTest

from chapbook.plugins.engines import latex

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
TARGETS = [pytest.param("pdf", marks=needs_xelatex), "typst"]
_CHAPTER = "# A\n\nWords, see [there](#b).\n\n## B {#b}\n\nMore words.\n"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><path d="M0 0h2v3z"/></svg>'
_TARGETS = "  press: {format: typst, bleed: 3mm}\n  accessible: {format: typst, standard: ua-1}\n"


@pytest.fixture
def made(new_book: Callable[..., BookTest]) -> Callable[..., Path]:
    """A function that makes the PDF of a book with a cover, or without one."""

    def make(target: str, cover: str = "cover.png", name: str = "book") -> Path:
        named = f"cover: {cover}\n" if cover else ""
        book = f"title: A\nlanguage: en\n{named}contents: {{chapters: [01-a.md]}}\ntargets:\n"
        files = {"01-a.md": _CHAPTER, "book.yaml": book + _TARGETS, "cover.png": PNG}
        files |= {"cover.svg": _SVG, "cover.txt": "A"}
        built = new_book(files, name).build(target)
        assert not built.report.failures
        assert not built.findings
        return built.of(target)

    return make


def _shown(path: Path) -> list[tuple[str, str, bool]]:
    """Each page's label, its text, and whether it shows a picture."""
    with pikepdf.open(path) as pdf:
        labels = [page.label for page in pdf.pages]
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
        pictures = [any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])) for page in pdf]
    return [*zip(labels, texts, pictures, strict=True)]


@pytest.mark.parametrize("target", TARGETS)
def test_a_cover_is_the_first_page_and_changes_no_other(
    target: str, made: Callable[..., Path]
) -> None:
    (label, text, has_picture), *others = _shown(made(target))
    assert (label, text.strip(), has_picture) == ("", "", True)
    assert others == _shown(made(target, "", "bare"))


@pytest.mark.parametrize("target", TARGETS)
def test_two_builds_with_a_cover_give_equal_bytes(target: str, made: Callable[..., Path]) -> None:
    first, second = made(target), made(target, name="second")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("target", ["press", "accessible"])
def test_a_file_for_the_press_or_of_a_standard_has_no_cover(
    target: str, made: Callable[..., Path]
) -> None:
    assert not any(has_picture for _, _, has_picture in _shown(made(target)))


def test_a_cover_may_be_a_drawing(made: Callable[..., Path]) -> None:
    assert len(_shown(made("typst", "cover.svg"))) == len(_shown(made("typst", "", "bare"))) + 1


def test_what_cannot_be_a_cover_is_told(made: Callable[..., Path]) -> None:
    with pytest.raises(AssertionError, match=r"a cover cannot be a \.txt"):
        made("typst", "cover.txt")
