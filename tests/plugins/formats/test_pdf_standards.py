"""PDF/UA and PDF/A by Typst: what a reading aid and an archive look for in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pdf_book import render, shaped
from support import BookTest, contents

from chapbook.errors import ChapbookError, RenderError
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.formats.pdf import Pdf, choose_engine

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    '<rect width="200" height="100" fill="#0b5a78"/><text x="9" y="50">Lamp</text></svg>'
)
BODY = """\
# A

See [the next](b.md) and $x^2$, a long [link to the web that goes on and on for more than a line of
the page can hold, so that it has two parts, and then a little more](https://example.org/).

![A lamp at night](lamp.svg){#fig:lamp}

As @fig:lamp shows.

| x | y |
|---|---|
| 1 | 2 |
"""


@pytest.fixture
def accessible(new_book: Callable[..., BookTest]) -> Callable[..., BookTest]:
    """A book with a picture, a formula and a table, for PDF/UA-1 and PDF/A-2a."""

    def make(body: str = BODY, standard: str = "[ua-1, a-2a]") -> BookTest:
        manifest = contents(chapters=["a.md", "b.md"])
        manifest += f"targets: {{pdf-accessible: {{format: pdf, standard: {standard}}}}}\n"
        files = {"book.yaml": manifest, "a.md": body, "b.md": "# B\n\n## C\n\nText.\n"}
        return new_book({**files, "lamp.svg": SVG})

    return make


def test_the_file_says_what_pdf_ua_and_pdf_a_ask_for(accessible: Callable[..., BookTest]) -> None:
    built = accessible().build("pdf-accessible")
    assert [finding.message for finding in built.findings] == []
    with pikepdf.open(built.of("pdf-accessible")) as made:
        assert made.Root.MarkInfo.Marked is True
        assert str(made.Root.Lang) == "en-US"
        assert made.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/ParentTree" in made.Root.StructTreeRoot
        assert "/OutputIntents" in made.Root
        with made.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
            assert metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
            assert metadata["dc:title"]
        elements = [
            found
            for found in made.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/StructElem"
        ]
    said = {(str(e.S), str(e.Alt)) for e in elements if e.S in ("/Figure", "/Formula")}
    assert said == {("/Figure", "A lamp at night"), ("/Formula", "x^2")}
    assert {"/H1", "/H2", "/P", "/Link", "/TH", "/TD"} <= {str(e.S) for e in elements}


def test_a_link_on_two_lines_covers_its_words_alone(accessible: Callable[..., BookTest]) -> None:
    path = accessible().build("pdf-accessible").of("pdf-accessible")
    links = [text for text, to in read_pdf(path, ()).links if to == "https://example.org/"]
    assert len(links) > 1
    assert "".join(links).replace(" ", "").startswith("linktotheweb")
    assert links[-1].strip().endswith("more")


@pytest.mark.parametrize("standard", ["ua-1", "a-2b", "a-3u", "a-4", "a-1b"])
def test_every_kind_of_standard_is_written(
    accessible: Callable[..., BookTest], standard: str
) -> None:
    built = accessible(standard=standard).build("pdf-accessible")
    assert [finding.message for finding in built.findings] == []


def test_a_picture_without_alternative_text_is_named(tmp_path: Path) -> None:
    body = "![](media/lamp-69ecc9fa.outlines.svg)\n\n![Said](media/light.svg)"
    manuscript = shaped(body, "typst", tmp_path, standard="ua-1")
    drawing = tmp_path / "lamp.svg"
    drawing.write_text(SVG, "utf-8")
    media = {"media/lamp-69ecc9fa.outlines.svg": drawing, "media/light.svg": drawing}
    with pytest.raises(RenderError, match=r"ua-1 asks for: lamp \(chapters/01-one\.md\)$"):
        render(Pdf(), replace(manuscript, media=media), tmp_path)


def test_a_standard_chooses_typst_and_is_refused_by_xelatex(tmp_path: Path) -> None:
    manuscript = shaped("Text.", "typst", tmp_path, engine="auto", standard="ua-1")
    assert choose_engine(manuscript.target) == "typst"
    manuscript = shaped("Text.", "latex", tmp_path, standard="ua-1")
    with pytest.raises(ChapbookError, match="XeLaTeX writes no ua-1"):
        choose_engine(manuscript.target)


def test_crop_marks_are_no_part_of_a_tagged_text(tmp_path: Path) -> None:
    options = {"standard": "ua-1", "crop-marks": True, "signature": "8"}
    path = render(Pdf(), shaped("Text.", "typst", tmp_path, **options), tmp_path)
    with pikepdf.open(path) as made:
        for page in made.pages:
            drawn = page.Contents[-1].read_bytes() if len(page.Contents) else b""
            assert drawn.startswith(b"Q /Artifact BMC") and drawn.endswith(b"EMC")
