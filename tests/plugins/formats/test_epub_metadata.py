"""The package of an EPUB: metadata, reading order, landmarks and cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree

from chapbook.errors import RenderError

#: What the fixture `make_epub` gives: a function from a folder to a finished file.
MakeEpub = Callable[..., Any]
NAMES = {"x": "http://www.w3.org/1999/xhtml"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def test_the_contents_page_follows_cover_and_title_page(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    assert make_epub(tmp_path).spine()[:3] == [
        "text/cover.xhtml",
        "text/title_page.xhtml",
        "nav.xhtml",
    ]


def test_landmarks_lead_to_cover_contents_and_start_of_text(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    nav = make_epub(tmp_path).tree("nav.xhtml")
    links = nav.findall(".//x:nav[@id='landmarks']//x:a", NAMES)
    assert {link.get(EPUB_TYPE): link.get("href") for link in links} == {
        "cover": "text/cover.xhtml",
        "titlepage": "text/title_page.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "text/ch002.xhtml#part-1",
    }


def test_the_package_says_what_the_title_page_says(make_epub: MakeEpub, tmp_path: Path) -> None:
    made = make_epub(tmp_path)
    assert made.package("//dc:title/text()") == ["Small & Fast", "A Book of Tests"]
    assert made.package("//dc:creator/text()") == ["Ada Writer", "Ben Author"]
    assert made.package("//dc:language/text()") == ["en-GB"]
    assert made.package("//dc:date/text()") == ["2026-02-03"]
    assert made.package("//dc:publisher/text()") == ["A Press"]
    assert made.package("//dc:rights/text()") == ["© 2026 the authors"]
    assert made.package("//dc:description/text()") == ["About speed."]
    assert made.metadata("dcterms:modified") == ["2026-02-03T00:00:00Z"]
    said = _text(_one(made.tree("text/title_page.xhtml"), ".//x:body"))
    assert "Small & Fast" in said and "A Book of Tests" in said and "Ben Author" in said


def test_a_book_from_right_to_left_says_so_in_package_and_pages(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    made = make_epub(tmp_path, metadata={"language": "ar"})
    assert made.package("//opf:spine/@page-progression-direction") == ["rtl"]
    assert {page.get("dir") for page in made.pages()} == {"rtl"}


def test_the_package_says_how_the_book_can_be_read(make_epub: MakeEpub, tmp_path: Path) -> None:
    made = make_epub(tmp_path)
    assert made.metadata("schema:accessMode") == ["textual", "visual"]
    assert made.metadata("schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert made.metadata("schema:accessibilityHazard") == ["none"]
    assert made.metadata("schema:accessibilityFeature") == [
        "MathML",
        "alternativeText",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]
    assert made.metadata("schema:accessibilitySummary")


def test_an_image_without_alternative_text_is_not_claimed_to_have_one(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    made = make_epub(
        tmp_path, change=("![A wave](media/opener-0123abcd.svg)", "![](media/opener-0123abcd.svg)")
    )
    assert "alternativeText" not in made.metadata("schema:accessibilityFeature")
    assert made.metadata("schema:accessModeSufficient") == ["textual,visual"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("978-0-306-40615-7", "urn:isbn:9780306406157"),
        ("ISBN 0306406152", "urn:isbn:0306406152"),
        ("5B0F8AE2-1F2C-4C7B-9E3D-111111111111", "urn:uuid:5b0f8ae2-1f2c-4c7b-9e3d-111111111111"),
        ("https://example.org/book", "https://example.org/book"),
        (None, "urn:uuid:a597f513-0031-5563-a825-08cdb53be35c"),
    ],
)
def test_the_identifier_is_a_urn(
    make_epub: MakeEpub, given: str | None, said: str, tmp_path: Path
) -> None:
    made = make_epub(tmp_path, metadata={"identifier": given})
    found = made.package("//dc:identifier/text()")
    assert found == [said]
    assert made.tree("toc.ncx").xpath("//*[@name='dtb:uid']/@content") == found


def test_the_title_page_prints_an_isbn_and_no_other_identifier(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    for given, shown in (("978-0-306-40615-7", "ISBN 978-0-306-40615-7"), ("urn:other", None)):
        page = make_epub(tmp_path, metadata={"identifier": given}).tree("text/title_page.xhtml")
        lines = page.findall(".//x:p[@class='identifier']", NAMES)
        assert [_text(line) for line in lines] == ([shown] if shown else [])


def test_a_book_without_a_cover_gets_a_drawn_one(make_epub: MakeEpub, tmp_path: Path) -> None:
    made = make_epub(tmp_path)
    assert made.package("//opf:item[@properties='cover-image']/@href") == ["media/cover.png"]
    image = made.files["EPUB/media/cover.png"]
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (1600, 2400)
    shown = _one(made.tree("text/cover.xhtml"), ".//x:img")
    assert shown.get("alt") == "Small & Fast, Ada Writer, Ben Author"


def test_a_book_s_own_cover_is_used_as_it_is(make_epub: MakeEpub, tmp_path: Path) -> None:
    cover = PurePosixPath("art/front.jpg")
    made = make_epub(tmp_path, metadata={"cover": cover})
    assert made.files["EPUB/media/cover.jpg"] == b"\xff\xd8 a photograph"


@pytest.mark.parametrize(
    ("cover", "message"),
    [
        ("art/none.png", "cannot be read"),
        ("../secret.png", "outside the book's folder"),
        ("art/front.txt", r"cannot be a \.txt"),
    ],
)
def test_a_cover_that_cannot_be_used_is_an_error(
    make_epub: MakeEpub, cover: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(RenderError, match=message):
        make_epub(tmp_path, metadata={"cover": PurePosixPath(cover)})


def _one(element: etree._Element, query: str) -> etree._Element:
    found = element.find(query, NAMES)
    assert found is not None, query
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
