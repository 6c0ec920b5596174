"""A style's name leads to its file, whatever the name's age."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Metadata
from chapbook.csl_styles import find_style, other_names, shipped_styles
from chapbook.errors import BookError, ChapbookError
from chapbook.registry import load

SHIPPED = Path(str(files("chapbook.csl")))
REGISTRY = load(installed=False)

DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
<title>Journal</title><id>http://www.zotero.org/styles/journal</id>
<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/></info></style>"""
INDEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Own</title></info><citation><layout/></citation></style>"""


def find(root: Path, name: str) -> Path:
    book = Book(root, Metadata("T"), (), PurePosixPath("book.yaml"))
    return find_style(book, REGISTRY, name)


def own(root: Path, name: str, text: str) -> Path:
    path = root / "csl" / f"{name}.csl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("apa.csl", "apa"),
        ("https://www.zotero.org/styles/apa", "apa"),
        ("vancouver", "nlm-citation-sequence"),
        ("mla", "modern-language-association"),
        ("harvard", "harvard-cite-them-right"),
        ("harvard1", "harvard-cite-them-right"),
        ("chicago", "chicago-author-date"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("Cite Them Right", "harvard-cite-them-right"),
        ("turabian-author-date", "chicago-author-date-17th-edition"),
    ],
)
def test_new_old_and_short_names_lead_to_a_shipped_style(
    tmp_path: Path, name: str, file: str
) -> None:
    assert find(tmp_path, name) == SHIPPED / f"{file}.csl"


def test_the_books_own_style_comes_first(tmp_path: Path) -> None:
    path = own(tmp_path, "vancouver", INDEPENDENT)
    assert find(tmp_path, "vancouver") == path
    mixed = own(tmp_path, "My-Own", INDEPENDENT)
    assert find(tmp_path, "My-Own") == mixed


def test_a_dependent_style_gives_its_parent(tmp_path: Path) -> None:
    own(tmp_path, "journal", DEPENDENT.format(parent="nature"))
    assert find(tmp_path, "journal") == SHIPPED / "nature.csl"
    parent = own(tmp_path, "parent", INDEPENDENT)
    own(tmp_path, "other", DEPENDENT.format(parent="parent"))
    assert find(tmp_path, "other") == parent


def test_a_parent_that_is_not_at_hand_is_named_with_the_next_step(tmp_path: Path) -> None:
    path = own(tmp_path, "journal", DEPENDENT.format(parent="far-away"))
    with pytest.raises(ChapbookError, match="'far-away', which is not at hand") as caught:
        find(tmp_path, "journal")
    assert caught.value.path == path
    assert "https://www.zotero.org/styles/far-away" in (caught.value.hint or "")


def test_styles_in_a_circle_are_an_error(tmp_path: Path) -> None:
    own(tmp_path, "one", DEPENDENT.format(parent="two"))
    own(tmp_path, "two", DEPENDENT.format(parent="one"))
    with pytest.raises(ChapbookError, match="circle"):
        find(tmp_path, "one")


def test_an_unknown_name_gets_near_ones(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no citation style 'chicago-autor-date'") as caught:
        find(tmp_path, "chicago-autor-date")
    assert "did you mean chicago-author-date" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["../apa", "a/../../secret", "..", ""])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.csl").write_text(INDEPENDENT, encoding="utf-8")
    try:
        found = find(tmp_path, name)
    except BookError:
        return
    assert found.parent == SHIPPED


def test_a_style_that_is_no_xml_is_an_error_with_its_path(tmp_path: Path) -> None:
    path = own(tmp_path, "mine", "no xml")
    with pytest.raises(ChapbookError, match="cannot be read") as caught:
        find(tmp_path, "mine")
    assert caught.value.path == path


def test_every_other_name_leads_to_a_shipped_style() -> None:
    names = {style.name for style in shipped_styles()}
    assert len(names) >= 20
    assert set(other_names().values()) <= names
    assert not names.intersection(other_names())


@pytest.mark.parametrize("style", [style.name for style in shipped_styles()])
def test_each_shipped_style_keeps_its_license(style: str) -> None:
    text = (SHIPPED / f"{style}.csl").read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by-sa" in text
    assert f"`{style}.csl`" in (SHIPPED / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<html/>", "it is no CSL style"),
        ("<style {ns}><info/></style>", "it neither cites nor refers to a style that does"),
        ('<style {ns}><citation><text macro="x"/></citation></style>', "it has no macro 'x'"),
        (
            '<style {ns}><macro name="a"><text macro="b"/></macro>'
            '<macro name="b"><text macro="a"/></macro><citation/></style>',
            "its macro 'a' calls itself",
        ),
    ],
)
def test_a_style_that_cannot_print_is_an_error(tmp_path: Path, text: str, why: str) -> None:
    own(tmp_path, "mine", text.format(ns='xmlns="http://purl.org/net/xbiblio/csl"'))
    with pytest.raises(ChapbookError, match=f"cannot be read: {why}"):
        find(tmp_path, "mine")
