"""Lists of works in finished books."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from finished import read_text
from support import BookTest, contents

WORKS = """\
# Works Cited

- Hale, R. (2019). *On Lamps*. Shore Press. https://example.com/lamps
- Wren, T. (2020). "On Oil." *Journal of Light*, 2(1), 3-9.
- Idle, U. (2001). *Never Named*. Shore Press.
"""
FILES = {
    "a.md": "# A\n\nOne [Source: Hale, 2019]; two [Source: Wren, 2020].",
    "b.md": "# B\n\nThree [Source: Wren, 2020].\n\n## References {-}\n",
    "WORKS_CITED.md": WORKS,
}
MANIFEST = contents(chapters=["a.md", "b.md"])


def html_of(built_path: object) -> str:
    with ZipFile(str(built_path)) as archive:
        names = sorted(n for n in archive.namelist() if "/ch" in n and n.endswith(".xhtml"))
        return "\n".join(archive.read(name).decode() for name in names)


def test_an_empty_list_of_references_is_filled(new_book: Callable[..., BookTest]) -> None:
    built = new_book({"book.yaml": MANIFEST, **FILES}).build("epub")
    built.reads("Three (Wren 2020).", "References", "Wren, T. 2020. “On Oil.”")
    built.lacks("Hale, R.")


def test_a_list_that_the_author_wrote_stays_as_written(new_book: Callable[..., BookTest]) -> None:
    own = FILES["b.md"] + "\n- My own list.\n\n## After\n\nMore."
    built = new_book({"book.yaml": MANIFEST, **FILES, "b.md": own}).build("epub")
    built.reads("My own list.", "After").lacks("Wren, T.")
    chosen = MANIFEST + "citations: {references: chapter}\n"
    built = new_book({"book.yaml": chosen, **FILES, "b.md": own}).build("epub")
    built.reads("References", "Hale, R.", "Wren, T.", "References", "Wren, T.", "After")
    built.lacks("My own list.")


def test_no_list_is_made_where_none_is_wanted(new_book: Callable[..., BookTest]) -> None:
    chosen = MANIFEST + "citations: {references: none}\n"
    new_book({"book.yaml": chosen, **FILES}).build("epub").lacks("Wren, T.")


@pytest.mark.parametrize("target", ["epub", "docx", "pdf"])
def test_citations_lead_to_their_entries_in_every_format(
    new_book: Callable[..., BookTest], target: str
) -> None:
    chosen = MANIFEST + "citations: {references: chapter}\n"
    chosen += "targets: {epub: {}, docx: {}, pdf: {engine: typst}}\n"
    built = new_book({"book.yaml": chosen, **FILES}).build(target)
    # The gate has seen every link arrive.
    assert {f.code for f in built.findings} == {"uncited-source"}
    built.reads("(Hale 2019)", "Hale, R.", "Wren, T.")


def test_entries_in_an_epub_have_roles_and_ways_back(new_book: Callable[..., BookTest]) -> None:
    chosen = MANIFEST + "citations: {references: chapter}\n"
    html = html_of(new_book({"book.yaml": chosen, **FILES}).build("epub").path)
    assert html.count('role="doc-bibliography"') == 2
    assert html.count('epub:type="biblioentry"') == 3
    assert 'href="ch001.xhtml#a--ref-hale-2019-lamps" class="citation"' in html
    assert 'href="ch001.xhtml#a--cite-1" class="back" role="doc-backlink"' in html
    assert '<a href="https://example.com/lamps"' in html


LISTS = """\
# Bibliography

::: {.bibliography by="type"}
:::

# Works Cited

::: {.works-cited}
:::

# Often

::: {.frequently-cited}
:::

# Rest

::: {.bibliography type="books" uncited="yes"}
:::
"""


def test_a_book_lists_its_works_by_type_by_chapter_and_by_how_often(
    new_book: Callable[..., BookTest],
) -> None:
    manifest = contents(chapters=["a.md", "b.md", "c.md"])
    built = new_book({"book.yaml": manifest, **FILES, "c.md": LISTS}).build("epub")
    built.reads(
        "Books", "Hale, R.", "Articles and papers", "Wren, T.",
        "Chapter 1: A", "Hale, R.", "Wren, T.", "Chapter 2: B", "Wren, T.",
        "Work", "Chapters", "On Oil (Wren, 2020)", "1", "2",
        "Rest", "Hale, R.", "Idle, U.",
    )  # fmt: skip


def test_numbers_of_a_numeric_style_may_begin_again_in_each_chapter(
    new_book: Callable[..., BookTest],
) -> None:
    for numbers, second in (("book", "Three [2]."), ("chapter", "Three [1].")):
        chosen = MANIFEST + f"citations: {{style: ieee, numbers: {numbers}}}\n"
        built = new_book({"book.yaml": chosen, **FILES}).build("epub")
        built.reads("One [1]; two [2].", second)


def test_numbers_by_chapter_and_by_book_are_those_of_the_lists(
    new_book: Callable[..., BookTest],
) -> None:
    chosen = MANIFEST + "citations: {style: ieee, numbers: book, references: [chapter, book]}\n"
    built = new_book({"book.yaml": chosen, **FILES}).build("epub")
    built.reads("One [1]; two [2].", "[1]", "Hale", "[2]", "Wren", "Three [2].", "[2]", "Wren")
    built.reads("Three [2].", "Bibliography", "[1]", "Hale", "[2]", "Wren")
    chosen = chosen.replace("numbers: book", "numbers: chapter")
    html = html_of(new_book({"book.yaml": chosen, **FILES}).build("epub").path)
    numbers = re.findall(r'csl-left-margin">(\[\d\])', html)
    # The book's list has no numbers, for a work may have several.
    assert numbers == ["[1]", "[2]", "[1]"]


@pytest.mark.parametrize("target", ["epub", "docx", "typst", "pdf"])
def test_the_book_gets_a_bibliography_where_its_author_placed_none(
    new_book: Callable[..., BookTest], target: str
) -> None:
    if target == "pdf" and shutil.which("xelatex") is None:
        pytest.skip("no LaTeX here")
    chosen = MANIFEST + "language: de\ncitations: {references: book}\n"
    built = new_book({"book.yaml": chosen, **FILES, "b.md": "# B\n\nThree [@wren-2020-oil]."})
    done = built.build(target)
    # The gate has seen every link arrive.
    assert {f.code for f in done.findings if f.severity != "info"} == set()
    done.reads("Three (Wren 2020)", "Literaturverzeichnis", "Hale, R. 2019", "Wren, T. 2020")
    assert not (built.root / "bibliography.md").exists()


@pytest.mark.parametrize(
    "own", ["# Works\n\n::: {#refs}\n:::", "# Works\n\n::: {.bibliography}\n:::", "# References"]
)
def test_the_author_s_own_place_of_the_bibliography_is_kept(
    new_book: Callable[..., BookTest], own: str
) -> None:
    manifest = contents(chapters=["a.md", "b.md"], back_matter=["c.md"])
    manifest += "citations: {references: book}\n"
    files = {**FILES, "b.md": "# B\n\nThree.", "c.md": own}
    built = new_book({"book.yaml": manifest, **files}).build("epub")
    built.reads(own.splitlines()[0][2:], "Hale, R.", "Wren, T.").lacks("Bibliography")


def test_a_bibliography_that_its_author_wrote_is_not_replaced(
    new_book: Callable[..., BookTest],
) -> None:
    manifest = contents(chapters=["a.md"], back_matter=["c.md"])
    manifest += "citations: {references: chapter}\n"
    files = {**FILES, "c.md": "# Bibliography\n\n- A work of mine.\n"}
    new_book({"book.yaml": manifest, **files}).build("epub").reads(
        "Bibliography", "A work of mine."
    )


def test_without_citations_no_bibliography_is_made(new_book: Callable[..., BookTest]) -> None:
    manifest = contents(chapters=["b.md"]) + "citations: {references: book}\n"
    built = new_book({"book.yaml": manifest, **FILES, "b.md": "# B\n\nNothing."}).build("epub")
    built.lacks("Bibliography")


def test_a_citation_leads_to_the_chapter_s_list_before_the_book_s(
    new_book: Callable[..., BookTest],
) -> None:
    # Chapter A has no list of its own, chapter B has.
    chosen = MANIFEST + "citations: {references: book}\n"
    html = html_of(new_book({"book.yaml": chosen, **FILES}).build("epub").path)
    assert 'href="ch003.xhtml#bibliography--ref-wren-2020-oil" class="citation"' in html
    assert 'href="ch002.xhtml#b--ref-wren-2020-oil" class="citation"' in html
    backs = re.findall(r'href="([^"]+)" class="back"', html)
    assert backs == ["ch002.xhtml#b--cite-1", "ch001.xhtml#a--cite-1", "ch001.xhtml#a--cite-2"]


@pytest.mark.parametrize("target", ["epub", "docx", "typst", "pdf"])
def test_a_citation_leads_to_an_entry_that_its_author_wrote(
    new_book: Callable[..., BookTest], target: str
) -> None:
    if target == "pdf" and shutil.which("xelatex") is None:
        pytest.skip("no LaTeX here")
    own = '\n\n## References\n\n1. **Wren, T.** (2020). "On Oil." *Light*.\n2. Other.\n'
    chosen = MANIFEST + "citations: {references: book}\n"
    built = new_book({"book.yaml": chosen, **FILES, "a.md": FILES["a.md"] + own}).build(target)
    # The gate has seen every link arrive.
    assert {f.code for f in built.findings} == {"uncited-source"}
    built.reads("References", "Wren, T. (2020). “On Oil.” Light.", "Other.")
    if target == "epub":
        html = html_of(built.path)
        assert '<span id="a--ref-wren-2020-oil"><strong>Wren, T.' in html
        assert 'href="ch001.xhtml#a--ref-wren-2020-oil" class="citation"' in html
        # What that list lacks is in the book's.
        assert 'href="ch003.xhtml#bibliography--ref-hale-2019-lamps" class="citation"' in html


def test_a_citation_leads_into_the_list_that_has_its_work(
    new_book: Callable[..., BookTest],
) -> None:
    some = '# C\n\n::: {.bibliography type="books"}\n:::\n'
    rest = '# D\n\n::: {.bibliography type="articles"}\n:::\n'
    manifest = contents(chapters=["a.md", "c.md", "d.md"])
    html = html_of(
        new_book({"book.yaml": manifest, **FILES, "c.md": some, "d.md": rest}).build("epub").path
    )
    assert 'href="ch002.xhtml#c--ref-hale-2019-lamps" class="citation"' in html
    assert 'href="ch003.xhtml#d--ref-wren-2020-oil" class="citation"' in html
    assert html.count('class="back"') == 2


def test_a_work_cited_often_has_a_line_of_ways_back(new_book: Callable[..., BookTest]) -> None:
    many = "# A\n\n" + "Again [Source: Hale, 2019]. " * 300
    manifest = contents(chapters=["a.md", "b.md"])
    for references, count, more in (("chapter", 13, 1), ("book", 2, 0)):
        chosen = manifest + f"citations: {{references: {references}}}\n"
        files = {**FILES, "a.md": many, "b.md": "# B\n\nOnce [Source: Hale, 2019]."}
        html = html_of(new_book({"book.yaml": chosen, **files}).build("epub").path)
        assert html.count('class="back"') == count
        assert html.count("…") == more


def test_two_things_said_of_the_chapters_lists_are_refused(
    new_book: Callable[..., BookTest],
) -> None:
    chosen = MANIFEST + "citations: {references: [chapter, none]}\n"
    said = new_book({"book.yaml": chosen, **FILES}).publish("check", "BOOK")
    said.ends(2).says("book.yaml:4", "two things", "chapter and none")


@pytest.mark.parametrize("target", ["docx", "typst", "pdf"])
def test_entries_lead_back_on_paper_where_that_is_asked_for(
    new_book: Callable[..., BookTest], target: str
) -> None:
    if target == "pdf" and shutil.which("xelatex") is None:
        pytest.skip("no LaTeX here")
    # Nothing leads back to a heading, which tables of contents repeat.
    places = "\n\n## Lamps [Source: Hale, 2019]\n\nNote.[^1]\n\n[^1]: See [Source: Wren, 2020].\n"
    files = {"WORKS_CITED.md": WORKS, "b.md": FILES["a.md"].replace("# A", "# B") + places}
    manifest = contents(chapters=["b.md"]) + "citations: {references: book}\n"
    for said, count in (("true", 3), ("false", 0)):
        chosen = f"{manifest}targets: {{{target}: {{back-links: {said}}}}}\n"
        built = new_book({"book.yaml": chosen, **files}).build(target)
        assert {f.code for f in built.findings} == {"uncited-source"}
        assert read_text(built.path).count("↩") == count


def test_a_list_of_the_book_without_numbers_is_sorted_by_author(
    new_book: Callable[..., BookTest],
) -> None:
    chosen = MANIFEST + "citations: {style: ieee, numbers: chapter, references: book}\n"
    turned = "# A\n\nOne [Source: Wren, 2020]; two [Source: Hale, 2019]."
    built = new_book({"book.yaml": chosen, **FILES, "a.md": turned}).build("epub")
    built.reads("One [1]; two [2].", "Bibliography", "R. Hale", "T. Wren")
