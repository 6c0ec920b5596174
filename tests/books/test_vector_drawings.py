"""Drawings in whole books: vectors everywhere, and what is asked of them in each format."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from support import DIAGRAM, PNG, BookTest, Built, contents

PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><title>Lamp</title>'
    '<g id="a"><image href="lamp.png" width="9" height="9"/><text y="20">Lit</text></g></svg>'
)
TEXT = "# One\n\n![Box](assets/box.html)\n\n![Lamp](assets/photo.svg)\n\n![Page](assets/page.pdf)\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from drawings import drawing_source

    from chapbook.plugins.diagrams.svg import Svg

    files = {
        "book.yaml": contents(chapters=["a.md"]),
        "a.md": TEXT,
        "assets/box.html": DIAGRAM,
        "assets/photo.svg": PHOTO,
        "assets/lamp.png": PNG,
        "assets/page.pdf": Svg().draw(drawing_source(DIAGRAM), ("pdf",), {}).files["pdf"],
    }
    return BookTest(tmp_path_factory.mktemp("vectors") / "book", files).build("docx", "epub")


def drawings(path: Path) -> list[str]:
    """The SVG files in a finished file."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.search(r"media/.*\.svg$", name)]
        return [archive.read(name).decode() for name in names]


def test_word_gets_vectors_whose_text_is_outlines(built: Built) -> None:
    found = drawings(built.of("docx"))
    assert len(found) == 3
    assert not [svg for svg in found if "<text" in svg]


def test_an_epub_gets_vectors_with_text_and_its_fonts(built: Built) -> None:
    found = [svg for svg in drawings(built.of("epub")) if "<text" in svg]
    assert len(found) == 2
    assert all("@font-face" in svg for svg in found)


def test_an_image_in_a_drawing_is_a_part_of_it(built: Built) -> None:
    (photo,) = [svg for svg in drawings(built.of("epub")) if ">Lit<" in svg]
    assert "data:image/png;base64," in photo
    assert "lamp.png" not in photo


def test_ids_of_two_drawings_never_clash(built: Built) -> None:
    found = [
        name for svg in drawings(built.of("epub")) for name in re.findall(r'\bid="(\S+)"', svg)
    ]
    assert len(found) == len(set(found)) > 1
