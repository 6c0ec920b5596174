"""Each fault that is put into a finished EPUB is found, and nothing in it as it was made."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from html_site import FILES
from inspected import Change, Finished, add, drop, finish, swap
from PIL import Image
from support import BookTest

from chapbook.finding import Finding, Severity
from chapbook.plugins.epub3 import inspection
from chapbook.roles import Picture

PAGE = "EPUB/text/ch003.xhtml"
OPF = "EPUB/content.opf"


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return finish(BookTest(tmp_path_factory.mktemp("epub") / "tides", FILES), "epub")


def test_the_file_as_it_is_made_has_no_fault(epub: Finished, tmp_path: Path) -> None:
    assert epub.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (swap(PAGE, "</body>", ""), f"error file-structure: {PAGE} is not well-formed"),
        (
            swap(PAGE, 'id="waves--height"', 'id="waves"'),
            f"error file-structure: {PAGE}: the id 'waves' is there 2 times",
        ),
        (
            drop("EPUB/media/wave.svg"),
            "error file-structure: the package lists EPUB/media/wave.svg, which is not there",
        ),
        (
            add("EPUB/media/stray.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "error file-structure: the package does not list EPUB/media/stray.svg",
        ),
        (
            swap(PAGE, 'lang="en-GB" xml:lang', 'lang="fr" xml:lang'),
            f"warning file-metadata: {PAGE}: the language of the page is 'fr'",
        ),
        (
            swap(OPF, ">en-GB</dc:language>", ">de</dc:language>"),
            "warning file-metadata: the language is 'de', the book's is 'en-GB'",
        ),
        (
            swap(OPF, "Tides &amp; Waves</dc:title>", "Untitled</dc:title>"),
            "warning file-metadata: the title is 'Untitled, A Book of Tests', not 'Tides & Waves'",
        ),
        (
            swap(OPF, "Ben Author</dc:creator>", "Nobody</dc:creator>"),
            "warning file-metadata: the author Ben Author is not named",
        ),
        (
            swap("EPUB/nav.xhtml", 'epub:type="bodymatter"', 'epub:type="part"'),
            "warning file-navigation: no landmark leads to the beginning of the text (bodymatter)",
        ),
        (
            swap(PAGE, "</body>", '<img alt="" src="https://a.b/c.png"/></body>'),
            f"warning external-request: {PAGE} loads https://a.b/c.png from the network",
        ),
        (
            swap(PAGE, 'src="../media/wave.svg"', 'src="../media/tide.svg"'),
            f"error file-links: {PAGE} shows ../media/tide.svg, which is not there",
        ),
        (
            add("EPUB/styles/stylesheet1.css", b"@font-face { src: url(sea.woff2) }"),
            "error file-links: EPUB/styles/stylesheet1.css loads sea.woff2, which is not there",
        ),
        (
            swap("EPUB/nav.xhtml", '#waves--height"', '#waves--depth"'),
            "error file-links: EPUB/nav.xhtml: an entry leads to text/ch003.xhtml#waves--depth",
        ),
        (
            swap("EPUB/toc.ncx", 'src="text/ch003.xhtml', 'src="text/ch999.xhtml'),
            "error file-links: EPUB/toc.ncx: an entry leads to text/ch999.xhtml",
        ),
        (
            add("EPUB/styles/stylesheet1.css", b"@font-face { src: url(https://a.b/f.woff2) }"),
            "EPUB/styles/stylesheet1.css loads https://a.b/f.woff2 from the network",
        ),
    ],
)
def test_a_fault_is_found(epub: Finished, tmp_path: Path, change: Change, fault: str) -> None:
    assert any(fault in said for said in epub.faults(tmp_path, change))


def test_an_image_that_shops_refuse_is_told_at_its_line(epub: Finished, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("1", (3000, 2000)).save(buffer, "PNG")

    def change(parts: dict[str, bytes]) -> None:
        add("EPUB/media/sea.png", buffer.getvalue())(parts)
        item = '<item id="sea" href="media/sea.png" media-type="image/png"/></manifest>'
        swap(OPF, "</manifest>", item)(parts)

    sea = Picture(PurePosixPath("sea.png"), PurePosixPath("waves.md"), 5, (3000, 2000))
    assert epub.faults(tmp_path, change, (sea,)) == [
        "waves.md:5: warning large-image: 'sea.png' has 6.0 million pixels"
    ]


def test_epubcheck_is_run_where_the_target_asks_for_it(
    epub: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Finding("epubcheck", "RSC-005: No.", PurePosixPath("x"), severity=Severity.ERROR)
    monkeypatch.setattr(inspection, "run_epubcheck", lambda path, timeout: (said,))
    assert epub.faults(tmp_path) == []
    target = replace(epub.manuscript.target, options={"epubcheck": True})
    asked = replace(epub, manuscript=replace(epub.manuscript, target=target))
    assert asked.faults(tmp_path) == ["x: error epubcheck: RSC-005: No."]
