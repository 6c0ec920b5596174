"""The Word document: Parts, headings, contents, pictures, tables and boxes, read back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx_book import PNG, SPACES, SVG, TEXT, MadeDocx, W, make_docx

from chapbook import pandoc
from chapbook.errors import RenderError
from chapbook.plugins.ooxml.names import sort_children
from chapbook.plugins.ooxml.reference import make_reference

TEMPLATE = Path(__file__).parents[3] / "templates" / "docx" / "reference.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    return make_docx(tmp_path_factory.mktemp("docx"))


@pytest.fixture(scope="module")
def without_parts(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    text = TEXT.replace("::: {#part-1 .part number=I}", "::: {}").replace(
        "::: {#part-2 .part number=II}", "::: {}"
    )
    return make_docx(tmp_path_factory.mktemp("docx"), text=text)


def test_chapters_stand_below_their_part_and_appendices_beside_the_parts(made: MadeDocx) -> None:
    assert made.outline() == [
        (0, "Preface"),
        (1, "Whom It Is For"),
        (0, "Part I Foundations"),
        (1, "1 Latency and code"),
        (2, "1.1 The Tail"),
        (0, "Part II Levers"),
        (1, "2 Caching"),
        (0, "Appendix A Glossary"),
        (1, "A.1 Terms"),
    ]


def test_parts_and_chapters_are_words_own_headings(made: MadeDocx) -> None:
    assert len(made.styled("Heading1")) == 2
    assert len(made.styled("Heading2")) == 2
    assert made.styled("FrontHeading") == ["Preface"]
    assert made.styled("AppendixHeading") == ["Glossary"]


def test_a_style_for_headings_outside_parts_looks_as_a_chapter(made: MadeDocx) -> None:
    style = docx.Document(str(made.path)).styles["Appendix Heading"]
    assert style.base_style.name == "Heading 2"


def test_only_parts_and_chapters_begin_a_page(made: MadeDocx, without_parts: MadeDocx) -> None:
    query = "//w:style[w:pPr/w:pageBreakBefore]/@w:styleId"
    parted = set(made.find(query, "word/styles.xml"))
    plain = set(without_parts.find(query, "word/styles.xml"))
    assert {"Heading1", "Heading2"} <= parted
    assert "Heading3" not in parted
    assert "Heading1" in plain
    assert "Heading2" not in plain


def test_without_parts_chapters_are_heading_1(without_parts: MadeDocx) -> None:
    assert without_parts.outline()[:4] == [
        (0, "Preface"),
        (1, "Whom It Is For"),
        (0, "1 Latency and code"),
        (1, "1.1 The Tail"),
    ]
    assert len(without_parts.styled("Heading1")) == 3
    assert without_parts.styled("AppendixHeading") == ["Glossary"]


def test_the_contents_are_a_field_with_entries_that_lead_to_the_headings(made: MadeDocx) -> None:
    assert made.find("//w:sdt//w:instrText/text()") == [r' TOC \o "1-3" \h \z \u ']
    kinds = made.find("//w:sdt//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]
    assert made.styled("TOC1") == [
        "Preface",
        "Part I\u2003Foundations",
        "Part II\u2003Levers",
        "Appendix A\u2003Glossary",
    ]
    assert made.styled("TOC3") == ["1.1\u2003The Tail"]
    anchors = set(made.find("//w:sdt//w:hyperlink/@w:anchor"))
    assert len(anchors) == 9
    assert anchors <= set(made.find("//w:bookmarkStart/@w:name"))


def test_contents_are_headed_in_the_books_language(tmp_path: Path) -> None:
    made = make_docx(tmp_path, metadata={"language": "de-DE"})
    assert made.styled("TOCHeading") == ["Inhalt"]
    assert made.outline()[2] == (0, "Teil I Foundations")


def test_word_is_not_told_to_ask_about_fields_on_opening(made: MadeDocx) -> None:
    assert b"updateFields" not in made.files["word/settings.xml"]
    assert b"w:dirty" not in made.files["word/document.xml"]


def test_a_drawing_is_there_as_vector_and_as_bitmap(made: MadeDocx) -> None:
    (blip,) = made.find("//a:blip[a:extLst]")
    related = {
        relation.get("Id"): relation.get("Target")
        for relation in made.find("//rel:Relationship", "word/_rels/document.xml.rels")
    }
    bitmap = related[blip.get(f"{{{SPACES['r']}}}embed")]
    (vector,) = blip.xpath(".//asvg:svgBlip/@r:embed", namespaces=SPACES)
    assert made.files[f"word/{bitmap}"] == PNG
    assert made.files[f"word/{related[vector]}"] == SVG
    query = "//ct:Default[@Extension='svg']/@ContentType"
    assert made.find(query, "[Content_Types].xml") == ["image/svg+xml"]


def test_a_picture_in_a_footnote_is_known_to_the_footnotes(tmp_path: Path) -> None:
    noted = "A.[^p]\n\n[^p]: Note\n\n    ![W](media/wave.png){svg='media/wave.svg'}\n"
    made = make_docx(tmp_path, text=TEXT + "\n" + noted)
    related = {
        relation.get("Id"): relation.get("Target")
        for relation in made.find("//rel:Relationship", "word/_rels/footnotes.xml.rels")
    }
    (bitmap,) = made.find("//a:blip/@r:embed", "word/footnotes.xml")
    (vector,) = made.find("//asvg:svgBlip/@r:embed", "word/footnotes.xml")
    assert made.files[f"word/{related[bitmap]}"] == PNG
    assert made.files[f"word/{related[vector]}"] == SVG
    assert len([name for name in made.files if name.endswith(".svg")]) == 1


def test_a_bitmap_without_a_vector_stays_alone(made: MadeDocx) -> None:
    assert len(made.find("//a:blip")) == 2


def test_a_picture_keeps_its_alternative_text(made: MadeDocx) -> None:
    assert made.find("//wp:docPr/@descr")[1] == "A photograph"
    assert made.find("//pic:cNvPr/@descr") == made.find("//wp:docPr/@descr")


def test_a_tall_picture_fits_the_page(made: MadeDocx) -> None:
    extent = made.find("//wp:extent")[0]
    width, height = int(extent.get("cx")), int(extent.get("cy"))
    text_height = (16838 - 2 * 1418) * 635
    assert height <= 0.8 * text_height + 1
    assert height / width == pytest.approx(4, rel=0.01)


def test_a_tables_head_repeats_and_its_rows_stay_whole(made: MadeDocx) -> None:
    rows = made.find("//w:tbl/w:tr")
    assert [row.find("w:trPr/w:tblHeader", SPACES) is not None for row in rows] == [True, False]
    assert all(row.find("w:trPr/w:cantSplit", SPACES) is not None for row in rows)


def test_a_tables_caption_stands_above_it_and_stays_with_it(made: MadeDocx) -> None:
    (table,) = made.find("//w:tbl")
    caption = table.getprevious()
    assert caption.find("w:pPr/w:pStyle", SPACES).get(f"{W}val") == "TableCaption"
    assert made.styled("TableCaption") == ["Table 1.1 Budgets"]
    style = docx.Document(str(made.path)).styles["Table Caption"]
    assert style.paragraph_format.keep_with_next


def test_a_tables_cells_are_as_wide_as_its_grid(made: MadeDocx) -> None:
    grid = made.find("//w:tbl/w:tblGrid/w:gridCol/@w:w")
    assert made.find("//w:tbl/w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w") == grid
    assert sum(map(int, grid)) <= 9072


def test_boxes_have_their_own_paragraph_styles(made: MadeDocx) -> None:
    assert made.styled("CalloutTitle") == ["Watch out"]
    assert made.styled("Callout") == ["The tail is long.", "first", "second"]
    assert made.styled("CrossReference") == ["See its Chapter 5."]
    for name in ("Callout", "CalloutTitle", "CrossReference", "CrossReferenceTitle"):
        look = f"//w:style[@w:styleId='{name}']/w:pPr[w:pBdr/w:left and w:shd]"
        assert made.find(look, "word/styles.xml")


def test_two_boxes_in_a_row_do_not_run_together(made: MadeDocx) -> None:
    (title,) = made.find("//w:p[w:pPr/w:pStyle/@w:val='CrossReferenceTitle']")
    assert title.getprevious().find("w:pPr/w:pStyle", SPACES).get(f"{W}val") == "BoxGap"


def test_code_is_not_spell_checked(made: MadeDocx) -> None:
    for name in ("SourceCode", "VerbatimChar"):
        query = f"//w:style[@w:styleId='{name}']/w:rPr/w:noProof"
        assert made.find(query, "word/styles.xml")


def test_a_page_break_leaves_no_empty_paragraph(made: MadeDocx) -> None:
    assert not made.find("//w:br[@w:type='page']")
    (paragraph,) = made.find("//w:p[w:pPr/w:pageBreakBefore]")
    assert "".join(paragraph.xpath(".//w:t/text()", namespaces=SPACES)) == "After the break."


def test_a_line_of_bold_and_a_line_that_announces_stay_with_what_follows(tmp_path: Path) -> None:
    made = make_docx(tmp_path, text="# A {#latency}\n\n**Bold**\n\nAs follows:\n\nLast.\n")
    kept = made.find("//w:p[w:pPr/w:keepNext]")
    assert ["".join(p.itertext()) for p in kept] == ["Bold", "As follows:"]


def test_a_label_above_a_table_or_a_listing_stays_with_it(tmp_path: Path) -> None:
    text = "# A {#latency}\n\nFile: `main.rs`\n\n```\nx\n```\n\nA sentence.\n\n```\ny\n```\n"
    made = make_docx(tmp_path, text=text)
    kept = made.find("//w:p[w:pPr/w:keepNext]")
    assert ["".join(p.itertext()) for p in kept] == ["File: main.rs"]


def test_an_internal_link_leads_to_a_bookmark(made: MadeDocx) -> None:
    assert made.find("//w:body/w:p/w:hyperlink/@w:anchor") == ["caching"]
    assert "caching" in made.find("//w:bookmarkStart/@w:name")


def test_front_matter_has_roman_page_numbers_and_the_title_page_none(made: MadeDocx) -> None:
    front, main, *_ = made.find("//w:sectPr")
    assert front.find("w:pgNumType", SPACES).get(f"{W}fmt") == "lowerRoman"
    assert front.find("w:titlePg", SPACES) is not None
    assert main.find("w:pgNumType", SPACES).get(f"{W}start") == "1"


def test_the_running_head_is_the_books_title(made: MadeDocx) -> None:
    section = docx.Document(str(made.path)).sections[1]
    assert "Small & Fast" in "".join(section.header._element.itertext())
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]


@pytest.mark.parametrize(
    ("language", "options", "width"),
    [
        ("en-US", {}, "12240"),
        ("en-GB", {}, "11906"),
        ("en", {}, "11906"),
        ("en-US", {"paper": "a4"}, "11906"),
    ],
)
def test_the_paper_follows_the_language_or_the_targets_option(
    tmp_path: Path, language: str, options: dict[str, str], width: str
) -> None:
    made = make_docx(tmp_path, metadata={"language": language}, options={**options})
    assert set(made.find("//w:pgSz/@w:w")) == {width}


def test_an_unknown_paper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no paper called foolscap"):
        make_docx(tmp_path, options={"paper": "foolscap"})


def test_the_file_says_what_the_book_is(made: MadeDocx) -> None:
    said = docx.Document(str(made.path)).core_properties
    assert (said.title, said.author) == ("Small & Fast", "Ada Writer; Ben Author")
    assert (said.language, said.comments) == ("en-GB", "About speed.")
    assert said.created is not None
    assert said.created.isoformat().startswith("2026-02-03T00:00:00")
    assert made.find("//w:rPrDefault//w:lang/@w:val", "word/styles.xml") == ["en-GB"]


def test_two_folders_give_equal_bytes(made: MadeDocx, tmp_path: Path) -> None:
    assert make_docx(tmp_path).path.read_bytes() == made.path.read_bytes()


def test_a_books_own_reference_document_need_not_know_our_styles(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "docx" / "reference.docx"
    own.parent.mkdir(parents=True)
    docx.Document().save(str(own))
    made = make_docx(tmp_path / "book", templates=tmp_path / "templates")
    assert made.outline()[2:4] == [(0, "Part I Foundations"), (1, "1 Latency and code")]
    assert made.find("//w:style[@w:styleId='TableText']", "word/styles.xml")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_properties_stand_in_the_order_that_word_demands(made: MadeDocx, part: str) -> None:
    for name in ("pPr", "rPr", "tblPr", "tcPr", "sectPr"):
        for owner in made.find(f"//w:{name}", part):
            before = [child.tag for child in owner]
            sort_children(owner)
            assert [child.tag for child in owner] == before


@pytest.mark.skipif(
    pandoc.read_version(pandoc.find_pandoc())[:2] != (3, 9),
    reason="the reference document is made from that of Pandoc 3.9",
)
def test_the_reference_document_is_what_its_script_makes() -> None:
    with zipfile.ZipFile(TEMPLATE) as archive:
        assert archive.testzip() is None
    assert TEMPLATE.read_bytes() == make_reference()
