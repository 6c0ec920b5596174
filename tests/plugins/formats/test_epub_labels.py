"""Labeled things in an EPUB: equations, listings, figures of several, lists, own kinds, notes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from support import BookTest

from chapbook.plugins.epub3 import epubcheck

X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NAMES = {"x": "http://www.w3.org/1999/xhtml"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Drawn</title></svg>'
MANIFEST = """\
title: Light
language: {language}
numbering: {{footnotes: {footnotes}, kinds: {{procedure: {{title: Procedure, prefix: prc}}}}}}
contents:
  front-matter: [chapters/00-preface.md]
  chapters: [chapters/01-lamps.md, chapters/02-lenses.md]
"""
PREFACE = """\
# Preface

See [@fig:lens].

\\listoffigures

## The tables

\\listoftables

## Others

Here:

\\listof{procedure}
"""
LAMPS = """\
# Lamps

One.^[First.] Two.^[Second.] See [@fig:wick], @eq:flux and Chapter 2.

$$ a = b $$ {#eq:flux}

```{#lst:trim .python caption="Trimming"}
trim()
```

<div id="fig:pair">
![A wick](wick.svg){#fig:wick width=40%}
![A glass](wick.svg){#fig:glass}

A pair
</div>

| Oil | Hours |
|-----|-------|
| Rape | 8 |

: Oils {#tbl:oil}

::: {.procedure #prc:light title="Lighting"}
1. Strike.
:::
"""
LENSES = "# Lenses\n\nThree.^[Third.]\n\n![A lens](wick.svg){#fig:lens}\n"


def make(folder: Path, *, language: str = "en", footnotes: str = "chapter") -> Epub:
    """The book, built."""
    book = BookTest(
        folder / "light",
        {
            "book.yaml": MANIFEST.format(language=language, footnotes=footnotes),
            "chapters/00-preface.md": PREFACE,
            "chapters/01-lamps.md": LAMPS,
            "chapters/02-lenses.md": LENSES,
            "chapters/wick.svg": SVG,
        },
    )
    return Epub(book.build("epub").path)


class Epub:
    """A finished file, by its pages."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def page(self, name: str) -> etree._Element:
        with zipfile.ZipFile(self.path) as archive:
            return etree.fromstring(archive.read(f"EPUB/{name}.xhtml"))

    def at(self, name: str, query: str) -> etree._Element:
        found = self.page(name).find(query, NAMES)
        assert found is not None, query
        return found


def text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def test_an_equation_has_its_number_in_parentheses_behind_it(tmp_path: Path) -> None:
    equation = make(tmp_path).at("text/ch002", ".//x:span[@id='lamps--eq-flux']")
    formula, number = equation
    assert formula[0].tag == "{http://www.w3.org/1998/Math/MathML}math"
    assert (number.get("class"), text(number)) == ("equation-number", "(1.1)")


def test_a_listing_has_its_caption_above_the_code(tmp_path: Path) -> None:
    listing = make(tmp_path).at("text/ch002", ".//x:figure[@id='lamps--lst-trim']")
    caption, code = listing
    assert listing.get("class") == "listing"
    assert (caption.tag, text(caption)) == (f"{X}figcaption", "Listing 1.1 Trimming")
    assert text(code) == "trim()"


def test_a_figure_of_several_is_a_row_of_figures_with_captions_of_their_own(
    tmp_path: Path,
) -> None:
    group = make(tmp_path).at("text/ch002", ".//x:figure[@id='lamps--fig-pair']")
    row, caption = group
    assert text(caption) == "Figure 1.1 A pair"
    assert [text(figure) for figure in row] == ["(a) A wick", "(b) A glass"]
    assert [figure.get("id") for figure in row] == ["lamps--fig-wick", "lamps--fig-glass"]
    assert row[0].get("style") == "flex: 0 1 40%"


def test_a_thing_of_an_own_kind_is_a_group_with_a_name(tmp_path: Path) -> None:
    group = make(tmp_path).at("text/ch002", ".//x:div[@id='lamps--prc-light']")
    assert (group.get("role"), group.get("aria-label")) == ("group", "Procedure 1.1: Lighting")
    assert text(group) == "Procedure 1.1: Lighting Strike."


def test_a_list_of_figures_links_across_files(tmp_path: Path) -> None:
    made = make(tmp_path)
    figures = made.at("text/ch001", ".//x:nav[@id='preface--list-of-figure']")
    assert (figures.get(EPUB_TYPE), text(figures[0])) == ("loi", "List of Figures")
    assert [(text(a), a.get("href")) for a in figures.iter(f"{X}a")] == [
        ("Figure 1.1 A pair", "ch002.xhtml#lamps--fig-pair"),
        ("Figure 2.1 A lens", "ch003.xhtml#lenses--fig-lens"),
    ]


def test_a_list_below_a_heading_has_no_other_title(tmp_path: Path) -> None:
    tables = make(tmp_path).at("text/ch001", ".//x:nav[@id='preface--list-of-table']")
    assert (tables.get(EPUB_TYPE), text(tables)) == ("lot", "Table 1.1 Oils")


def test_a_list_of_an_own_kind_names_each_of_them(tmp_path: Path) -> None:
    own = make(tmp_path).at("text/ch001", ".//x:nav[@id='preface--list-of-procedure']")
    assert text(own[-1]) == "Procedure 1.1 Lighting"


def test_a_reference_leads_to_a_figure_in_another_file(tmp_path: Path) -> None:
    link = make(tmp_path).at("text/ch001", ".//x:p/x:a")
    assert (text(link), link.get("href")) == ("Figure 2.1", "ch003.xhtml#lenses--fig-lens")


def test_a_mention_is_a_link_with_the_author_s_words(tmp_path: Path) -> None:
    link = make(tmp_path).at("text/ch002", ".//x:a[@class='mention']")
    assert (text(link), link.get("href")) == ("Chapter 2", "ch003.xhtml#lenses")


@pytest.mark.parametrize(
    ("footnotes", "numbers"),
    [("chapter", [["1", "2"], ["1"]]), ("book", [["1", "2"], ["3"]])],
)
def test_notes_are_numbered_as_the_book_says_and_lead_back(
    footnotes: str, numbers: list[list[str]], tmp_path: Path
) -> None:
    made = make(tmp_path, footnotes=footnotes)
    for name, wanted in zip(("text/ch002", "text/ch003"), numbers, strict=True):
        page = made.page(name)
        marks = page.findall(".//x:a[@role='doc-noteref']", NAMES)
        notes = page.findall(".//x:aside[@role='doc-footnote']", NAMES)
        assert [text(mark) for mark in marks] == wanted
        assert [text(note).split()[0] for note in notes] == wanted
        assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes]
        back = page.find(".//x:a[@role='doc-backlink']", NAMES)
        assert back is not None and back.get("href") == f"#{marks[0].get('id')}"


def test_landmarks_have_the_lists_and_the_language_s_words(tmp_path: Path) -> None:
    landmarks = make(tmp_path, language="de").at("nav", ".//x:nav[@id='landmarks']")
    assert text(landmarks[0]) == "Wegmarken"
    assert {a.get(EPUB_TYPE): text(a) for a in landmarks.iter(f"{X}a")} == {
        "cover": "Umschlag",
        "titlepage": "Titelseite",
        "toc": "Inhalt",
        "bodymatter": "Beginn des Textes",
        "loi": "Abbildungsverzeichnis",
        "lot": "Tabellenverzeichnis",
    }


def test_epubcheck_finds_nothing_in_a_book_with_everything(tmp_path: Path) -> None:
    if epubcheck.find_epubcheck() is None or epubcheck.find_program("java") is None:
        pytest.skip("needs the epubcheck wheel and Java")
    assert epubcheck.run_epubcheck(make(tmp_path).path) == ()
