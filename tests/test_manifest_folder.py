"""How a folder of Markdown files without a manifest makes a `Book`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.manifest import read_book

CORPUS = Path(__file__).parents[2] / "shared/corpora/rust-book/manuscript"


def read(root: Path, files: dict[str, str]) -> Book:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    book, findings = read_book(root)
    assert findings == ()
    return book


def test_files_stand_in_natural_order(tmp_path: Path) -> None:
    book = read(tmp_path, dict.fromkeys(["c10.md", "c9.md", "C1.md", "b.markdown"], "# T\n"))
    assert [str(c.path) for c in book.chapters] == ["b.markdown", "C1.md", "c9.md", "c10.md"]


def test_the_chapters_folder_is_taken_before_the_root(tmp_path: Path) -> None:
    book = read(tmp_path, {"notes.md": "# N\n", "chapters/a.md": "# A\n"})
    assert [str(c.path) for c in book.chapters] == ["chapters/a.md"]


def test_files_about_the_project_are_no_chapters(tmp_path: Path) -> None:
    names = ["README", "CHANGELOG", "LICENSE", "WORKS_CITED", "Contributing", ".hidden", "a"]
    book = read(tmp_path, dict.fromkeys([f"{name}.md" for name in names], "# T\n"))
    assert [str(c.path) for c in book.chapters] == ["a.md"]
    assert [str(path) for path in book.bibliography] == ["WORKS_CITED.md"]


def test_the_first_heading_decides_the_place(tmp_path: Path) -> None:
    texts = [
        "# Preface {-}\n",
        "<!-- # Chapter -->\n\nForeword\n========\n",
        "# Introduction {-}\n",
        "## Sub\n\n```\n# not this\n```\n\n# Acknowledgements {.unnumbered}\n",
        "# Chapter 1: One\n",
        "no heading\n",
        "# Preface to the Second Half\n",
        "# Appendix A: Tables {-}\n",
        "# Appendix: More\n",
    ]
    book = read(tmp_path, {f"{index}.md": text for index, text in enumerate(texts)})
    assert [c.place.value for c in book.chapters] == [
        "front-matter",
        "front-matter",
        "chapter",
        "front-matter",
        "chapter",
        "chapter",
        "chapter",
        "appendix",
        "appendix",
    ]


def test_the_title_is_made_from_the_folders_name(tmp_path: Path) -> None:
    assert read(tmp_path / "my-first_book", {"a.md": "# A\n"}).metadata.title == "My First Book"


def test_a_chapter_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\ncaf\xe9\n")
    with pytest.raises(BookError, match=r"'a\.md' is not UTF-8: byte 0xE9 at offset 8") as caught:
        read_book(tmp_path)
    assert caught.value.place == f"{tmp_path.resolve() / 'a.md'}:3"


@pytest.mark.parametrize("folder", ["manuscript", "docs", "content"])
def test_a_folder_of_another_usual_name_is_taken_after_the_root(
    tmp_path: Path, folder: str
) -> None:
    book = read(tmp_path, {"README.md": "# R\n", f"{folder}/a.md": "# A\n"})
    assert [str(c.path) for c in book.chapters] == [f"{folder}/a.md"]


def test_numbered_folders_hold_the_chapters_of_a_book_without_others(tmp_path: Path) -> None:
    files = dict.fromkeys(["10-z/a.markdown", "2-y/c2.md", "2-y/c1.md", "img/n.md"], "# T\n")
    book = read(tmp_path, files)
    assert [str(c.path) for c in book.chapters] == ["2-y/c1.md", "2-y/c2.md", "10-z/a.markdown"]


def test_a_heading_that_opens_most_files_is_the_books_title(tmp_path: Path) -> None:
    run = "# All About Lamps\n"
    texts = {"1.md": f"{run}# Oil\n", "2.md": f"{run}# Appendix: Gas\n", "3.md": "# Other\n"}
    book = read(tmp_path, texts)
    assert book.metadata.title == "All About Lamps"
    assert [c.place.value for c in book.chapters] == ["chapter", "appendix", "chapter"]


def test_names_without_a_number_say_nothing_of_the_order(tmp_path: Path) -> None:
    files = {"apA.md": "# Appendix A: T\n", "ch1.md": "# Chapter 1: A\n", "fore.md": "# Foreword\n"}
    book = read(tmp_path, {**files, "ch2.qmd": "# Chapter 2: B\n", "bib.md": "# Bibliography\n"})
    assert [c.name for c in book.chapters] == ["fore", "ch1", "ch2", "apA", "bib"]


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")
def test_the_manuscript_of_the_rust_book_is_read_as_it_stands() -> None:
    book, findings = read_book(CORPUS)
    assert findings == ()
    assert [c.name for c in book.chapters] == [f"chapter{number:02}" for number in range(1, 11)]
    assert {c.place.value for c in book.chapters} == {"chapter"}
