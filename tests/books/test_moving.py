"""When chapters, Parts and companions move, numbers and references follow everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from finished import read_text
from support import DIAGRAM, BookTest

MANIFEST = """\
title: Lights
contents:
  parts:
    - {{title: First, chapters: [{first}]}}
    - {{title: Second, chapters: [{second}]}}
  appendices: [signals.md]
companions:
  book-1: {{path: ../tides, aliases: [Book 1]}}
"""
LAMPS = """\
# Lamps

![The lamp](lamp.html){#fig:lamp}

See @sec:lenses, @fig:lens, [@fig:lamp; @fig:lens] and @sec:signals.

> **From Book 1:** For more on tides, see "The Tide Book" Chapter 3: Moon.
"""
LENSES = (
    "# Lenses\n\n## Glass {#sec:glass}\n\n![The lens](lamp.html){#fig:lens}\n\nSee @fig:lamp.\n"
)
WEATHER = "# Weather\n\nSee Chapter 2: Lenses, @sec:glass and @part:second.\n"
SIGNALS = "# Signals\n\nAs @fig:lens shows.\n"
INVENTORY = """\
title: The Tide Book
entries:
  - {{kind: chapter, number: "{number}", title: Moon, anchor: moon}}
"""
TARGETS = ("docx", "epub", "typst")


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    made = new_book({
        "book.yaml": MANIFEST.format(first="lamps.md, lenses.md", second="weather.md"),
        "lamps.md": LAMPS, "lenses.md": LENSES, "weather.md": WEATHER, "signals.md": SIGNALS,
        "lamp.html": DIAGRAM,
    })  # fmt: skip
    return made.write({"../tides/inventory.yaml": INVENTORY.format(number=3)})


def texts(book: BookTest, *, only: tuple[str, ...] = ()) -> list[str]:
    """What each format says, with plain spaces."""
    built = book.build(*TARGETS, only=only)
    return [read_text(built.of(target)).replace("\u00a0", " ") for target in TARGETS]


def found(book: BookTest) -> list[str]:
    return [f"{f.path}:{f.line} {f.code}" for f in book.check() if f.severity != "info"]


def test_all_formats_refer_alike(book: BookTest) -> None:
    for text in texts(book):
        assert "See Chapter 2, Figure 2.1, Figures 1.1 and 2.1 and Appendix A." in text
        assert "See Chapter 2: Lenses, Section 2.1 and Part II." in text
    assert found(book) == []


def test_a_chapter_put_in_between_moves_those_behind_it(book: BookTest) -> None:
    manifest = MANIFEST.format(first="lamps.md, oil.md, lenses.md", second="weather.md")
    book.write({"book.yaml": manifest, "oil.md": "# Oil\n\nSee @fig:lens.\n"})
    for text in texts(book):
        assert "See Chapter 3, Figure 3.1, Figures 1.1 and 3.1 and Appendix A." in text
        assert "Section 3.1 and Part II." in text
        assert "See Figure 3.1." in text
    assert found(book) == ["weather.md:3 mention-title"]  # it says Chapter 2, as it was typed


def test_a_part_put_first_takes_its_chapters_along(book: BookTest) -> None:
    book.write({"book.yaml": MANIFEST.format(first="weather.md", second="lamps.md, lenses.md")})
    for text in texts(book):
        assert "See Chapter 3, Figure 3.1, Figures 2.1 and 3.1 and Appendix A." in text
        assert "Section 3.1 and Part II." in text
        assert "As Figure 3.1 shows." in text
    assert found(book) == ["weather.md:3 mention-title"]


def test_a_chapter_built_alone_has_the_numbers_of_the_whole_book(book: BookTest) -> None:
    for text in texts(book, only=("2",)):
        assert "See Figure 1.1." in text
        assert "Figure 2.1 The lens" in text


def test_a_companion_s_new_numbers_are_printed_and_the_old_ones_reported(book: BookTest) -> None:
    assert all("Chapter 3: Moon" in text for text in texts(book))
    book.write({"../tides/inventory.yaml": INVENTORY.format(number=5)})
    for text in texts(book):
        assert "Chapter 5: Moon" in text
        assert "Chapter 3: Moon" not in text
    assert found(book) == ["lamps.md:7 companion-reference"]
    book.publish("check", "BOOK", "--fix").ends(0)
    assert "Chapter 5: Moon" in (book.root / "lamps.md").read_text("utf-8")
    assert found(book) == []
