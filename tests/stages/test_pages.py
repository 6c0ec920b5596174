"""The pages of the print edition in the formats that list them."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

from support import BookTest, contents

from chapbook.book import Target
from chapbook.page_starts import PageStart
from chapbook.registry import load
from chapbook.stages.pages import PrintEdition

REGISTRY = load(installed=False)
PAGE = PageStart("1", None, "one")
EPUB, TYPST, DOCX = (Target(name, name) for name in ("epub", "typst", "docx"))
FILES = {
    "book.yaml": contents(chapters=["a.md", "b.md"]),
    "a.md": "# Lamps\n\n" + " ".join(f"Lamp {n} burns until the hour {n * 7}." for n in range(300)),
    "b.md": "# Lenses\n\nGlass bends what the lamps give.\n",
}


def nav(epub: Path) -> str:
    with zipfile.ZipFile(epub) as archive:
        return archive.read("EPUB/nav.xhtml").decode()


def test_the_first_target_with_pages_is_the_print_edition() -> None:
    edition = PrintEdition((EPUB, DOCX, TYPST, Target("small", "typst")), REGISTRY)
    assert [edition.is_of(target) for target in (EPUB, DOCX, TYPST)] == [False, False, True]


def test_without_a_target_that_lists_pages_nobody_reads_them() -> None:
    edition = PrintEdition((TYPST, DOCX), REGISTRY)
    assert not edition.is_of(TYPST)
    assert edition.pages() == ()


def test_without_a_print_edition_there_are_no_pages() -> None:
    assert PrintEdition((EPUB, DOCX), REGISTRY).pages() == ()


def test_who_asks_for_pages_waits_until_they_are_told() -> None:
    edition = PrintEdition((EPUB, TYPST), REGISTRY)
    found: list[tuple[PageStart, ...]] = []
    asker = threading.Thread(target=lambda: found.append(edition.pages()))
    asker.start()
    edition.tell((PAGE,))
    edition.tell(())  # what is said later does not count
    asker.join(timeout=10)
    assert found == [(PAGE,)]


def test_an_epub_lists_the_pages_of_the_pdf_that_is_built_with_it(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(FILES)
    with_pdf = book.build("epub", "typst").of("epub")
    listed = nav(with_pdf)
    assert 'epub:type="page-list"' in listed
    assert ">1</a>" in listed and ">2</a>" in listed
    first = with_pdf.read_bytes()
    assert book.build("epub", "typst").of("epub").read_bytes() == first
    assert "page-list" not in nav(book.build("epub").of("epub"))


def test_an_epub_is_built_where_the_pdf_fails(new_book: Callable[..., BookTest]) -> None:
    book = new_book({**FILES, "templates/typst/book.typ": "#panic()\n"})
    built = book.build("epub", "typst")
    assert [failure.target for failure in built.report.failures] == ["typst"]
    assert "page-list" not in nav(built.of("epub"))
