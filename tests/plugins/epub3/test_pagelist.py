"""The list of printed pages in a finished EPUB, and the marks that it leads to."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from support import BookTest, contents

from chapbook.page_starts import PageStart
from chapbook.plugins.epub3 import epubcheck
from chapbook.plugins.epub3.pagelist import add_page_list

NAMES = {"x": "http://www.w3.org/1999/xhtml", "dc": "http://purl.org/dc/elements/1.1/"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
FIRST = "The keeper climbs the stairs at dusk and lights the lamp before the ships come in."
SECOND = "When fog rolls over the bay, he rings the bell each minute until the morning sun."
CHAPTER = f"""\
# Lamps

{FIRST} {SECOND}

- Trim the wick with the small scissors every evening.
- Polish the glass with a dry cloth and a little chalk.

| Oil of the lamps in the tower | Hours it burns in a storm |
|-------------------------------|---------------------------|
| Rape oil from the mainland    | eight hours and a half    |

```
polish --all --with chalk --until bright --then rest
```
"""
PAGES = (
    PageStart("i", None, "Light"),
    PageStart("ii", None, ""),
    PageStart(
        "1",
        None,
        f"Chapter 1 Lamps {FIRST} When fog rolls over the bay, he rings the bell each min",
    ),
    PageStart("2", None, "2 1 Lamps ute until the morning sun. • Trim the wick"),
    PageStart("3", None, "with the small scissors every evening. Polish the glass with a dry"),
    PageStart("4", None, "Oil of the lamps in the tower Hours it burns in a storm Rape oil from"),
    PageStart("5", None, "polish --all --with chalk --until bright --then rest"),
)


@pytest.fixture
def epub(tmp_path: Path) -> Path:
    """A finished book of one chapter."""
    manifest = contents(chapters=["chapters/01-lamps.md"]).replace("A Book", "Light")
    files = {"book.yaml": manifest, "chapters/01-lamps.md": CHAPTER}
    return BookTest(tmp_path / "light", files).build("epub").path


def tree(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def test_each_page_that_is_found_has_a_mark_and_a_line_in_the_list(
    epub: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.epub"
    assert add_page_list(epub, PAGES, out) == 5
    (pages,) = tree(out, "nav.xhtml").findall(".//x:nav[@id='page-list']", NAMES)
    assert (pages.get(EPUB_TYPE), pages.get("role")) == ("page-list", "doc-pagelist")
    links = pages.findall(".//x:a", NAMES)
    assert [(a.text, a.get("href")) for a in links] == [
        (str(number), f"text/ch001.xhtml#page-{number}") for number in range(1, 6)
    ]
    marks = tree(out, "text/ch001.xhtml").findall(".//x:span[@role='doc-pagebreak']", NAMES)
    assert [(mark.get("id"), mark.get("aria-label"), mark.get(EPUB_TYPE)) for mark in marks] == [
        (f"page-{number}", str(number), "pagebreak") for number in range(1, 6)
    ]


def test_marks_stand_before_blocks_or_between_words(epub: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.epub"
    add_page_list(epub, PAGES, out)
    page = tree(out, "text/ch001.xhtml")
    marks = {str(m.get("id")): m for m in page.iterfind(".//x:span[@role='doc-pagebreak']", NAMES)}
    following = {name: (mark.getnext(), mark.tail) for name, mark in marks.items()}
    chapter, table, code = (following[f"page-{number}"][0] for number in (1, 4, 5))
    assert chapter is not None and chapter.get("id") == "lamps"
    assert table is not None and table.get("class") == "table"
    assert code is not None and etree.QName(code).localname == "pre"
    assert (following["page-2"][1] or "").startswith("minute until")
    assert (following["page-3"][1] or "").startswith("with the small scissors")


def test_the_text_stays_as_it_was(epub: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.epub"
    add_page_list(epub, PAGES, out)
    before, after = (tree(path, "text/ch001.xhtml") for path in (epub, out))
    assert "".join(map(str, before.itertext())) == "".join(map(str, after.itertext()))


def test_the_package_names_the_print_edition(epub: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.epub"
    add_page_list(epub, PAGES, out)
    package = tree(out, "content.opf")
    assert package.findtext(".//dc:source", namespaces=NAMES) == "Light (PDF, 7 pages)"
    said = {meta.get("property"): meta.text for meta in package.iterfind(".//{*}meta")}
    assert said["pageBreakSource"] == "Light (PDF, 7 pages)"
    assert said["source-of"] == "pagination"


def test_a_book_none_of_whose_pages_is_found_stays_as_it_is(epub: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.epub"
    assert add_page_list(epub, PAGES[:2], out) == 0
    assert out.read_bytes() == epub.read_bytes()


def test_two_runs_give_equal_bytes_and_the_file_may_be_changed_in_place(
    epub: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.epub"
    add_page_list(epub, PAGES, out)
    add_page_list(epub, PAGES, epub)
    assert out.read_bytes() == epub.read_bytes()


def test_a_label_that_comes_twice_has_two_marks(epub: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.epub"
    twice = [PageStart("1", page.anchor, page.text) for page in PAGES]
    add_page_list(epub, twice, out)
    links = tree(out, "nav.xhtml").findall(".//x:nav[@id='page-list']//x:a", NAMES)
    assert [str(a.get("href")).partition("#")[2] for a in links][:2] == ["page-1", "page-1-2"]


def test_epubcheck_finds_nothing(epub: Path, tmp_path: Path) -> None:
    if epubcheck.find_epubcheck() is None or epubcheck.find_program("java") is None:
        pytest.skip("needs the epubcheck wheel and Java")
    add_page_list(epub, PAGES, tmp_path / "out.epub")
    assert epubcheck.run_epubcheck(tmp_path / "out.epub") == ()
