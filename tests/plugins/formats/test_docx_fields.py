"""Numbers, captions, references and lists of a Word document are fields that Word can update."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_book import SPACES, MadeDocx, W
from labeled_book import FILES, MANIFEST
from support import BookTest

from chapbook.plugins.ooxml.names import bookmark_name, sort_children


def _made(folder: Path, *only: str, manifest: str = MANIFEST, **chapters: str) -> MadeDocx:
    texts = {f"chapters/{name}.md": text for name, text in chapters.items()}
    book = BookTest(folder / "book", {**FILES, "book.yaml": manifest, **texts})
    assert book.build("docx", only=only).report.failures == ()
    (path,) = book.out.glob("*.docx")
    return MadeDocx.read(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    return _made(tmp_path_factory.mktemp("fields"))


def _levels(made: MadeDocx, style: str) -> list[tuple[str, str]]:
    """Format and text of the list level that numbers a style's paragraphs."""
    query = f"//w:lvl[w:pStyle/@w:val='{style}']"
    return [
        (
            level.find("w:numFmt", SPACES).get(f"{W}val"),
            level.find("w:lvlText", SPACES).get(f"{W}val"),
        )
        for level in made.find(query, "word/numbering.xml")
    ]


def test_headings_are_numbered_by_lists_bound_to_their_styles(made: MadeDocx) -> None:
    assert _levels(made, "Heading1") == [("upperRoman", "Part %1")]
    assert _levels(made, "Heading2") == [("decimal", "%1")]
    assert _levels(made, "Heading3") == [("decimal", "%1.%2")]
    assert _levels(made, "AppendixHeading") == [("upperLetter", "Appendix %1")]
    assert _levels(made, "AppendixSection") == [("decimal", "%1.%2")]


def test_the_text_of_a_heading_has_no_number(made: MadeDocx) -> None:
    assert made.styled("Heading2") == ["Lamps", "Lenses", "Weather"]


def test_a_heading_of_the_usual_kind_says_nothing_of_lists_itself(made: MadeDocx) -> None:
    assert not made.find("//w:p[w:pPr/w:pStyle/@w:val='Heading2']/w:pPr/w:numPr")


def test_front_and_back_matter_have_styles_without_a_number(made: MadeDocx) -> None:
    for style in ("FrontHeading", "BackHeading"):
        query = f"//w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId/@w:val"
        assert made.find(query, "word/styles.xml") == ["0"]


def test_an_unnumbered_heading_is_taken_out_of_the_list(tmp_path: Path) -> None:
    made = _made(tmp_path, **{"03-weather": "# Weather\n\n## Notes {-}\n\nText.\n\n## Wind\n"})
    assert (2, "Notes") in made.outline()
    assert (2, "3.1 Wind") in made.outline()


def test_numbering_goes_as_deep_as_the_book_says(tmp_path: Path) -> None:
    made = _made(tmp_path, manifest=MANIFEST.replace("numbering:\n", "numbering:\n  depth: 2\n"))
    assert _levels(made, "Heading4") == []
    assert (2, "3.1 Wind & Waves") in made.outline()
    assert (3, "Gale") in made.outline()


def test_schemes_of_the_book_are_words_own(tmp_path: Path) -> None:
    schemes = "numbering:\n  parts: letters\n  chapters: roman\n  appendices: decimal\n"
    made = _made(tmp_path, manifest=MANIFEST.replace("numbering:\n", schemes))
    assert made.outline()[1:4] == [
        (0, "Part A The Light"),
        (1, "I Lamps"),
        (2, "I.1 Trimming the Wick"),
    ]
    assert (0, "Appendix 1 Signals") in made.outline()


def test_a_slice_begins_with_the_numbers_of_the_book(tmp_path: Path) -> None:
    made = _made(tmp_path, "3")
    assert [text for _, text in made.outline()][-3:] == [
        "3 Weather",
        "3.1 Wind & Waves",
        "3.1.1 Gale",
    ]


def test_a_caption_is_its_chapters_number_and_a_sequence(made: MadeDocx) -> None:
    assert made.instructions("SEQ")[:2] == [
        r"SEQ Figure \* ARABIC \s 2",
        r"SEQ Table \* ARABIC \s 2",
    ]
    assert made.instructions("STYLEREF")[0] == r"STYLEREF 2 \s"
    assert made.styled("ImageCaption")[0] == "Figure 1.1 A lamp, lit"


def test_what_begins_a_chapters_count_says_so_for_libreoffice(made: MadeDocx) -> None:
    figures = [code for code in made.instructions("SEQ") if "Figure" in code]
    assert [r"\r 1" in code for code in figures] == [False, False, True, False, False, True]


def test_a_caption_in_an_appendix_repeats_its_letter(made: MadeDocx) -> None:
    assert made.instructions("STYLEREF")[-1] == r'STYLEREF "Appendix Heading" \s'
    assert made.instructions("SEQ")[-1] == r"SEQ Figure \* ARABIC \r 1"


def test_a_kind_that_never_begins_again_is_a_plain_sequence(tmp_path: Path) -> None:
    kinds = "  kinds:\n    figure: {restart: never, scheme: roman}\n"
    made = _made(tmp_path, manifest=MANIFEST.replace("  kinds:\n", kinds))
    assert made.styled("ImageCaption")[2:4] == ["Figure III A lens", "Figure IV A prism"]
    figures = {code for code in made.instructions("SEQ") if "Figure" in code}
    assert figures == {r"SEQ Figure \* ROMAN"}


def test_sequences_are_called_as_word_calls_them_in_the_books_language(tmp_path: Path) -> None:
    made = _made(tmp_path, manifest=MANIFEST.replace("en-US", "de-DE"))
    assert made.instructions("SEQ")[0] == r"SEQ Abbildung \* ARABIC \s 2"
    assert r'TOC \h \z \c "Abbildung"' in made.instructions("TOC")


def test_a_number_that_its_author_typed_stays_text(tmp_path: Path) -> None:
    figure = '![Clouds](../assets/lamp.svg){#fig:c label="W"}'
    made = _made(tmp_path, **{"03-weather": f"# Weather\n\n{figure}\n\nSee @fig:c.\n"})
    assert "Figure W Clouds" in made.styled("ImageCaption")
    assert f"REF {bookmark_name('weather--fig-c')} \\h \\* MERGEFORMAT" in made.instructions("REF")


def test_a_reference_is_a_field_in_a_link(made: MadeDocx) -> None:
    name = bookmark_name("lamps--fig-lamp")
    (number,) = made.find(f"//w:bookmarkStart[@w:name='{name}']")
    assert number.getparent().find("w:pPr/w:pStyle", SPACES).get(f"{W}val") == "ImageCaption"
    link = made.find(f"//w:hyperlink[@w:anchor='{name}']")[1]
    assert "".join(link.xpath(".//w:t/text()", namespaces=SPACES)).split() == ["Figure", "1.1"]
    (code,) = link.xpath(".//w:instrText/text()", namespaces=SPACES)
    assert code.split() == ["REF", name, "\\h", "\\*", "MERGEFORMAT"]


def test_a_reference_to_a_heading_is_words_number_of_it(made: MadeDocx) -> None:
    name = bookmark_name("lamps--sec-trimming")
    assert rf"REF {name} \n \h \* MERGEFORMAT" in made.instructions("REF")


def test_a_reference_to_an_appendix_takes_in_its_word(made: MadeDocx) -> None:
    (link, *_) = made.find("//w:body/w:p/w:hyperlink[@w:anchor='signals']")
    assert link.xpath(".//w:t/text()", namespaces=SPACES) == ["Appendix A"]


def test_a_page_is_a_field_behind_the_reference(made: MadeDocx) -> None:
    assert made.instructions("PAGEREF") == [rf"PAGEREF {bookmark_name('lamps--fig-lamp')} \h"]


def test_a_part_of_a_figure_is_the_figures_number_and_a_letter(made: MadeDocx) -> None:
    assert "Compare Figure\u00a01.2a with Figures\u00a01.2 and 1.2b." in made.styled("BodyText")
    assert rf"REF {bookmark_name('lamps--fig-pair')} \h \* MERGEFORMAT" in made.instructions("REF")


def test_every_field_points_to_a_bookmark(made: MadeDocx) -> None:
    names = made.find("//w:bookmarkStart/@w:name")
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 40 for name in names)
    told = [code.split()[1] for kind in ("REF", "PAGEREF") for code in made.instructions(kind)]
    assert {*told, *made.find("//w:hyperlink/@w:anchor")} <= set(names)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_properties_stand_in_the_order_that_word_demands(made: MadeDocx, part: str) -> None:
    for name in ("pPr", "rPr", "tblPr", "tcPr", "sectPr"):
        for owner in made.find(f"//w:{name}", part):
            before = [child.tag for child in owner]
            sort_children(owner)
            assert [child.tag for child in owner] == before


def test_fields_open_and_close_in_turn(made: MadeDocx) -> None:
    depth = 0
    for kind in made.find("//w:fldChar/@w:fldCharType"):
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        assert 0 <= depth <= 2
    assert depth == 0


def test_lists_are_fields_with_entries_in_them(made: MadeDocx) -> None:
    assert made.instructions("TOC")[1:] == [
        r'TOC \h \z \c "Figure"',
        r'TOC \h \z \c "Table"',
        r'TOC \h \z \c "Listing"',
        r'TOC \h \z \c "Procedure"',
    ]
    assert made.styled("TableofFigures")[:2] == [
        "Figure 1.1 A lamp, lit",
        "Figure 1.2 A wick before and after",
    ]
    assert made.styled("ListHeading")[0] == "List of Figures"


def test_the_contents_show_the_numbers_that_lists_print(made: MadeDocx) -> None:
    assert made.styled("TOC1")[1] == "Part I\u2003The Light"
    assert made.styled("TOC2")[0] == "1\u2003Lamps"


def test_an_equation_stands_in_the_middle_and_its_number_at_the_right(made: MadeDocx) -> None:
    tables = made.find("//w:tbl[w:tblPr/w:tblStyle/@w:val='Grid'][.//w:p//*[local-name()='oMath']]")
    assert len(tables) == 2
    assert made.styled("EquationNumber") == ["(1.1)", "(2.1)"]


def test_pictures_beside_each_other_have_captions_of_their_own(made: MadeDocx) -> None:
    assert made.styled("SubfigureCaption") == ["(a) Wick before", "(b) Wick after"]
    (row,) = made.find("//w:tr[.//w:p/w:pPr/w:pStyle/@w:val='SubfigureCaption']")
    assert len(row.findall("w:tc", SPACES)) == 2


def test_captions_above_stay_with_what_they_name(made: MadeDocx) -> None:
    assert made.styled("ListingCaption")[1] == "Listing 2.1 Polishing"
    assert made.styled("BlockCaption") == ["Procedure 1.1: Lighting up"]
    for style in ("ListingCaption", "BlockCaption"):
        query = f"//w:style[@w:styleId='{style}']/w:basedOn/@w:val"
        assert made.find(query, "word/styles.xml") == ["TableCaption"]


def test_notes_begin_anew_with_each_chapter(made: MadeDocx) -> None:
    restarts = made.find("//w:sectPr/w:footnotePr/w:numRestart/@w:val")
    assert restarts[-2:] == ["continuous", "eachSect"]
    assert set(restarts[:-2]) == {"eachSect"}
    starts = made.find("//w:sectPr/w:pgNumType/@w:start")
    assert starts == ["1"]


def test_running_heads_are_the_titles_of_book_and_chapter(made: MadeDocx) -> None:
    book = "The Keeper's Handbook"
    assert made.heads() == [
        *[book, book],  # front matter and the first Part
        *[f"{book}\tLamps", f"{book}\tLenses", book, f"{book}\tWeather"],
        *[f"{book}\tSignals", f"{book}\tGlossary"],
    ]


def test_a_chapters_running_head_is_words_own_field(made: MadeDocx) -> None:
    heads = sorted(name for name in made.files if name.startswith("word/header"))
    asked = {code for head in heads for code in made.find("//w:fldSimple/@w:instr", head)}
    assert asked == {
        " TITLE ",
        " STYLEREF 2 ",
        ' STYLEREF "Appendix Heading" ',
        ' STYLEREF "Back Heading" ',
    }


def test_notes_may_be_counted_through_the_book(tmp_path: Path) -> None:
    manifest = MANIFEST.replace("numbering:\n", "numbering:\n  footnotes: book\n")
    made = _made(tmp_path, manifest=manifest)
    assert made.find("//w:numRestart") == []
    assert len(made.find("//w:sectPr")) == len(made.heads())
