"""Chapters as the rules of a house style see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from support import BookTest, contents

from chapbook.book import Parameter
from chapbook.chapter_view import ChapterView, files_of, views
from chapbook.pipeline import Settings, examine
from chapbook.roles import Inspection


def inspected(book: BookTest, **parameters: Parameter) -> Inspection:
    found = examine(book.root, Settings())
    texts = {path: (book.root / path).read_text() for path in found.surveys}
    return Inspection(found.book, found.outline, found.surveys, texts, parameters)


def shown(view: ChapterView) -> list[tuple[str, int, str, int]]:
    return [(s.title, s.level, str(s.path), s.stretch.words) for s in view.sections]


def test_files_that_continue_a_chapter_are_its_sections(new_book: Callable[..., BookTest]) -> None:
    summary = "# Summary\n\n- [A](a.md)\n  - [B](b.md)\n- [C](c.md)\n"
    texts = {"a.md": "# A\n\n## In A\n\nOne two.", "b.md": "# B\n\n## In B", "c.md": "# C"}
    book = new_book({"SUMMARY.md": summary, **texts})
    first, second = views(inspected(book))
    assert shown(first) == [
        ("A", 1, "a.md", 1),
        ("In A", 2, "a.md", 4),
        ("B", 2, "b.md", 1),
        ("In B", 3, "b.md", 2),
    ]
    assert shown(second) == [("C", 1, "c.md", 1)]
    assert [section.title for section in first.under(first.sections[2])] == ["In B"]


def test_levels_are_those_of_the_book_whatever_marks_a_file_has(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({"01-a.md": "Before.\n\n### A\n\n#### B\n\nText."})
    (view,) = views(inspected(book))
    assert shown(view) == [("A", 1, "01-a.md", 2), ("B", 2, "01-a.md", 2)]


def test_a_file_without_a_heading_has_the_title_of_the_contents(
    new_book: Callable[..., BookTest],
) -> None:
    manifest = "title: T\ncontents:\n  chapters:\n    - {path: a.md, title: Lamps}\n"
    (view,) = views(inspected(new_book({"book.yaml": manifest, "a.md": "One two."})))
    assert (view.title.title, view.title.line, view.title.stretch.words) == ("Lamps", 1, 2)


def test_kinds_and_exceptions_choose_the_chapters(new_book: Callable[..., BookTest]) -> None:
    lists = contents(front_matter=["p.md"], chapters=["a.md", "b.md"])
    book = new_book({"book.yaml": lists, **dict.fromkeys(("p.md", "a.md", "b.md"), "# T")})
    assert [str(view.path) for view in views(inspected(book))] == ["a.md", "b.md"]
    assert [view.path for view in views(inspected(book, **{"except": ("a.md",)}))] == [
        PurePosixPath("b.md")
    ]
    chosen = files_of(inspected(book, kinds=("front-matter",)))
    assert [str(path) for path, _ in chosen] == ["p.md"]
    assert len(list(files_of(inspected(book)))) == 3
