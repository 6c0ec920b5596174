"""Each fault that is put into a finished Word file is found, and nothing in it as it was made."""

from __future__ import annotations

import io
import re
from pathlib import Path, PurePosixPath

import pytest
from html_site import FILES
from inspected import Change, Finished, add, drop, finish, swap
from PIL import Image
from support import BookTest

from chapbook.roles import Picture

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


def picture(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    text = f"{FILES['waves.md']}\n![A photograph of the sea](sea.png){{width=2in}}\n"
    files = {**FILES, "waves.md": text, "sea.png": picture(180, 120)}
    return finish(BookTest(tmp_path_factory.mktemp("docx") / "tides", files), "docx")


def replaced(pattern: str, text: str, part: str = DOCUMENT) -> Change:
    """Replace the first match of a pattern."""

    def change(parts: dict[str, bytes]) -> None:
        made, count = re.subn(pattern, text, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        parts[part] = made.encode()

    return change


def test_the_file_as_it_is_made_has_no_fault(word: Finished, tmp_path: Path) -> None:
    assert word.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (swap(DOCUMENT, "</w:body>", ""), f"{DOCUMENT} is not well-formed"),
        (
            drop("word/footnotes.xml"),
            "word/document.xml is related to footnotes.xml, which is not there",
        ),
        (
            drop("word/footnotes.xml"),
            "word/footnotes.xml has no footnote",
        ),
        (
            add("word/strange.bin", b"?"),
            "word/strange.bin has no type in [Content_Types].xml",
        ),
        (
            replaced(r'r:embed="[^"]+"', 'r:embed="rIdLost"'),
            "word/document.xml uses the relation rIdLost, which is not there",
        ),
        (
            replaced(r"<w:bookmarkEnd [^>]*/>", ""),
            "has no end",
        ),
        (
            replaced(
                r'(<w:bookmarkStart [^>]*w:name=")([^"]+)("[^>]*/>.*?<w:bookmarkStart '
                r'[^>]*w:name=")[^"]+"',
                r'\1\2\3\2"',
            ),
            "is there 2 times",
        ),
        (
            replaced(r'(<wp:docPr [^>]*id=")([^"]+)(".*<wp:docPr [^>]*id=")[^"]+"', r'\1\2\3\2"'),
            "the drawing id",
        ),
        (
            replaced(r'<w:fldChar [^>]*w:fldCharType="end"/>', ""),
            "word/document.xml: ",
        ),
        (
            swap(DOCUMENT, "<w:body>", '<w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/>'
                 '<w:numId w:val="4711"/></w:numPr></w:pPr></w:p>'),
            "a paragraph is of the list 4711, which word/numbering.xml does not have",
        ),
    ],
)  # fmt: skip
def test_what_word_would_repair_is_an_error(
    word: Finished, tmp_path: Path, change: Change, fault: str
) -> None:
    said = word.faults(tmp_path, change)
    assert any(one.startswith("book.yaml: error file-structure: ") and fault in one for one in said)


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        (
            '<w:p><w:pPr><w:jc w:val="left"/><w:pStyle w:val="Normal"/></w:pPr></w:p>',
            "w:pPr has its elements out of order: jc, pStyle",
        ),
        (
            '<w:p><w:r><w:t>a</w:t></w:r><w:pPr><w:jc w:val="left"/></w:pPr></w:p>',
            "the properties of a paragraph are not its first element",
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:rPr><w:b/></w:rPr></w:r></w:p>",
            "the properties of a run are not its first element",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "a table begins without its properties",
        ),
        (
            "<w:tbl><w:tblPr/><w:tr><w:tc/></w:tr></w:tbl>",
            "a table cell is empty",
        ),
        (
            "<w:tbl><w:tblPr/><w:tr><w:tc><w:p/><w:tbl><w:tblPr/></w:tbl></w:tc></w:tr></w:tbl>",
            "a table cell does not end with a paragraph",
        ),
    ],
)
def test_what_is_out_of_order_is_found(
    word: Finished, tmp_path: Path, xml: str, fault: str
) -> None:
    change = swap(DOCUMENT, "<w:body>", f"<w:body>{xml}")
    assert word.faults(tmp_path, change) == [
        f"book.yaml: warning file-structure: word/document.xml: {fault}"
    ]


def test_headers_and_footers_of_a_section_may_stand_in_any_order(
    word: Finished, tmp_path: Path
) -> None:
    head, foot = (f'<w:{kind}Reference w:type="first"/>' for kind in ("header", "footer"))
    section = f"<w:p><w:pPr><w:sectPr>{head}{foot}{head}</w:sectPr></w:pPr></w:p>"
    assert word.faults(tmp_path, swap(DOCUMENT, "<w:body>", f"<w:body>{section}")) == []


def test_a_style_that_the_file_does_not_have_is_found(word: Finished, tmp_path: Path) -> None:
    paragraph = '<w:p><w:pPr><w:pStyle w:val="House"/></w:pPr></w:p>'
    assert word.faults(tmp_path, swap(DOCUMENT, "<w:body>", f"<w:body>{paragraph}")) == [
        "book.yaml: warning file-structure: word/document.xml uses the style House, which the file "
        "does not have"
    ]


@pytest.mark.parametrize(
    ("field", "is_told"), [('"House Title"', True), ('"heading 1"', False), ("1", False)]
)
def test_a_field_that_repeats_a_style_needs_the_style(
    word: Finished, tmp_path: Path, field: str, is_told: bool
) -> None:
    quoted = field.replace('"', "&quot;")
    simple = f'<w:p><w:fldSimple w:instr=" STYLEREF {quoted} "/></w:p>'
    said = word.faults(tmp_path, swap(DOCUMENT, "<w:body>", f"<w:body>{simple}"))
    assert said == (
        [
            "book.yaml: warning unresolved-reference: word/document.xml: a field repeats the text "
            "of the style 'house title', which is not there"
        ]
        if is_told
        else []
    )


CORE = "docProps/core.xml"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (swap(CORE, "Tides &amp; Waves", "Untitled"), "the title is 'Untitled'"),
        (swap(CORE, "; Ben Author", ""), "the author Ben Author is not named"),
        (
            replaced(r"<dc:language>.*?</dc:language>", "", CORE),
            "the language is not given, the book's is 'en-GB'",
        ),
        (
            replaced(r'(<w:rPrDefault>.*?<w:lang [^>]*w:val=)"en-GB"', r'\1"de-DE"', STYLES),
            "spelling is checked as 'de-DE', the book's language is 'en-GB'",
        ),
    ],
)
def test_what_the_file_says_of_itself_is_compared_with_the_book(
    word: Finished, tmp_path: Path, change: Change, fault: str
) -> None:
    said = word.faults(tmp_path, change)
    assert len(said) == 1
    assert said[0].startswith("book.yaml: warning file-metadata: ")
    assert fault in said[0]


def test_a_coarse_bitmap_is_told_at_its_line_and_one_beside_vectors_passes(
    word: Finished, tmp_path: Path
) -> None:
    sea = Picture(PurePosixPath("sea.png"), PurePosixPath("waves.md"), 26, (180, 120))
    assert word.faults(tmp_path, pictures=(sea,)) == [
        "waves.md:26: warning image-resolution: 'sea.png' has 90 pixels per inch at its size on "
        "the page"
    ]
    beside = replaced(
        r'(<a:blip r:embed="[^"]+")/>',
        r'\1><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        r'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext>'
        r"</a:extLst></a:blip>",
    )
    assert word.faults(tmp_path, beside, (sea,)) == []
