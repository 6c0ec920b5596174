"""The key `numbering` of `book.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.manifest import read_book
from chapbook.numbering import NumberingSettings


def read(folder: Path, *lines: str) -> Book:
    manifest = ["title: Lamps", "contents: {chapters: [one.md]}", *lines, ""]
    (folder / "book.yaml").write_text("\n".join(manifest), "utf-8")
    (folder / "one.md").write_text("# One\n", "utf-8")
    return read_book(folder)[0]


def test_a_book_that_says_nothing_numbers_as_most_books_do(tmp_path: Path) -> None:
    book = read(tmp_path)
    assert (book.numbering, book.mentions) == (NumberingSettings(), "link")


def test_schemes_depth_and_restarts_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "numbering: {depth: 2, parts: decimal, chapters: roman, appendices: decimal,",
        "  restart: part, footnotes: book, equations: all}",
    ).numbering
    assert (found.depth, found.parts, found.chapters, found.appendices) == (
        2, "decimal", "roman", "decimal",
    )  # fmt: skip
    assert (found.restart, found.footnotes, found.equations) == ("part", "book", "all")


def test_a_built_in_kind_is_changed_and_an_own_one_added(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "numbering:",
        "  kinds:",
        "    figure: {restart: never, reference: [Fig., Figs.]}",
        "    algorithm: {title: Procedure, prefix: alg, list: true, scheme: roman}",
        "    exercise: {}",
    ).numbering
    figure, algorithm, exercise = map(found.kind, ("figure", "algorithm", "exercise"))
    assert figure and algorithm and exercise
    assert (figure.restart, figure.reference, figure.prefix) == ("never", ("Fig.", "Figs."), "fig")
    assert (algorithm.title, algorithm.listed, algorithm.scheme) == ("Procedure", True, "roman")
    assert (exercise.title, exercise.prefix, exercise.listed) == ("Exercise", "exercise", False)
    assert found.by_prefix("alg") == algorithm
    assert [kind.name for kind in found.own] == ["algorithm", "exercise"]


@pytest.mark.parametrize(("said", "meant"), [("off", "off"), ("check", "check"), ("link", "link")])
def test_mentions_are_linked_checked_or_left_alone(tmp_path: Path, said: str, meant: str) -> None:
    assert read(tmp_path, f"links: {{mentions: {said}}}").mentions == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("numbering: {depth: 9}", "a level from 0 to 6"),
        ("numbering: {chapters: greek}", "lower-roman"),
        ("numbering: {kinds: {x: {restart: daily}}}", "chapter, part, never"),
        ("numbering: {figures: on}", "figures"),
        ("links: {mentions: maybe}", "link, check, off"),
        ("numbering: {kinds: {x: {title: 'A {} B'}}}", "without '{' and '}'"),
        ("numbering: {kinds: {x: {reference: ['{', b]}}}", "without '{' and '}'"),
        ("numbering: {kinds: {part: {}}}", "'part' is no name for a kind of your own"),
        ("numbering: {kinds: {my-kind: {}}}", "needs a `prefix`"),
        ("numbering: {kinds: {x: {prefix: fig}}}", "of 'x' and of 'figure'"),
        ("numbering: {kinds: {x: {prefix: sec}}}", "of 'x' and of headings"),
        ("numbering: {kinds: {Xa: {}, xa: {}}}", "of 'xa' and of 'Xa'"),
        ("numbering: {kinds: {x: {reference: [a, b, c]}}}", "has 3 words"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BookError) as error:
        read(tmp_path, line)
    assert said in f"{error.value.message} {error.value.hint}"
