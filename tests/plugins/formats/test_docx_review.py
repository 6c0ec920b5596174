"""A Word document for reviewers: line numbers, room for notes, watermark, protection."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx_book import TEXT, MadeDocx, W, make_docx

from chapbook.errors import RenderError
from chapbook.plugins.formats.docx import Docx

SETTINGS = "word/settings.xml"
STYLES = "word/styles.xml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDocx:
    return make_docx(
        tmp_path_factory.mktemp("review"),
        text=TEXT + "\nInline $a^2$ is math.\n",
        options={
            "line-numbers": True,
            "margin": "wide",
            "spacing": "double",
            "watermark": "DRAFT & more",
            "protect": "read-only",
            "editable": ("1", "glossary"),
        },
    )


def test_lines_are_numbered_in_every_section(made: MadeDocx) -> None:
    assert made.find("//w:sectPr/w:lnNumType/@w:countBy") == ["1"] * len(made.find("//w:sectPr"))


def test_the_contents_and_the_title_page_have_no_line_numbers(made: MadeDocx) -> None:
    for name in ("TOC1", "Title", "Header"):
        assert made.find(f"//w:style[@w:styleId='{name}']/w:pPr/w:suppressLineNumbers", STYLES)
    assert not made.find("//w:style[@w:styleId='BodyText']//w:suppressLineNumbers", STYLES)


def test_every_fifth_line_may_be_numbered(tmp_path: Path) -> None:
    made = make_docx(tmp_path, options={"line-numbers": 5})
    assert set(made.find("//w:lnNumType/@w:countBy")) == {"5"}


def test_a_wide_margin_is_at_the_right_and_the_text_narrower(made: MadeDocx) -> None:
    section = docx.Document(str(made.path)).sections[0]
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert section.right_margin.mm > 2 * section.left_margin.mm
    assert sum(map(int, made.find("//w:tbl/w:tblGrid/w:gridCol/@w:w"))) <= 7257
    tabs = made.find("//w:style//w:tab[@w:val='right']/@w:pos", STYLES)
    assert max(map(int, tabs)) <= 7257


def test_a_column_is_not_narrower_than_its_words(tmp_path: Path) -> None:
    long = "words that go on and on to make this column a very wide one of the two " * 3
    table = f"| Provider | What |\n|--|{'-' * 70}|\n| Deepgram | {long} |\n"
    made = make_docx(tmp_path, text=TEXT + "\n\n" + table, options={"margin": "wide"})
    first, second = made.find("//w:tbl[.//w:t='Provider']/w:tblGrid/w:gridCol/@w:w")
    assert int(first) >= 8 * 105 + 240
    assert 7200 < int(first) + int(second) <= 7257


def test_running_text_is_set_double_and_gaps_stay(made: MadeDocx) -> None:
    assert made.find("//w:style[@w:styleId='BodyText']//w:spacing/@w:line", STYLES) == ["600"]
    assert made.find("//w:style[@w:styleId='Callout']//w:spacing/@w:line", STYLES) == ["580"]
    assert made.find("//w:style[@w:styleId='BoxGap']//w:spacing/@w:line", STYLES) == ["160"]
    (math,) = made.find("//w:p[.//*[local-name()='oMath']]/w:pPr/w:spacing")
    assert math.get(f"{W}line") == "480"


def test_the_watermark_is_in_every_header_and_on_the_title_page(made: MadeDocx) -> None:
    headers = [name for name in made.files if name.startswith("word/header")]
    query = "//*[local-name()='textpath']/@string"
    assert {word for head in headers for word in made.find(query, head)} == {"DRAFT & more"}
    assert all(made.find(query, head) for head in headers)
    assert made.find("//w:sectPr[w:titlePg]/w:headerReference[@w:type='first']")


def test_the_title_stays_alone_on_its_page(made: MadeDocx) -> None:
    assert docx.Document(str(made.path)).sections[0].first_page_header.paragraphs[0].text == ""


def test_a_protected_file_says_so_in_the_place_that_word_demands(made: MadeDocx) -> None:
    (entry,) = made.find("//w:documentProtection", SETTINGS)
    assert (entry.get(f"{W}edit"), entry.get(f"{W}enforcement")) == ("readOnly", "1")
    assert entry.getnext().tag == f"{W}defaultTabStop"


def test_chapters_left_open_may_be_changed(made: MadeDocx) -> None:
    spans = []
    for start in made.find("/w:document/w:body/w:permStart[@w:edGrp='everyone']"):
        (end,) = made.find(f"//w:permEnd[@w:id='{start.get(f'{W}id')}']")
        spans.append((start.getnext(), end.getnext()))
    titles = [["".join(e.itertext()).strip() for e in span] for span in spans]
    assert sorted(titles) == [
        ["Glossary", ""],
        ["Latency and code", "Levers"],
    ]


def test_changes_may_be_tracked_by_force(tmp_path: Path) -> None:
    made = make_docx(tmp_path, options={"protect": "tracked-changes"})
    assert made.find("//w:documentProtection/@w:edit", SETTINGS) == ["trackedChanges"]
    (tracked,) = made.find("//w:trackRevisions", SETTINGS)
    assert tracked.getnext().tag == f"{W}doNotTrackMoves"


def test_a_file_of_which_nothing_is_asked_has_nothing_of_it(tmp_path: Path) -> None:
    made = make_docx(tmp_path)
    for query in ("//w:lnNumType", "//w:permStart", "//w:headerReference[@w:type='first']"):
        assert not made.find(query)
    assert not made.find("//w:documentProtection", SETTINGS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"margin": "huge"}, "margin 'huge' is not known"),
        ({"spacing": "triple"}, "spacing 'triple' is not known"),
        ({"line-numbers": "all"}, "line-numbers 'all' is not known"),
        ({"watermark": True}, "the watermark is no word"),
        ({"protect": "all"}, "protect 'all' is not known"),
        ({"editable": "1"}, "`editable` needs a file that is protected"),
        ({"protect": "tracked-changes", "editable": "1"}, "`editable` needs a file"),
        ({"protect": "read-only", "editable": ("latenzy",)}, "has no chapter 'latenzy'"),
    ],
)
def test_a_value_that_means_nothing_is_refused(
    tmp_path: Path, options: dict[str, str], message: str
) -> None:
    with pytest.raises(RenderError, match=message):
        make_docx(tmp_path, options={**options})


def test_two_folders_give_equal_bytes(made: MadeDocx, tmp_path: Path) -> None:
    options = {"watermark": "DRAFT", "protect": "read-only", "line-numbers": True}
    first = make_docx(tmp_path / "a", options={**options})
    second = make_docx(tmp_path / "b", options={**options})
    assert first.path.read_bytes() == second.path.read_bytes()


def test_drawings_know_how_wide_the_text_is() -> None:
    from chapbook.book import Target

    narrow = Docx().measure(Target("docx", "docx", {"margin": "wide"}))
    assert narrow < Docx().measure(Target("docx", "docx"))
