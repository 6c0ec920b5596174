"""How a README's table of contents makes a `Book`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Part, Place
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.manifest import read_book

CORPUS = Path(__file__).parents[2] / "shared/corpora/api-optimization"


def read(root: Path, readme: str, *files: str) -> tuple[Book, tuple[Finding, ...]]:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# Text\n")
    (root / "README.md").write_text(readme)
    return read_book(root)


def places(book: Book) -> list[tuple[str, str]]:
    return [(str(chapter.path), chapter.place.value) for chapter in book.chapters]


WHOLE = """\
# A *Plain* Book
## With a Subtitle

**Authors:** Ann Lee, Ben Ode and Cy Young
**Status:** Draft

See also [the notes](notes.md).

## Table of Contents

- [Preface](c/00-preface.md)
<!-- - [Old](c/old.md) -->

### Part I: Foundations

1. [One](c/01.md)
   - [A section of One](c/01.md#section)
2. [Two](./c/02.md)

### Part II: More

3. [Three](c/03.md)

### Appendices

- [Appendix A: Tables](c/a.md)
- [A site](https://example.org/x.md)

## License

- [The license](c/license.md)
"""


@pytest.fixture
def whole(tmp_path: Path) -> Book:
    names = ("00-preface", "old", "01", "02", "03", "a", "license")
    book, findings = read(tmp_path, WHOLE, "notes.md", *(f"c/{name}.md" for name in names))
    assert findings == ()
    return book


def test_the_first_headings_are_title_and_subtitle(whole: Book) -> None:
    assert whole.metadata.title == "A Plain Book"
    assert whole.metadata.subtitle == "With a Subtitle"


def test_a_section_below_the_title_is_no_subtitle(tmp_path: Path) -> None:
    for number, (text, subtitle) in enumerate(
        [
            ("## About\n\nIt is about lamps.", None),
            ("## On Oil\n\n**Author:** Ann", "On Oil"),
            ("## On Oil\n\n## About\n\nLamps.", "On Oil"),
        ]
    ):
        readme = f"# T\n\n{text}\n\n## Contents\n\n1. [A](a.md)\n"
        book, _ = read(tmp_path / str(number), readme, "a.md")
        assert book.metadata.subtitle == subtitle


def test_the_author_line_names_the_authors(whole: Book, tmp_path: Path) -> None:
    assert whole.metadata.authors == ("Ann Lee", "Ben Ode", "Cy Young")
    one, _ = read(tmp_path, WHOLE.replace("**Authors:** Ann Lee,", "**Author**: Ann Lee,"))
    assert one.metadata.authors == ("Ann Lee, Ben Ode and Cy Young",)


def test_only_links_of_the_table_of_contents_are_chapters(whole: Book) -> None:
    assert places(whole) == [
        ("c/00-preface.md", "front-matter"),
        ("c/01.md", "chapter"),
        ("c/02.md", "chapter"),
        ("c/03.md", "chapter"),
        ("c/a.md", "appendix"),
    ]


def test_part_headings_begin_parts(whole: Book) -> None:
    assert whole.parts == (Part("Foundations"), Part("More"))
    assert [chapter.part for chapter in whole.chapters] == [None, 0, 0, 1, None]


def test_chapters_have_title_and_line_of_their_link(whole: Book) -> None:
    assert [(c.title, c.line) for c in whole.chapters][-2:] == [("Three", 22), ("Tables", 26)]


def test_entries_without_number_stand_around_the_numbered_ones(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n## Contents\n\n* [Start](a.md)\n* Chapter 1: [One](b.md)\n* [Break](c.md)\n"
        "* [Chapter 2: Two](d.md)\n* [Appendix: More](e.md)\n* [Afterword](f.md)\n",
        *("a.md", "b.md", "c.md", "d.md", "e.md", "f.md"),
    )
    assert [chapter.place for chapter in book.chapters] == [
        Place.FRONT,
        Place.CHAPTER,
        Place.CHAPTER,
        Place.CHAPTER,
        Place.APPENDIX,
        Place.BACK,
    ]
    assert [chapter.title for chapter in book.chapters][3:5] == ["Two", "More"]


def test_without_any_number_titles_decide(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n## Contents\n\n- [Foreword](a.md)\n- [One](b.md)\n  - [Deep](c.md)\n",
        *("a.md", "b.md", "c.md"),
    )
    assert [(c.place, c.depth) for c in book.chapters] == [
        (Place.FRONT, 1),
        (Place.CHAPTER, 1),
        (Place.CHAPTER, 2),
    ]


def test_a_readme_without_table_of_contents_leaves_it_to_the_files(tmp_path: Path) -> None:
    book, _ = read(tmp_path, "# T\n\n- [a](a.md)\n", "a.md")
    assert book.manifest == PurePosixPath(".")


def test_a_missing_chapter_is_a_finding_in_the_readme(tmp_path: Path) -> None:
    book, findings = read(tmp_path, "# T\n\n## Contents\n\n1. [A](a.md)\n2. [B](b.md)\n", "a.md")
    assert places(book) == [("a.md", "chapter")]
    assert [(f.code, f.place) for f in findings] == [("missing-chapter", "README.md:6")]


def test_a_link_out_of_the_book_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="leads out of the book") as caught:
        read(tmp_path, "# T\n\n## Contents\n\n1. [A](../a.md)\n")
    assert caught.value.line == 5


def test_a_link_out_of_the_book_is_left_out_where_nothing_announces_the_list(
    tmp_path: Path,
) -> None:
    listed = "- [Preface](../p.md)\n- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n"
    book, findings = read(tmp_path, f"# T\n\n{listed}", "a.md", "b.md", "c.md")
    assert [place for place, _ in places(book)] == ["a.md", "b.md", "c.md"]
    assert [(f.code, f.place) for f in findings] == [("outside-chapter", "README.md:3")]


def test_links_in_code_are_no_chapters(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n## Contents\n\n```md\n1. [X](x.md)\n```\n\n1. [A](a.md)\n",
        "a.md",
    )
    assert places(book) == [("a.md", "chapter")]


def test_the_contents_are_found_under_other_headings_and_in_other_languages(tmp_path: Path) -> None:
    for number, heading in enumerate(
        ["# Table of Contents", "## 📖 Contents", "### Inhalt", "**目录**", "Sommaire\n========"]
    ):
        book, _ = read(tmp_path / str(number), f"# T\n\n{heading}\n\n- [A](a.md)\n", "a.md")
        assert places(book) == [("a.md", "chapter")], heading


def test_items_without_a_link_are_parts_of_what_stands_below_them(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n## Contents\n\n- [Start](s.md)\n- **Oil**\n  - [A](a.md)\n  - [B](b.md)\n"
        "- Gas\n  - [C](c.md)\n- [References](r.md)\n",
        *(f"{name}.md" for name in "sabcr"),
    )
    assert book.parts == (Part("Oil"), Part("Gas"))
    assert [chapter.part for chapter in book.chapters] == [None, 0, 0, 1, None]
    assert places(book)[-1] == ("r.md", "back-matter")


def test_where_items_are_labeled_as_parts_the_others_are_none(tmp_path: Path) -> None:
    book, _ = read(
        tmp_path,
        "# T\n\n# Contents\n\n- **The Book**\n  * [Preface](p.md)\n- **Part 1 - Oil**\n"
        "  1. [A](a.md)\n- **Appendix**\n  * [Tables](t.md)\n- [End](e.md)\n",
        *(f"{name}.md" for name in "pate"),
    )
    assert book.parts == (Part("Oil"),)
    assert places(book) == [
        ("p.md", "front-matter"),
        ("a.md", "chapter"),
        ("t.md", "appendix"),
        ("e.md", "back-matter"),
    ]


def test_addresses_of_the_books_own_files_at_a_code_host_are_links_to_them(tmp_path: Path) -> None:
    at = "https://code.example/me/book/blob/main"
    book, _ = read(
        tmp_path, f"# T\n\n## Contents\n\n1. [A]({at}/d/a.md)\n2. [B]({at}/d/b.md)\n", "d/a.md"
    )
    assert places(book) == [("d/a.md", "chapter")]


def test_a_list_of_most_chapters_needs_no_heading(tmp_path: Path) -> None:
    names = ("z.md", "y.md", "x.md", "w.md")
    listed = "# T\n\n* [Foreword](z.md) (by [Ann](https://example.org))\n* [Chapter 1: Y](y.md)\n"
    book, _ = read(tmp_path / "a", f"{listed}* [Chapter 2: X](x.md)\n", *names)
    assert places(book) == [("z.md", "front-matter"), ("y.md", "chapter"), ("x.md", "chapter")]
    book, _ = read(tmp_path / "b", listed, *names)
    assert [path for path, _ in places(book)] == sorted(names)


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not there")
def test_the_book_on_api_performance_is_read_as_it_stands() -> None:
    book, findings = read_book(CORPUS)
    assert findings == ()
    assert book.metadata.title == "Before the 3 AM Alert"
    assert book.metadata.subtitle == "What Every Developer Should Know About API Performance"
    assert len(book.metadata.authors) == 1
    assert [chapter.place for chapter in book.chapters] == [
        Place.FRONT,
        *[Place.CHAPTER] * 14,
        *[Place.APPENDIX] * 2,
    ]
    assert book.bibliography == (PurePosixPath("WORKS_CITED.md"),)
