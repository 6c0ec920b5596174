"""What is too large, too long or too deep for a page is set on it all the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from support import PNG, BookTest

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.readback import read_pdf

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
TARGETS = [pytest.param("pdf", marks=needs_xelatex), "typst"]

_PICTURES = """\
# A

A picture ![strip](strip.png){width=30cm} in a line.^[And ![strip](strip.png){width=100%} too.]

- An item ![strip](strip.png){width=30cm}

> **Remark:** A box ![strip](strip.png){width=30cm height=3cm}

![A figure](lamp.png){width=30cm}

![lamp](lamp.png){width=30%} ![lamp](lamp.png){width=30%} ![lamp](lamp.png){width=30%}
"""
_DIGEST = "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238b" * 2


@pytest.fixture
def made(new_book: Callable[..., BookTest]) -> Callable[[str, str], Path]:
    """A function that makes the PDF of one chapter."""

    def make(chapter: str, target: str) -> Path:
        built = new_book({"01-a.md": chapter, "lamp.png": PNG, "strip.png": _strip()}).build(target)
        codes = {finding.code for finding in built.findings}
        assert codes <= {"image-resolution"}
        return built.of(target)

    return make


def _strip() -> bytes:
    """A picture that is ten times as wide as high."""
    file = BytesIO()
    Image.new("L", (200, 20)).save(file, "PNG")
    return file.getvalue()


def _text(path: Path) -> str:
    return "".join(read_pdf(path, ()).pages)


@pytest.mark.parametrize("target", TARGETS)
def test_a_picture_is_no_larger_than_its_page_has_room(
    target: str, made: Callable[[str, str], Path]
) -> None:
    with closing(pypdfium2.PdfDocument(made(_PICTURES, target))) as pdf:
        for page in pdf:
            width, height = page.get_size()
            for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = picture.get_bounds()
                assert min(left, bottom, width - right, height - top) > 30


@pytest.mark.parametrize("target", TARGETS)
def test_a_word_longer_than_a_line_breaks_and_is_copied_whole(
    target: str, made: Callable[[str, str], Path]
) -> None:
    path = made(f"# A\n\nThe digest {_DIGEST} and a word {'abcdefghij' * 300}.\n", target)
    assert _DIGEST in _text(path)
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for page in pdf:
            lines = page.get_textpage()
            edges = [lines.get_charbox(place)[2] for place in range(lines.count_chars())]
            assert max(edges, default=0) < page.get_width() - 30


@needs_xelatex
def test_lists_are_nested_as_deeply_as_their_authors_nest_them(
    made: Callable[[str, str], Path],
) -> None:
    bullets = "\n".join(f"{'  ' * depth}- Bullet{depth}" for depth in range(30))
    numbers = "\n".join(f"{'    ' * depth}1. Number{depth}" for depth in range(12))
    text = _text(made(f"# A\n\n{bullets}\n\n## B\n\n{numbers}\n", "pdf"))
    assert "bullet29" in text
    assert "1number11" in text


@pytest.mark.parametrize("target", TARGETS)
def test_signs_stay_what_they_are(target: str, made: Callable[[str, str], Path]) -> None:
    path = made("# A << B\n\nShift a << b >> c, ,,low, *x<<y* and `p << q`.\n", target)
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    for said in ("A << B", "a << b >> c, ,,low, x<<y", "p << q"):
        assert said in text
    assert not {"«", "»", "„"} & {*text}
