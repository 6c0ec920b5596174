"""Lists of works in finished books."""

from __future__ import annotations

from collections.abc import Callable
from zipfile import ZipFile

import pytest
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
