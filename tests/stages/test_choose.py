"""Choosing what to build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import pytest
from support import BookTest

from chapbook.book import Book, Metadata, Target
from chapbook.errors import BookError, ChapbookError
from chapbook.registry import load
from chapbook.stages.choose import (
    EARLIEST,
    LATEST,
    choose_chapters,
    choose_targets,
    release_date,
)

REGISTRY = load(installed=False)
OWN = (Target("pdf-mobile", "pdf", {"paper": "a5"}), Target("epub", "epub", {"toc-depth": 1}))


def book(**more: object) -> Book:
    return Book(Path("b"), Metadata("B"), (), PurePosixPath("book.yaml"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("to", "named"),
    [
        ((), OWN),
        (("epub",), (OWN[1],)),
        (("docx", "pdf-mobile", "docx"), (Target("docx", "docx"), OWN[0])),
        (("pdf",), (Target("pdf", "pdf"),)),
    ],
)
def test_targets_are_the_books_own_or_formats(to: Sequence[str], named: tuple[Target, ...]) -> None:
    assert choose_targets(book(targets=OWN), REGISTRY, to) == named


def test_an_unknown_target_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(BookError, match="no format 'mobi'") as caught:
        choose_targets(book(targets=OWN), REGISTRY, ["mobi"])
    assert "docx, epub, html, pdf, pdf-mobile, typst" in (caught.value.hint or "")


@pytest.fixture
def shelf(new_book: Callable[..., BookTest]) -> BookTest:
    summary = "# Summary\n\n- [One](01-one.md)\n  - [Deeper](deeper.md)\n- [Two](02-two.md)\n"
    summary += "- [Appendix](x.md)\n  - [Signals](90-signals.md)\n"
    names = ("01-one", "deeper", "02-two", "x", "90-signals")
    return new_book(
        {"SUMMARY.md": summary, **{f"{n}.md": f"# {n.title()}\n\nText." for n in names}}
    )


@pytest.mark.parametrize(
    ("only", "files"),
    [
        ((), ["01-one", "deeper", "02-two", "x", "90-signals"]),
        (("1",), ["01-one", "deeper"]),
        (("one", "A"), ["01-one", "deeper", "90-signals"]),
        (("02-two.md",), ["02-two"]),
        (("02-two", "2"), ["02-two"]),
        (("signals",), ["90-signals"]),
    ],
)
def test_chapters_are_chosen_by_number_file_or_slug(
    shelf: BookTest, only: Sequence[str], files: Sequence[str]
) -> None:
    outline = shelf.outline()
    assert sorted(path.stem for path in choose_chapters(outline, only)) == sorted(files)


@pytest.mark.parametrize("only", [["7"], ["1", "7"], ["deeper"], [""]])
def test_an_unknown_chapter_is_an_error(shelf: BookTest, only: Sequence[str]) -> None:
    with pytest.raises(BookError, match="the book has no chapter"):
        choose_chapters(shelf.outline(), only)


@pytest.mark.parametrize(
    ("date", "environment", "seconds"),
    [
        (None, {}, EARLIEST),
        ("2026-03-01", {}, 1772323200),
        ("soon", {}, EARLIEST),
        ("1970-01-01", {}, EARLIEST),
        ("2026-03-01", {"SOURCE_DATE_EPOCH": "1800000000"}, 1800000000),
        ("2026-03-01", {"SOURCE_DATE_EPOCH": "1"}, EARLIEST),
        ("2200-01-01", {}, LATEST),
    ],
)
def test_a_files_date_is_the_books_and_not_todays(
    monkeypatch: pytest.MonkeyPatch,
    date: str | None,
    environment: Mapping[str, str],
    seconds: int,
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    dated = Book(Path("b"), Metadata("B", date=date), (), PurePosixPath("book.yaml"))
    assert release_date(dated) == seconds


@pytest.mark.parametrize("named", ["today", "-5", "²", "9" * 20, str(LATEST + 1)])
def test_a_date_from_outside_that_is_none_is_an_error(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", named)
    with pytest.raises(ChapbookError, match="not a number of seconds"):
        release_date(book())
