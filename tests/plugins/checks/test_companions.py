"""The check of cross-reference boxes against the companion's inventory."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Companion, Metadata
from chapbook.outline import Outline
from chapbook.plugins.checks.companions import CompanionReference
from chapbook.roles import Inspection

INVENTORY = """\
title: Tides
entries:
  - {kind: chapter, number: "5", title: "Moon & Sun: Two Pulls"}
  - {kind: appendix, number: A, title: Tables}
"""
PATH = PurePosixPath("chapters/01.md")


def found(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    (tmp_path / "tides").mkdir()
    (tmp_path / "tides/inventory.yaml").write_text(INVENTORY)
    companions = (Companion("book-1", tmp_path / "tides", ("Book 1",)),)
    book = Book(
        tmp_path, Metadata("B"), (Chapter(PATH),), PurePosixPath("book.yaml"), companions=companions
    )
    inspection = Inspection(book, Outline((), ()), {}, {PATH: text})
    return [(f.line, f.message) for f in CompanionReference().check(inspection)]


@pytest.mark.parametrize(
    "text",
    [
        'Text.\n\n> **From Book 1:** See "Tides" Chapter 5: Moon and Sun: Two Pulls.\n',
        "> **From Book 1:** For more, see\n> *Tides*, Chapter 5 and Appendix A: Tables.\n",
        "> **From “Tides”:** See Chapter 5.\n",
        "> **From Book 2:** See Chapter 9.\n",
        "> **Note:** In Chapter 9 of Tides.\n",
    ],
)
def test_a_box_that_agrees_or_is_about_another_book_is_no_finding(
    tmp_path: Path, text: str
) -> None:
    assert found(tmp_path, text) == []


def test_a_chapter_that_the_companion_does_not_have(tmp_path: Path) -> None:
    text = "Text.\n\n> **From Book 1:** See Chapter 6.\n"
    assert found(tmp_path, text) == [(3, "“Tides” has no Chapter 6")]


def test_a_title_that_the_companion_has_changed(tmp_path: Path) -> None:
    text = "> **From Book 1:** See “Tides” Chapter 5: The Moon.\n"
    assert found(tmp_path, text) == [(1, "Chapter 5 of “Tides” is called “Moon & Sun: Two Pulls”")]


def test_a_book_without_companions_has_no_findings(tmp_path: Path) -> None:
    book = Book(tmp_path, Metadata("B"), (Chapter(PATH),), PurePosixPath("book.yaml"))
    text = "> **From Book 1:** See Chapter 6.\n"
    inspection = Inspection(book, Outline((), ()), {}, {PATH: text})
    assert list(CompanionReference().check(inspection)) == []
