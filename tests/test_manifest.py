"""How `book.yaml` and the choice of the manifest make a `Book`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, CheckSettings, CitationSettings, Part, Place, Target
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.manifest import holds_book, read_book


def write(root: Path, **files: str) -> Path:
    """A book folder with the files given; `__` in a name stands for `/`, `_md` for `.md`."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_md", ".md").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def read(root: Path, manifest: str, *chapters: str) -> tuple[Book, tuple[Finding, ...]]:
    write(root, book_yaml=manifest)
    for chapter in chapters:
        (root / chapter).parent.mkdir(parents=True, exist_ok=True)
        (root / chapter).write_text("# A Chapter\n")
    return read_book(root)


FULL = """\
title: A Book
subtitle: For Readers
authors: [Ann, Ben]
language: de
date: 2026-03-01
edition: 2
identifier: 978-3-16-148410-0
rights: None
publisher: House
description: >-
  Two
  lines.
cover: cover.png
contents:
  back-matter: [end.md]
  front-matter: [preface.md]
  parts:
    - title: First
      chapters: [a.md, {path: b.md, title: Bee}]
    - title: Second
      chapters: [./sub/../c.md]
  chapters: [d.md]
  appendices: [x.md]
companions:
  book-1: {path: ../other, aliases: [Book 1]}
bibliography: works.bib
citations: {style: apa}
targets:
  pdf: {paper: a5, toc: no, margins: [1cm, 2]}
  pdf-mobile: {format: pdf, scale: 1.5}
  epub:
checks: {a: off, b: on, c: error, d: {severity: info, enabled: false, most: 3}}
filters: {boxes: on, navigation: off, code: false}
plugins: [plugins/own.py]
"""


@pytest.fixture
def full(tmp_path: Path) -> Book:
    (tmp_path / "other").mkdir()
    root = tmp_path / "a-book"
    write(root, plugins__own="")
    (root / "plugins/own").rename(root / "plugins/own.py")
    (root / "cover.png").touch()
    (root / "works.bib").touch()
    names = ("end", "preface", "one", "a", "b", "c", "d", "x")
    book, findings = read(root, FULL, *(f"{name}.md" for name in names))
    assert findings == ()
    return book


def test_the_title_page_is_read_as_it_is_written(full: Book) -> None:
    metadata = full.metadata
    assert (metadata.title, metadata.subtitle) == ("A Book", "For Readers")
    assert metadata.authors == ("Ann", "Ben")
    assert (metadata.language, metadata.date, metadata.edition) == ("de", "2026-03-01", "2")
    assert metadata.identifier == "978-3-16-148410-0"
    assert (metadata.rights, metadata.publisher) == ("None", "House")
    assert metadata.description == "Two lines."
    assert metadata.cover == PurePosixPath("cover.png")


def test_chapters_stand_in_the_order_of_a_book(full: Book) -> None:
    assert [(str(c.path), c.place, c.part) for c in full.chapters] == [
        ("preface.md", Place.FRONT, None),
        ("a.md", Place.CHAPTER, 0),
        ("b.md", Place.CHAPTER, 0),
        ("c.md", Place.CHAPTER, 1),
        ("d.md", Place.CHAPTER, None),
        ("x.md", Place.APPENDIX, None),
        ("end.md", Place.BACK, None),
    ]
    assert full.parts == (Part("First"), Part("Second"))


def test_a_chapter_knows_its_line_and_title_in_the_manifest(full: Book) -> None:
    assert (full.chapters[2].title, full.chapters[2].line) == ("Bee", 19)
    assert full.chapters[0].title is None


def test_loose_chapters_come_first_if_written_before_parts(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "title: T\ncontents:\n  chapters: [a.md]\n  parts: [{title: P, chapters: [b.md]}]\n",
        "a.md",
        "b.md",
    )
    assert [c.part for c in book.chapters] == [None, 0]


def test_targets_have_a_format_and_options(full: Book) -> None:
    assert full.targets == (
        Target("pdf", "pdf", {"paper": "a5", "toc": False, "margins": ("1cm", "2")}),
        Target("pdf-mobile", "pdf", {"scale": 1.5}),
        Target("epub", "epub"),
    )


def test_targets_may_be_a_list_of_names(tmp_path: Path) -> None:
    book, _ = read(tmp_path, "title: T\ncontents: {chapters: [a.md]}\ntargets: [epub]\n", "a.md")
    assert book.targets == (Target("epub", "epub"),)


def test_pdf_docx_and_epub_are_built_where_no_target_is_named(tmp_path: Path) -> None:
    book, _ = read(tmp_path, "title: T\ncontents: {chapters: [a.md]}\n", "a.md")
    assert [target.name for target in book.targets] == ["pdf", "docx", "epub"]


def test_checks_are_switched_weighed_and_given_parameters(full: Book) -> None:
    assert full.checks == {
        "a": CheckSettings(enabled=False),
        "b": CheckSettings(),
        "c": CheckSettings(severity=Severity.ERROR),
        "d": CheckSettings(enabled=False, severity=Severity.INFO, parameters={"most": 3}),
    }


def test_filters_are_switched_off_by_name(full: Book) -> None:
    assert full.filters_off == ("code", "navigation")


def test_companions_bibliography_citations_and_plugins_are_read(full: Book) -> None:
    (companion,) = full.companions
    assert (companion.name, companion.aliases) == ("book-1", ("Book 1",))
    assert companion.path == full.root.parent / "other"
    assert full.bibliography == (PurePosixPath("works.bib"),)
    assert full.citations == CitationSettings(style="apa")
    assert full.plugins == (PurePosixPath("plugins/own.py"),)


def test_the_works_cited_page_is_the_bibliography_where_none_is_named(tmp_path: Path) -> None:
    write(tmp_path, WORKS_CITED_md="")
    book, _ = read(tmp_path, "title: T\ncontents: {chapters: [a.md]}\n", "a.md")
    assert book.bibliography == (PurePosixPath("WORKS_CITED.md"),)


def test_the_language_no_is_norwegian(tmp_path: Path) -> None:
    book, _ = read(tmp_path, "title: T\nlanguage: no\ncontents: {chapters: [a.md]}\n", "a.md")
    assert book.metadata.language == "no"


def test_one_author_needs_no_list(tmp_path: Path) -> None:
    book, _ = read(tmp_path, "title: T\nauthors: Ann\ncontents: {chapters: [a.md]}\n", "a.md")
    assert book.metadata.authors == ("Ann",)


def test_a_missing_chapter_is_left_out_with_a_finding_at_its_line(tmp_path: Path) -> None:
    book, findings = read(
        tmp_path,
        "title: T\ncontents:\n  chapters:\n    - a.md\n    - intro.md\n",
        "a.md",
        "intr.md",
    )
    assert [str(c.path) for c in book.chapters] == ["a.md"]
    (finding,) = findings
    assert (finding.code, finding.severity) == ("missing-chapter", Severity.ERROR)
    assert finding.place == "book.yaml:5"
    assert finding.hint == "did you mean 'intr.md'?"


def test_a_folder_is_no_chapter(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir(parents=True)
    _, findings = read(tmp_path, "title: T\ncontents:\n  chapters: [a.md]\n")
    assert [finding.message for finding in findings] == ["'a.md' is a folder, not a chapter file"]


def test_other_missing_files_are_findings_too(tmp_path: Path) -> None:
    book, findings = read(
        tmp_path,
        "title: T\ncover: c.png\ncontents: {chapters: [a.md]}\nbibliography: [b.bib]\n"
        "companions:\n  other: ../nowhere\n",
        "a.md",
    )
    assert [(finding.code, finding.line) for finding in findings] == [
        ("missing-file", 2),
        ("missing-file", 4),
        ("missing-companion", 6),
    ]
    assert (book.metadata.cover, book.bibliography) == (None, ())
    assert [companion.name for companion in book.companions] == ["other"]


def test_book_yaml_comes_before_summary_readme_and_folder(tmp_path: Path) -> None:
    write(tmp_path, a_md="# A\n", chapters__b_md="# B\n")
    assert str(read_book(tmp_path)[0].manifest) == "."
    write(tmp_path, README_md="# R\n\n## Contents\n\n- [A](a.md)\n")
    assert str(read_book(tmp_path)[0].manifest) == "README.md"
    write(tmp_path, src__SUMMARY_md="# S\n\n- [C](c.md)\n", src__c_md="# C\n")
    assert str(read_book(tmp_path)[0].manifest) == "src/SUMMARY.md"
    write(tmp_path, SUMMARY_md="# S\n\n- [A](a.md)\n")
    assert str(read_book(tmp_path)[0].manifest) == "SUMMARY.md"
    write(tmp_path, book_yaml="title: Y\ncontents: {chapters: [a.md]}\n")
    assert str(read_book(tmp_path)[0].manifest) == "book.yaml"


def test_a_folder_without_text_is_no_book(tmp_path: Path) -> None:
    assert not holds_book(tmp_path)
    with pytest.raises(BookError, match="there is no book in") as caught:
        read_book(tmp_path)
    assert caught.value.hint and "publish new book" in caught.value.hint


def test_a_companion_with_an_inventory_only_says_so(tmp_path: Path) -> None:
    write(tmp_path, inventory_yaml="title: T\nentries: []\n")
    with pytest.raises(BookError, match="is a companion"):
        read_book(tmp_path)


def test_book_yml_is_told_its_right_name(tmp_path: Path) -> None:
    (tmp_path / "book.yml").write_text("title: T\n")
    with pytest.raises(BookError, match=r"must be named 'book\.yaml'"):
        read_book(tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no folder"):
        read_book(tmp_path / "nowhere")
