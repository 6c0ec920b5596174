"""How mdBook's `SUMMARY.md` makes a `Book`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Book, Part
from chapbook.errors import BookError
from chapbook.finding import Finding, Severity
from chapbook.manifest import read_book

CORPUS = Path(__file__).parents[2] / "shared/corpora/rust-book/src"


def read(
    root: Path, summary: str, *names: str, folder: str = "."
) -> tuple[Book, tuple[Finding, ...]]:
    base = root / folder
    base.mkdir(parents=True, exist_ok=True)
    for name in names:
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text("# Text\n")
    (base / "SUMMARY.md").write_text(summary)
    return read_book(root)


def rows(book: Book) -> list[tuple[str, str, int | None, int]]:
    return [(str(c.path), c.place.value, c.part, c.depth) for c in book.chapters]


def test_prefix_numbered_and_suffix_chapters_find_their_places(tmp_path: Path) -> None:
    book, findings = read(
        tmp_path,
        "# The Title\n\n[Preface](p.md)\n\n- [One](a.md)\n    - [`One.One`](b.md)\n"
        "        - [Deep](c.md)\n- [Two](<d e.md>)\n\n---\n\n[Afterword](z.md)\n",
        *("p.md", "a.md", "b.md", "c.md", "d e.md", "z.md"),
    )
    assert findings == ()
    assert book.metadata.title == "The Title"
    assert rows(book) == [
        ("p.md", "front-matter", None, 1),
        ("a.md", "chapter", None, 1),
        ("b.md", "chapter", None, 2),
        ("c.md", "chapter", None, 3),
        ("d e.md", "chapter", None, 1),
        ("z.md", "back-matter", None, 1),
    ]
    assert [c.title for c in book.chapters][2] == "One.One"


def test_later_headings_are_parts(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# Summary\n\n- [Zero](z.md)\n\n# Part I: First\n\n1. [A](a.md)\n\n## Second\n\n"
        "- [B](b.md)\n  - [C](c.md)\n\n[End](e.md)\n",
        *("z.md", "a.md", "b.md", "c.md", "e.md"),
    )
    assert book.parts == (Part("First"), Part("Second"))
    assert [c.part for c in book.chapters] == [None, 0, 1, 1, None]


def test_the_usual_title_line_says_nothing(tmp_path: Path) -> None:
    book, _ = read(tmp_path / "my-book/src", "# Summary\n\n- [A](a.md)\n", "a.md")
    assert book.metadata.title == "My Book"


def test_entries_below_an_appendix_entry_are_the_appendices(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n# P\n\n- [A](a.md)\n- [Appendix](x.md)\n  - [A - Keys](k.md)\n    - [More](m.md)\n"
        "  - [B - Marks](b.md)\n",
        *("a.md", "x.md", "k.md", "m.md", "b.md"),
    )
    assert rows(book) == [
        ("a.md", "chapter", 0, 1),
        ("x.md", "back-matter", None, 1),
        ("k.md", "appendix", None, 1),
        ("m.md", "appendix", None, 2),
        ("b.md", "appendix", None, 1),
    ]
    assert [c.title for c in book.chapters][2:] == ["Keys", "More", "Marks"]


def test_an_appendix_entry_alone_is_an_appendix(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n- [A](a.md)\n- [Appendix A: X](x.md)\n\n# Appendices\n\n- [Y](y.md)\n",
        *("a.md", "x.md", "y.md"),
    )
    assert [row[1] for row in rows(book)] == ["chapter", "appendix", "appendix"]
    assert book.parts == ()


def test_paths_are_relative_to_the_summary(tmp_path: Path) -> None:
    book, findings = read(tmp_path, "# T\n\n- [A](c/a%20b.md)\n", "c/a b.md", folder="src")
    assert findings == ()
    assert [str(c.path) for c in book.chapters] == ["src/c/a b.md"]
    assert str(book.manifest) == "src/SUMMARY.md"


def test_an_entry_that_leads_to_the_web_is_no_chapter(tmp_path: Path) -> None:
    summary = "- [One](a.md)\n- [Release notes](https://example.org/CHANGES.md)\n"
    book, findings = read(tmp_path, summary, "a.md")
    assert findings == ()
    assert rows(book) == [("a.md", "chapter", None, 1)]


def test_a_draft_is_left_out_with_a_remark(tmp_path: Path) -> None:
    book, findings = read(tmp_path, "# T\n\n- [A](a.md)\n- [Later]()\n", "a.md")
    assert len(book.chapters) == 1
    assert [(f.code, f.severity, f.line) for f in findings] == [("draft-chapter", Severity.INFO, 4)]


def test_a_missing_chapter_is_a_finding_at_its_line(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "# T\n\n- [A](a.md)\n- [B](b.md)\n", "a.md")
    assert [(f.code, f.place) for f in findings] == [("missing-chapter", "SUMMARY.md:4")]


@pytest.mark.parametrize(
    ("summary", "line", "sentence"),
    [
        ("# T\n\n- [A](a.md)\n- [B](a.md)\n", 4, "'a.md' is named twice, first on line 3"),
        ("# T\n\n- [A](../a.md)\n", 3, "'../a.md' leads out of the book"),
        ("# T\n\n- [A](/../a.md)\n", 3, "'/../a.md' leads out of the book"),
        ("# T\n\nNothing yet.\n", None, "'SUMMARY.md' lists no chapter"),
    ],
)
def test_a_wrong_summary_is_an_error_at_its_line(
    tmp_path: Path, summary: str, line: int | None, sentence: str
) -> None:
    with pytest.raises(BookError) as caught:
        read(tmp_path, summary, "a.md")
    assert (caught.value.message, caught.value.line) == (sentence, line)


def test_the_tools_own_settings_give_title_authors_and_language(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(
        '[book]\ntitle = "Lamps"\nauthors = ["Ann", "Ben"]\nlanguage = "de"\n'
    )
    book, _ = read(tmp_path, "# Summary\n\n- [A](a.md)\n", "a.md", folder="src")
    told = book.metadata
    assert (told.title, told.authors, told.language) == ("Lamps", ("Ann", "Ben"), "de")
    (tmp_path / "g").mkdir()
    (tmp_path / "g/book.json").write_text('{"title": "Wicks", "author": "Cy"}')
    book, _ = read(tmp_path / "g", "# Summary\n\n* [A](a.md)\n", "a.md")
    assert (book.metadata.title, book.metadata.authors) == ("Wicks", ("Cy",))
    (tmp_path / "g/book.json").write_text("{broken")
    assert read_book(tmp_path / "g")[0].metadata.title == "G"


def test_items_without_a_link_are_parts_or_drafts(tmp_path: Path) -> None:
    book, findings = read(
        tmp_path,
        "# Summary\n\n* [A](a.md)\n* Oil\n  * [B](b.md)\n* Gas\n  * [C](c.md)\n* Not Yet\n",
        *("a.md", "b.md", "c.md"),
    )
    assert book.parts == (Part("Oil"), Part("Gas"))
    assert [c.part for c in book.chapters] == [None, 0, 1]
    assert [(f.code, f.line) for f in findings] == [("draft-chapter", 8)]


def test_entries_for_places_in_a_chapter_are_no_chapters(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# Summary\n\n* [A](a.md)\n  * [Here](a.md#here)\n* [B](/d/b c.md)\n",
        *("a.md", "d/b c.md"),
    )
    assert [str(c.path) for c in book.chapters] == ["a.md", "d/b c.md"]


def test_headings_and_titles_say_their_place_in_many_languages(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# Summary\n\n* [Avant-propos](p.md)\n\n## Lampes\n\n* [2.1 Huile](a.md)\n\n"
        "## Références\n\n* [Livres](r.md)\n\n## Annexe\n\n* [Tables](t.md)\n",
        *("p.md", "a.md", "r.md", "t.md"),
    )
    assert [c.place.value for c in book.chapters] == [
        *("front-matter", "chapter", "back-matter", "appendix")
    ]
    assert book.parts == (Part("Lampes"),)
    assert book.chapters[1].title == "Huile"


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")
def test_the_rust_book_is_read_as_it_stands() -> None:
    book, findings = read_book(CORPUS)
    assert findings == ()
    assert book.metadata.title == "The Rust Programming Language"
    chapters = [c for c in book.chapters if c.place.value == "chapter" and c.depth == 1]
    assert len(chapters) == 21
    assert [c.place.value for c in book.chapters[:3]] == ["front-matter"] * 3
    assert [c.place.value for c in book.chapters[-8:]] == ["back-matter", *["appendix"] * 7]
