"""Styles of a Word document: no direct formatting, and a publisher's reference document."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx_book import SPACES, TEMPLATES, TEXT, MadeDocx, W, make_docx
from support import BookTest

from chapbook.errors import RenderError

STYLES = "word/styles.xml"
WORDS = """
**Bold**, *leaning*, ***both***, ~~gone~~, H~2~O, x^2^, [Name]{.smallcaps}, [line]{.underline}
and **`code`**. [Bonjour]{lang=fr}.

| **Head** | B |
|----------|---|
| *c*      | d |
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    return make_docx(tmp_path_factory.mktemp("styles"), text=TEXT + WORDS)


def _reference(folder: Path, *, based_on: str = "") -> None:
    """A publisher's reference document, with names of its own."""
    document = docx.Document()
    for name in ("BT Body", "H1", "Tbl"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Ital", WD_STYLE_TYPE.CHARACTER)
    if based_on:
        document.styles["BT Body"].base_style = document.styles[based_on]
    folder.mkdir(parents=True, exist_ok=True)
    document.save(str(folder / "house.docx"))


def _published(folder: Path, text: str = TEXT + WORDS, **styles: str) -> MadeDocx:
    if not (folder / "house.docx").exists():
        _reference(folder)
    names = {name.replace("_", " "): style for name, style in styles.items()}
    return make_docx(folder, text=text, options={"reference": "house.docx", "styles": names})


def test_the_looks_of_words_have_names(made: MadeDocx) -> None:
    used = {
        style.get(f"{W}val"): "".join(style.getparent().getparent().itertext())
        for style in made.find("//w:r/w:rPr/w:rStyle")
    }
    assert used["Strong"] == "Bold"
    assert used["IntenseEmphasis"] == "both"
    assert used["Strikethrough"] == "gone"
    assert used["Superscript"] == "2"
    assert used["Subscript"] == "2"
    assert used["SmallCaps"] == "Name"
    assert used["Underline"] == "line"
    assert used["Emphasis"] == "c"


def test_no_word_is_formatted_directly_but_code_in_bold(made: MadeDocx) -> None:
    query = "//w:r/w:rPr/*[not(self::w:rStyle or self::w:lang)]"
    direct = made.find(query)
    texts = {"".join(look.getparent().getparent().itertext()) for look in direct}
    assert texts == {"code"}


def test_room_after_tables_and_lists_is_that_of_styles(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text=TEXT + WORDS + "\nAfter it.\n\n- one\n- two\n")
    assert made.styled("BodyAfterTable") == ["After the table.", "After it."]
    assert made.styled("CompactLast") == ["two"]
    assert not made.find("//w:p[w:pPr/w:pStyle[@w:val='BodyText' or @w:val='Compact']]//w:spacing")


def test_bulleted_lists_are_one_and_numbered_ones_count_for_themselves(tmp_path: Path) -> None:
    lists = "\n\n".join(["- a\n- b", "Between.", "1. c\n2. d", "Between."] * 3)
    made = make_docx(tmp_path, text=TEXT + "\n\n" + lists)
    used = {
        text: made.find(f"//w:p[.//w:t='{text}']//w:numId/@w:val") for text in ("b", "d", "first")
    }
    assert len({*used["b"], *used["first"]}) == 1
    assert len(set(used["d"])) == 3


def test_a_bold_word_in_a_bold_head_stays_bold(made: MadeDocx) -> None:
    (head,) = [run for run in made.find("//w:tc//w:r") if "".join(run.itertext()) == "Head"]
    assert head.find(f"{W}rPr") is None


def test_a_passage_in_another_language_says_so(made: MadeDocx) -> None:
    (run,) = made.find("//w:r[w:rPr/w:lang/@w:val='fr']")
    assert "".join(run.itertext()) == "Bonjour"


def test_every_style_is_based_on_one_that_is_there(made: MadeDocx) -> None:
    known = set(made.find("//w:style/@w:styleId", STYLES))
    for name in ("basedOn", "next", "link"):
        assert set(made.find(f"//w:style/w:{name}/@w:val", STYLES)) <= known


def test_a_publishers_styles_take_the_place_of_ours(tmp_path: Path) -> None:
    made = _published(tmp_path, Body_Text="BT Body", Table_Text="Tbl", emphasis="Ital")
    assert "After the break." in made.styled("BTBody")
    assert made.styled("BodyText") == []
    assert "20 ms" in made.styled("Tbl")
    assert made.find("//w:rStyle[@w:val='Ital']")
    assert not made.find("//w:style[@w:styleId='TableText']", STYLES)
    callout = "//w:style[@w:styleId='Callout']/w:basedOn/@w:val"
    assert made.find(callout, STYLES) == ["BTBody"]


def test_a_publishers_heading_keeps_number_level_and_fields(tmp_path: Path) -> None:
    made = _published(tmp_path, Heading_2="H1")
    assert (1, "1 Latency and code") in made.outline()
    assert made.styled("H1") == ["Latency and code", "Caching"]
    heads = [name for name in made.files if name.startswith("word/header")]
    assert heads == []
    assert made.find("//w:lvl/w:pStyle[@w:val='H1']", "word/numbering.xml")


def test_a_style_based_on_the_highest_heading_does_not_look_as_a_part(tmp_path: Path) -> None:
    _reference(tmp_path, based_on="Heading 1")
    made = _published(tmp_path, Heading_2="BT Body")
    for name, base in (("BTBody", "Heading2"), ("TOCHeading", "BTBody")):
        query = f"//w:style[@w:styleId='{name}']/w:basedOn/@w:val"
        assert made.find(query, STYLES) == [base]


def test_chapters_begin_a_page_where_a_publishers_styles_do_not_say_so(tmp_path: Path) -> None:
    made = _published(tmp_path, Heading_2="BT Body")
    paragraphs = made.find("//w:p[w:pPr/w:pageBreakBefore]")
    texts = ["".join(p.xpath(".//w:t/text()", namespaces=SPACES)) for p in paragraphs]
    assert {"Contents", "Preface", "Latency and code", "Caching"} <= set(texts)


def test_a_style_based_on_ours_is_not_based_on_itself(tmp_path: Path) -> None:
    _reference(tmp_path, based_on="Body Text")
    made = _published(tmp_path, Body_Text="BT Body")
    assert made.find("//w:style[@w:styleId='BTBody']/w:basedOn/@w:val", STYLES) == ["BodyText"]


def test_boxes_and_code_of_a_publishers_document_look_as_ours(tmp_path: Path) -> None:
    made = _published(tmp_path)
    assert made.find("//w:style[@w:styleId='Callout']/w:pPr/w:pBdr/w:left", STYLES)
    for name in ("SourceCode", "VerbatimChar"):
        assert len(made.find(f"//w:style[@w:styleId='{name}']/w:rPr/w:noProof", STYLES)) == 1


def test_a_reference_document_may_be_in_another_language(tmp_path: Path) -> None:
    document = docx.Document()
    heading = document.styles["Heading 1"]
    heading.element.set(f"{W}styleId", "berschrift1")
    document.save(str(tmp_path / "house.docx"))
    made = _published(tmp_path)
    assert (0, "Part I Foundations") in made.outline()
    assert not made.find("//w:style[@w:styleId='berschrift1']", STYLES)


@pytest.mark.parametrize(
    ("styles", "message", "hint"),
    [
        ({"Boddy_Text": "BT Body"}, "we have no style 'Boddy Text'", "Body Text"),
        ({"Body_Text": "BT Bdy"}, "the reference document has no style 'BT Bdy'", "BT Body"),
        ({"Body_Text": "Ital"}, "'Body Text' is a paragraph style", "same type"),
    ],
)
def test_an_unknown_style_is_refused_with_the_nearest(
    tmp_path: Path, styles: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(RenderError, match=message) as raised:
        _published(tmp_path, **styles)
    assert hint in (raised.value.hint or "")


@pytest.mark.parametrize("path", ["none.docx", "../house.docx", "notes.txt"])
def test_a_reference_document_is_a_word_file_of_the_book(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    _reference(tmp_path)
    (folder / "notes.txt").write_text("No zip.")
    with pytest.raises(RenderError, match="is no Word file of the book"):
        make_docx(folder, options={"reference": path})


def test_another_reference_document_makes_another_file(tmp_path: Path) -> None:
    manifest = (
        "title: T\ncontents: {chapters: [a.md]}\n"
        "targets:\n  docx: {reference: house.docx, styles: {Body Text: BT Body}}\n"
    )
    book = BookTest(tmp_path / "book", {"book.yaml": manifest, "a.md": "# A\n\nOne.\n\nTwo.\n"})
    _reference(book.root)
    book.build("docx")
    (path,) = book.out.glob("*.docx")
    assert MadeDocx.read(path).styled("BTBody") == ["Two."]
    document = docx.Document(str(book.root / "house.docx"))
    document.styles["BT Body"].font.bold = True
    document.save(str(book.root / "house.docx"))
    book.build("docx")
    (path,) = book.out.glob("*.docx")
    assert MadeDocx.read(path).find("//w:style[@w:styleId='BTBody']/w:rPr/w:b", STYLES)


def test_styles_are_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="`styles` is no mapping"):
        make_docx(tmp_path, options={"styles": "Body Text"}, templates=TEMPLATES)
