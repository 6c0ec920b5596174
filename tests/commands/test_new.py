"""`publish new`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from measured_drawing import finish
from support import BookTest, publish

from chapbook.manifest import read_book
from chapbook.pipeline import Settings, build, examine
from chapbook.registry import load

PARTS = """\
# A comment at the top.
title: Tides
contents:
  front-matter: [chapters/00-preface.md]
  parts:
    - title: One   # the first Part
      chapters:
        - chapters/01-a.md
        # a comment between
        - path: chapters/02-b.md
          title: B     # a title
    - title: Two
      chapters: # the last ones
      - chapters/03-c.md   # and a comment behind

  appendices:
    - chapters/90-x.md
targets: [epub]
"""
FILES = ("00-preface", "01-a", "02-b", "03-c", "90-x")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def parts(new_book: Callable[..., BookTest]) -> BookTest:
    files = {f"chapters/{name}.md": f"# {name}\n\nText.\n" for name in FILES}
    return new_book({"book.yaml": PARTS, **files})


def test_a_new_book_builds_without_any_finding(workspace: Path) -> None:
    publish("new", "book", "sea-lights").ends(0).says("created ebooks/sea-lights")
    root = workspace / "ebooks/sea-lights"
    assert examine(root, Settings()).findings == ()
    report = build(root, workspace / "out", Settings(strict=True), to=["docx", "epub"])
    assert [artifact.target for artifact in report.artifacts] == ["docx", "epub"]
    assert (report.findings, report.failures) == ((), ())


def test_a_new_book_has_a_manifest_a_chapter_and_a_diagram(workspace: Path) -> None:
    title, author = 'Sea: "Lights" #1', "Ann O'Neil"
    publish("new", "book", "sea-lights", "--title", title, "--author", author).ends(0)
    root = workspace / "ebooks/sea-lights"
    book, findings = read_book(root)
    assert (book.metadata.title, book.metadata.authors) == (title, (author,))
    assert (book.metadata.identifier or "").startswith("urn:uuid:")
    assert (len(book.chapters), book.parts, findings) == (1, (), ())
    assert len(list((root / "assets").iterdir())) == 1


def test_a_path_puts_the_book_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    publish("new", "book", "drafts/tides").ends(0)
    assert (tmp_path / "drafts/tides/book.yaml").is_file()
    publish("new", "book", "harbors").ends(0)
    assert (tmp_path / "harbors/book.yaml").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drafts", "harbors"]


def test_a_book_is_never_overwritten(workspace: Path) -> None:
    root = workspace / "ebooks/tides"
    root.mkdir()
    (root / "notes.txt").write_text("mine")
    publish("new", "book", "tides").ends(2).says("is there already")
    assert [path.name for path in root.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["Sea Lights", "-x", "a:b", "..", "a" * 101, "é"])
def test_a_name_that_makes_trouble_is_refused(workspace: Path, name: str) -> None:
    publish("new", "book", "--", name).ends(2).says("cannot name a book")
    assert list((workspace / "ebooks").iterdir()) == []


def test_a_language_that_is_none_is_refused(workspace: Path) -> None:
    publish("new", "book", "x", "--language", "a: b").ends(2).says("is not a language code")


def test_a_new_chapter_gets_the_next_number_and_enters_the_last_part(parts: BookTest) -> None:
    said = parts.publish("new", "chapter", "Ebb & Flow", "--book", "BOOK").ends(0)
    said.says("04-ebb-flow.md", "added to book.yaml, Part 2, Two")
    book, _ = read_book(parts.root)
    added = next(c for c in book.chapters if c.name == "04-ebb-flow")
    assert (added.part, len(book.chapters)) == (1, 6)
    line = "      - chapters/03-c.md   # and a comment behind\n"
    wanted = PARTS.replace(line, f"{line}      - chapters/04-ebb-flow.md\n")
    assert (parts.root / "book.yaml").read_text() == wanted


def test_a_new_chapter_enters_the_part_that_is_named(parts: BookTest) -> None:
    parts.publish("new", "chapter", "Ebb", "--book", "BOOK", "--part", "1").ends(0)
    line = "          title: B     # a title\n"
    wanted = PARTS.replace(line, f"{line}        - chapters/04-ebb.md\n")
    assert (parts.root / "book.yaml").read_text() == wanted


def test_a_part_that_is_not_there_is_refused_before_anything_is_written(parts: BookTest) -> None:
    parts.publish("new", "chapter", "Ebb", "--book", "BOOK", "--part", "3").ends(2)
    assert len(list((parts.root / "chapters").iterdir())) == len(FILES)


def test_windows_line_ends_stay(new_book: Callable[..., BookTest]) -> None:
    text = "title: T\r\ncontents:\r\n  chapters:\r\n    - chapters/01-a.md\r\n"
    book = new_book({"book.yaml": text, "chapters/01-a.md": "# A\n"})
    book.publish("new", "chapter", "B", "--book", "BOOK").ends(0)
    data = (book.root / "book.yaml").read_bytes()
    assert data == f"{text}    - chapters/02-b.md\r\n".encode()


def test_a_manifest_without_a_last_line_end_is_extended(new_book: Callable[..., BookTest]) -> None:
    text = "title: T\ncontents:\n  chapters:\n    - chapters/01-a.md"
    book = new_book({"book.yaml": text, "chapters/01-a.md": "# A\n"})
    book.publish("new", "chapter", "B", "--book", "BOOK").ends(0)
    assert [c.name for c in read_book(book.root)[0].chapters] == ["01-a", "02-b"]


@pytest.mark.parametrize(
    "contents",
    ["  chapters: [chapters/01-a.md]\n", "  appendices:\n    - chapters/01-a.md\n"],
    ids=["a list in brackets", "no list of chapters"],
)
def test_where_a_line_cannot_go_in_safely_the_author_is_told_it(
    new_book: Callable[..., BookTest], contents: str
) -> None:
    text = f"title: T\ncontents:\n{contents}"
    book = new_book({"book.yaml": text, "chapters/01-a.md": "# A\n"})
    said = book.publish("new", "chapter", "B", "--book", "BOOK").ends(0)
    said.says("add this line to book.yaml", "-b.md")
    assert (book.root / "book.yaml").read_text() == text


def test_a_readme_s_list_is_left_to_its_author(new_book: Callable[..., BookTest]) -> None:
    readme = "# T\n\n## Contents\n\n- [A](chapters/01-a.md)\n"
    book = new_book({"README.md": readme, "chapters/01-a.md": "# A\n"})
    said = book.publish("new", "chapter", "Two Words", "--book", "BOOK").ends(0)
    said.says("add this line to README.md", "- [Two Words](chapters/02-two-words.md)")


def test_a_folder_of_files_needs_no_entry(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"chapters/01-a.md": "# A\n"})
    book.publish("new", "chapter", "B", "--book", "BOOK").ends(0)
    assert [c.name for c in read_book(book.root)[0].chapters] == ["01-a", "02-b"]


def test_a_typed_number_is_dropped_and_markup_is_escaped(parts: BookTest) -> None:
    title = "Chapter 9: *Ebb* of {C#}"
    parts.publish("new", "chapter", title, "--book", "BOOK").ends(0)
    text = (parts.root / "chapters/04-ebb-of-c.md").read_text()
    assert text.startswith("# \\*Ebb\\* of \\{C#\\}\n")
    examined = examine(parts.root, Settings())
    titles = [plan.label.title for plan in examined.outline.plans]
    assert "*Ebb* of {C#}" in titles


def test_a_file_with_the_next_number_is_passed_over(parts: BookTest) -> None:
    parts.write({"chapters/04-draft.md": "# Draft\n"})
    parts.publish("new", "chapter", "Ebb", "--book", "BOOK").ends(0).says("05-ebb.md")


def test_a_title_in_another_script_keeps_it(parts: BookTest) -> None:
    parts.publish("new", "chapter", "潮汐", "--book", "BOOK").ends(0)
    assert (parts.root / "chapters/04-潮汐.md").is_file()


def test_a_title_without_letters_is_refused(parts: BookTest) -> None:
    parts.publish("new", "chapter", "!?", "--book", "BOOK").ends(2).says("no letter or digit")


def test_a_diagram_is_named_after_its_chapter_and_can_be_drawn(parts: BookTest) -> None:
    said = parts.publish("new", "diagram", "tide-table", "--book", "BOOK", "--chapter", "3")
    said.ends(0).says("![Tide Table](../assets/ch03-tide-table.html)")
    parts.write({"chapters/03-c.md": "# C\n\n![Tide Table](../assets/ch03-tide-table.html)\n"})
    assert examine(parts.root, Settings()).findings == ()


def test_a_new_diagram_breaks_no_rule_for_drawings_on_the_smallest_page(parts: BookTest) -> None:
    parts.publish("new", "diagram", "tide-table", "--book", "BOOK", "--chapter", "3").ends(0)
    path = "assets/ch03-tide-table.html"
    drawing = finish((parts.root / path).read_text("utf-8"), path, printed=314)
    checks = load(installed=False).drawing_checks
    assert checks
    assert [(c.code, fault) for c in checks for fault in c.check(drawing)] == []


def test_a_diagram_is_never_overwritten(parts: BookTest) -> None:
    args = ("new", "diagram", "tide.html", "--book", "BOOK")
    parts.publish(*args).ends(0).says("assets/tide.html")
    parts.write({"assets/tide.html": "mine"})
    parts.publish(*args).ends(2).says("'assets/tide.html' is there already")
    assert (parts.root / "assets/tide.html").read_text() == "mine"


def test_a_folder_that_leads_out_of_the_book_is_not_written_to(
    parts: BookTest, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (parts.root / "assets").symlink_to(tmp_path / "elsewhere")
    parts.publish("new", "diagram", "tide", "--book", "BOOK").ends(2).says("leads out")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_chapter_that_is_not_there_is_told_with_those_that_are(parts: BookTest) -> None:
    said = parts.publish("new", "diagram", "tide", "--book", "BOOK", "--chapter", "7")
    said.ends(2).says("the book has no chapter '7'", "choose from: 00-preface, 01-a")


def test_a_book_s_own_template_comes_first(parts: BookTest) -> None:
    parts.write({"templates/chapter/chapter.md": "# $title\n\nOurs.\n"})
    parts.publish("new", "chapter", "Ebb", "--book", "BOOK").ends(0)
    assert (parts.root / "chapters/04-ebb.md").read_text() == "# Ebb\n\nOurs.\n"
