"""How the lists of chapters of bookdown, Quarto and Leanpub make a `Book`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Book, Part
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.manifest import holds_book, read_book


def read(root: Path, files: dict[str, str]) -> tuple[Book, tuple[Finding, ...]]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    assert holds_book(root)
    return read_book(root)


def rows(book: Book) -> list[tuple[str, str, int | None]]:
    return [(str(c.path), c.place.value, c.part) for c in book.chapters]


QUARTO = """\
project:
  type: book
lang: de
book:
  title: Lampen
  author:
    - name: Ann
    - Ben
  chapters:
    - index.qmd
    - part: Teil 1: Öl
      chapters:
        - oil.qmd
        - href: wick.qmd
          text: The Wick
    - part: gas.qmd
      chapters: [jet.Rmd]
    - end.qmd
  appendices:
    - tables.qmd
    - signals.qmd
"""


def test_quartos_chapters_parts_and_appendices_are_read(tmp_path: Path) -> None:
    names = ["oil.qmd", "wick.qmd", "jet.Rmd", "end.qmd", "tables.qmd", "signals.qmd"]
    book, findings = read(
        tmp_path,
        {
            "_quarto.yml": QUARTO.replace("Teil 1: Öl", '"Teil 1: Öl"'),
            "index.qmd": "# Hello {.unnumbered}\n",
            "gas.qmd": "# Gas {.unnumbered}\n",
            **dict.fromkeys(names, "# T\n"),
        },
    )
    assert findings == ()
    told = book.metadata
    assert (told.title, told.authors, told.language) == ("Lampen", ("Ann", "Ben"), "de")
    assert book.parts == (Part("Öl"), Part("Gas"))
    assert rows(book) == [
        ("index.qmd", "front-matter", None),
        ("oil.qmd", "chapter", 0),
        ("wick.qmd", "chapter", 0),
        ("gas.qmd", "chapter", 1),
        ("jet.Rmd", "chapter", 1),
        ("end.qmd", "chapter", None),
        ("tables.qmd", "appendix", None),
        ("signals.qmd", "appendix", None),
    ]
    assert book.chapters[2].title == "The Wick"


def test_a_quarto_project_that_is_no_book_is_not_read_as_one(tmp_path: Path) -> None:
    book, _ = read(tmp_path, {"_quarto.yml": "project:\n  type: website\n", "a.qmd": "# A\n"})
    assert str(book.manifest) == "."


def test_bookdowns_files_come_with_the_index_first_and_markers_begin_parts(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        {
            "_bookdown.yml": "book_filename: lamps\n",
            "index.Rmd": '---\ntitle: "Lamps"\nauthor: Ann\ndate: "`r x()`"\n---\n\n# P {-}\n',
            "01-oil.Rmd": "# (PART) First {-}\n\n# Oil\n",
            "02-gas.Rmd": "# Gas\n",
            "03-tab.Rmd": "# (APPENDIX) Appendix {-}\n\n# Tables\n",
            "04-sig.Rmd": "# Signals\n",
            "_draft.Rmd": "# No\n",
            "notes.md": "# No\n",
        },
    )
    assert (book.metadata.title, book.metadata.authors) == ("Lamps", ("Ann",))
    assert book.parts == (Part("First"),)
    assert rows(book) == [
        ("index.Rmd", "front-matter", None),
        ("01-oil.Rmd", "chapter", 0),
        ("02-gas.Rmd", "chapter", 0),
        ("03-tab.Rmd", "appendix", None),
        ("04-sig.Rmd", "appendix", None),
    ]


def test_bibliography_cover_and_address_come_from_a_tools_settings(tmp_path: Path) -> None:
    index = "bibliography: [book.bib, made.bib]\ncover-image: a.png\ndate: '`r Sys.Date()`'\n"
    files = {"book.bib": "", "a.png": "", "_bookdown.yml": "x: y\n"}
    address = "url: 'https\\://example.org/'\n"
    book, findings = read(
        tmp_path / "bookdown", {**files, "index.Rmd": f"---\n{index}{address}---\n# A\n"}
    )
    assert [str(path) for path in book.bibliography] == ["book.bib"]
    assert (str(book.metadata.cover), book.metadata.date) == ("a.png", None)
    assert book.metadata.url == "https://example.org/"
    (missing,) = findings
    assert (missing.code, missing.severity.value) == ("missing-file", "warning")
    assert "made.bib" in missing.message
    settings = QUARTO.replace("Teil 1: Öl", "Öl") + (
        "  cover-image: a.png\n  date: 2026-03-01\nbibliography: book.bib\n"
    )
    book, _ = read(tmp_path / "quarto", {**files, "_quarto.yml": settings, "index.qmd": "# A\n"})
    assert [str(path) for path in book.bibliography] == ["book.bib"]
    assert (str(book.metadata.cover), book.metadata.date) == ("a.png", "2026-03-01")


def test_bookdowns_own_list_of_files_is_kept_and_a_missing_one_found(tmp_path: Path) -> None:
    settings = 'rmd_files: ["index.Rmd", "./c/b.Rmd", "c/a.Rmd", "c/no.Rmd"]\n'
    book, findings = read(
        tmp_path,
        {"_bookdown.yml": settings, **dict.fromkeys(["index.Rmd", "c/a.Rmd", "c/b.Rmd"], "# T\n")},
    )
    assert [str(c.path) for c in book.chapters] == ["index.Rmd", "c/b.Rmd", "c/a.Rmd"]
    assert [(f.code, f.line) for f in findings] == [("missing-chapter", 1)]


@pytest.mark.parametrize("folder", ["", "manuscript/"])
def test_leanpubs_list_says_where_matter_begins(tmp_path: Path, folder: str) -> None:
    files = {
        "Book.txt": "frontmatter:\npre.md\nmain.md\n\n# no.md\na one.md\nb.txt\nback.md\nz.md\n",
        "main.md": "{mainmatter}\n",
        "back.md": "{backmatter}\n",
        **dict.fromkeys(["pre.md", "a one.md", "b.txt", "z.md"], "# T\n"),
    }
    book, findings = read(tmp_path, {f"{folder}{name}": text for name, text in files.items()})
    assert findings == ()
    assert rows(book) == [
        (f"{folder}pre.md", "front-matter", None),
        (f"{folder}a one.md", "chapter", None),
        (f"{folder}b.txt", "chapter", None),
        (f"{folder}z.md", "back-matter", None),
    ]


def test_a_listed_file_stays_inside_the_book(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"'\.\./a\.md' leads out of the book") as caught:
        read(tmp_path, {"Book.txt": "b.md\n../a.md\n", "b.md": "# B\n"})
    assert caught.value.line == 2


def test_an_empty_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"'Book\.txt' lists no chapter"):
        read(tmp_path, {"Book.txt": "\n"})
    with pytest.raises(BookError, match=r"'_bookdown\.yml' lists no chapter"):
        read(tmp_path / "b", {"_bookdown.yml": ""})
