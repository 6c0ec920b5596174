"""Labeled things in a PDF of either engine: their numbers, places, pages and lists.

Every build reads its files back and compares them with the outline; these tests look at what that
comparison does not see: order, looks in the text, and bookmarks.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdf_book import bookmarks
from support import BookTest

ENGINES = ("typst", *(["xelatex"] if shutil.which("xelatex") else []))
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40" width="90" height="40">'
    '<title>Drawn</title><rect width="90" height="40"/></svg>'
)
PREFACE = """\
# Preface

\\listoffigures

\\listof{law}

# Tables

\\listoftables
"""
ONE = """\
# One

See @fig:wick, [@fig:wick; @fig:glass; @fig:pair], @law:fall, @eq:sum and @lst:cut.^[First note.]

<div id="fig:pair">
![A wick](wick.svg){#fig:wick width=30%}
![A glass](wick.svg){#fig:glass}

A pair of *things* with $x$ in it
</div>

Mid $$ a = b $$ {#eq:sum} paragraph.

$$\\begin{align} c &= d \\\\ e &= f \\end{align}$$ {#eq:align}

```{#lst:cut .python caption="Cut it"}
cut()
```

::: {.law #law:fall title="Falling"}
Things fall.

![Falling](wick.svg){#fig:fall}
:::

::: {.law}
No title.
:::

## Deep

### Deeper

#### Deepest

| a |
|---|
| b |

: A table {#tbl:a}
"""
TWO = """\
# Größe & Maß

Two.^[Second note.] See [@fig:named]{.page} and @sec:größe-maß.

![Named](wick.svg){#fig:named label="X_1"}

![After](wick.svg){#fig:after}
"""


@dataclass(frozen=True)
class Pdf:
    """A finished PDF: the text of its pages, and its bookmarks."""

    path: Path

    @property
    def pages(self) -> list[str]:
        document = pypdfium2.PdfDocument(self.path)
        try:
            texts = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
        return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def names(self) -> set[str]:
        with pikepdf.open(self.path) as pdf:
            return {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}


def build(folder: Path, engine: str, numbering: str = "", options: str = "") -> Pdf:
    """The book by an engine, with more lines for `numbering` and the target."""
    manifest = (
        "title: Light\nauthors: [Ada Example]\ndate: 2026-01-02\nlanguage: en-US\n"
        "contents:\n  front-matter: [chapters/00-preface.md]\n"
        "  parts:\n    - {title: Ones, chapters: [chapters/01-one.md]}\n"
        "    - {title: Twos, chapters: [chapters/02-two.md]}\n"
        f"numbering:\n  kinds: {{law: {{title: Law, list: true}}}}\n{numbering}"
        f"targets: {{pdf: {{engine: {engine}{options}}}}}\n"
    )
    files = {
        "book.yaml": manifest,
        "chapters/00-preface.md": PREFACE,
        "chapters/01-one.md": ONE,
        "chapters/02-two.md": TWO,
        "chapters/wick.svg": SVG,
    }
    built = BookTest(folder / "book", files).build("pdf", store=folder / "store")
    return Pdf(built.path)


@pytest.fixture(scope="module", params=ENGINES)
def plain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    return build(tmp_path_factory.mktemp("plain"), request.param)


def test_references_print_words_and_numbers(plain: Pdf) -> None:
    assert "See Figure 1.1a, Figures 1.1a, 1.1b, and 1.1, Law 1.1, Equation 1.1" in plain.text


def test_a_page_is_printed_where_it_is_asked_for(plain: Pdf) -> None:
    assert re.search(r"See Figure X_1 on page \d+ and Chapter 2\.", plain.text)


def test_figures_stand_side_by_side_with_captions_below(plain: Pdf) -> None:
    assert "(a) A wick (b) A glass Figure 1.1 A pair of things with" in plain.text


def test_a_label_of_its_own_prints_as_it_is_and_leaves_the_count_alone(plain: Pdf) -> None:
    assert "Figure X_1 Named" in plain.text
    assert "Figure 2.1 After" in plain.text


def test_an_equation_has_its_number_at_its_right(plain: Pdf) -> None:
    assert "(1.1) paragraph." in plain.text
    assert "(1.2) Listing 1.1 Cut it cut()" in plain.text


def test_an_own_kind_has_label_and_title(plain: Pdf) -> None:
    assert "Law 1.1 Falling Things fall." in plain.text
    assert "Law 1.2 No title." in plain.text


def test_lists_name_numbers_titles_and_pages(plain: Pdf) -> None:
    squeezed = plain.text.replace(" ", "").replace(".", "")
    assert "ListofFigures11Apairofthingswith" in squeezed
    assert re.search(r"Laws?11Falling(\d+)12(\d+)", squeezed)


def test_a_list_right_below_a_heading_has_no_title_of_its_own(plain: Pdf) -> None:
    assert "List of Tables" not in plain.text
    assert re.search(r"Tables 1\.1 A table", plain.text)


def test_bookmarks_follow_the_outline(plain: Pdf) -> None:
    found = bookmarks(plain.path)
    wanted = [(0, "I Ones"), (1, "1 One"), (2, "1.1 Deep"), (3, "1.1.1 Deeper"), (0, "II Twos")]
    assert [mark for mark in found if mark in wanted] == wanted
    assert (1, "2 Größe & Maß") in found


def test_every_label_is_a_named_destination(plain: Pdf) -> None:
    names = (
        "one",
        "one--fig-pair",
        "one--fig-wick",
        "one--eq-sum",
        "one--lst-cut",
        "one--law-fall",
    )
    assert set(names) <= plain.names


def test_footnotes_begin_again_in_each_chapter(plain: Pdf) -> None:
    assert re.search(r"1 ?Second note\.", plain.text)


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_are_those_of_the_settings(engine: str, tmp_path: Path) -> None:
    numbering = (
        "  chapters: roman\n  parts: decimal\n  restart: part\n  depth: 4\n  footnotes: book\n"
    )
    pdf = build(tmp_path, engine, numbering, ", page-references: true")
    found = bookmarks(pdf.path)
    assert {(0, "1 Ones"), (1, "I One"), (2, "I.1 Deep"), (0, "2 Twos")} <= set(found)
    assert (1, "I Größe & Maß") in found
    assert "I.1.1.1 Deepest" in pdf.text
    assert re.search(r"2 ?Second note\.", pdf.text)
    assert re.search(r"See Figure I\.1a on page \d+, Figures I\.1a on page", pdf.text)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_book_without_numbers_of_chapters_counts_the_rest_through(
    engine: str, tmp_path: Path
) -> None:
    pdf = build(tmp_path, engine, "  depth: 0\n")
    assert (1, "One") in bookmarks(pdf.path)
    assert "Figure 1 A pair of things" in pdf.text
    assert "CHAPTER" not in pdf.text


@pytest.mark.parametrize("engine", ENGINES)
def test_two_builds_give_equal_bytes(engine: str, tmp_path: Path) -> None:
    first, second = (build(tmp_path / name, engine).path.read_bytes() for name in "ab")
    assert first == second
