"""The checks of references to other books."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Companion, Metadata
from chapbook.companion_books import Companions
from chapbook.finding import Finding, Fix
from chapbook.inventory import Inventory, InventoryEntry
from chapbook.outline import Outline
from chapbook.plugins.checks.companions import (
    CompanionDrift,
    CompanionReference,
    CompanionUnknown,
    MissingInventory,
)
from chapbook.roles import Check, Inspection

TIDES = Inventory(
    "Tides",
    edition="First",
    entries=(
        InventoryEntry("chapter", "Moon & Sun: Two Pulls", "5", "moon"),
        InventoryEntry("chapter", "Harbors", "7", "harbors"),
        InventoryEntry("appendix", "Tables", "A", "tables"),
    ),
)
PATH = PurePosixPath("chapters/01.md")


def check(check: Check, text: str, now: Inventory | None = None, **known: object) -> list[Finding]:
    companion = Companion("book-1", Path("tides"), ("Book 1",), **known)  # type: ignore[arg-type]
    book = Book(
        Path("b"), Metadata("B"), (Chapter(PATH),), PurePosixPath("book.yaml"),
        companions=(companion,),
    )  # fmt: skip
    current = {} if now is None else {"book-1": now}
    companions = Companions({"book-1": TIDES}, current)
    inspection = Inspection(book, Outline((), ()), {}, {PATH: text}, companions=companions)
    return list(check.check(inspection))


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.place, finding.message) for finding in check(CompanionReference(), text)]


@pytest.mark.parametrize(
    "text",
    [
        'Text.\n\n> **From Book 1:** See "Tides" Chapter 5: Moon and Sun: Two Pulls.\n',
        "> **From Book 1:** For more, see\n> *Tides*, Chapter 5 and Appendix A: Tables.\n",
        "> **From Book 1:** See Chapter 5: Moon & Sun, and Section 5.2.\n",
        "> **From “Tides”:** See Chapter 5.\n",
        "> **From *Tides*:** See Chapters 5 and 7.\n",
        "> **From Book 2:** See Chapter 9.\n",
        "> **Note:** In Chapter 9 of the Odyssey.\n",
        "Read Chapter 9. In `[@book-1#chapter-9]` nothing is meant.\n",
        "    > **From Book 1:** See our Chapter 9.\n",
        "[@book-1#chapter-5] [-@book-1#moon]\n",
        '::: {.crossref book="book-1" to="chapter-5, appendix-a"}\n:::\n',
    ],
)
def test_a_reference_that_agrees_or_is_about_another_book_is_no_finding(text: str) -> None:
    assert found(text) == []


def test_a_chapter_that_the_companion_does_not_have() -> None:
    text = "Text.\n\n> **From Book 1:** See Chapter 6.\n"
    assert found(text) == [("chapters/01.md:3:24", "“Tides” has no Chapter 6")]


def test_a_chapter_that_the_companion_does_not_have_outside_a_box() -> None:
    assert found("See *Tides*, Chapter 6.\n") == [
        ("chapters/01.md:1:14", "“Tides” has no Chapter 6")
    ]


def test_a_title_that_the_companion_has_changed_is_put_right() -> None:
    text = "> **From Book 1:** See “Tides” Chapter 5: *The Moon*.\n"
    (finding,) = check(CompanionReference(), text)
    assert finding.message == "Chapter 5 of “Tides” is called “Moon & Sun: Two Pulls”"
    assert finding.hint == "write Chapter 5: Moon & Sun: Two Pulls"
    assert finding.fix == Fix(1, 44, "The Moon", "Moon & Sun: Two Pulls")


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        ("Chapter 6: Harbors", Fix(1, 32, "6", "7")),
        ("Ch. 6 (“Harbors”)", Fix(1, 28, "6", "7")),
        ("Chapter 6: Tables", Fix(1, 24, "Chapter 6", "Appendix A")),
    ],
)
def test_a_number_that_the_title_is_not_under_is_put_right(said: str, fix: Fix) -> None:
    (finding,) = check(CompanionReference(), f"> **From Book 1:** See {said}.\n")
    assert "of “Tides”" in finding.message
    assert finding.fix == fix


def test_a_title_of_which_some_words_are_emphasized_is_left_to_the_author() -> None:
    (finding,) = check(CompanionReference(), "> **From Book 1:** See Chapter 5: *The* Low Moon.\n")
    assert finding.fix is None


def test_a_title_over_two_lines_is_put_right() -> None:
    text = "> **From Book 1:** See Chapter 5: The\n> Moon.\n"
    (finding,) = check(CompanionReference(), text)
    assert finding.fix == Fix(1, 35, "The\n> Moon", "Moon & Sun: Two Pulls")


def test_a_key_that_the_companion_does_not_have() -> None:
    findings = check(
        CompanionReference(),
        '[@book-1#harbor]\n\n::: {.crossref book="Book 1" to="moon chapter-6"}\n:::\n',
    )
    write = "write chapter-5, appendix-a, an anchor, or the first words of a title"
    assert [(f.place, f.message, f.hint) for f in findings] == [
        ("chapters/01.md:3:39", "“Tides” has nothing called 'chapter-6'", write),
        ("chapters/01.md:1:2", "“Tides” has nothing called 'harbor'", "did you mean 'harbors'?"),
    ]


def test_a_book_without_companions_has_no_references_to_them() -> None:
    book = Book(Path("b"), Metadata("B"), (Chapter(PATH),), PurePosixPath("book.yaml"))
    text = "> **From Book 1:** See Chapter 6.\n"
    inspection = Inspection(book, Outline((), ()), {}, {PATH: text})
    assert list(CompanionReference().check(inspection)) == []
    assert list(CompanionDrift().check(inspection)) == []
    (finding,) = CompanionUnknown().check(inspection)
    assert finding.message == "`companions` in book.yaml has no “Book 1”"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("> **From Book 2:** See Chapter 9.\n", "1:5"),
        ("> **From “Sails”**: See Chapter 9.\n", "1:5"),
        ("> **From *Sails*:** See Chapter 9.\n", "1:5"),
        ("\nSee [@book-2#chapter-9].\n", "2:6"),
        ('::: {.crossref book="book-2" to="x"}\n:::\n', "1:16"),
    ],
)
def test_a_book_that_is_no_companion(text: str, place: str) -> None:
    (finding,) = check(CompanionUnknown(), text)
    assert finding.place == f"chapters/01.md:{place}"
    assert finding.hint == "companions are: book-1"


@pytest.mark.parametrize(
    "text",
    [
        "> **From Book 1:** See Chapter 9.\n",
        "> **From the Field:** We once had Chapter 11.\n",
        "> **From Zero to One:** A story.\n",
        "> **Rule of Thumb:** Book 2 is better.\n",
        "Mail user@host#fragment or @someone#tag.\n",
        "::: {.crossref}\nText.\n:::\n",
        "```\n> **From Book 2:** Code.\n```\n",
    ],
)
def test_what_names_no_other_book_is_no_finding(text: str) -> None:
    assert check(CompanionUnknown(), text) == []


def moved(**changes: str) -> Inventory:
    first = replace(TIDES.entries[0], **changes)  # type: ignore[arg-type]
    return replace(TIDES, entries=(first, *TIDES.entries[1:]))


def test_drift_is_told_once_and_at_every_place_that_points_to_it() -> None:
    text = "> **From Book 1:** See Chapter 5 and Chapter 7.\n\n[@book-1#moon]\n"
    findings = check(CompanionDrift(), text, moved(number="6"))
    assert [(f.place, f.message) for f in findings] == [
        ("companions.lock", "“Tides” has changed since it was pinned: 1 renumbered"),
        (
            "chapters/01.md:1:24",
            "Chapter 5: Moon & Sun: Two Pulls of “Tides” is now Chapter 6: Moon & Sun: Two Pulls",
        ),
        (
            "chapters/01.md:3:2",
            "Chapter 5: Moon & Sun: Two Pulls of “Tides” is now Chapter 6: Moon & Sun: Two Pulls",
        ),
    ]
    assert all("publish companions update" in (f.hint or "") for f in findings)
    assert not any(f.fix for f in findings)


def test_what_was_removed_is_told() -> None:
    now = replace(TIDES, entries=TIDES.entries[1:])
    messages = [f.message for f in check(CompanionDrift(), "> **From Book 1:** Chapter 5.\n", now)]
    assert messages[1:] == ["“Tides” no longer has Chapter 5: Moon & Sun: Two Pulls"]


def test_another_edition_is_told_unless_the_book_names_its_own() -> None:
    now = replace(TIDES, edition="Second")
    (finding,) = check(CompanionDrift(), "", now)
    assert finding.message == "“Tides” has changed since it was pinned: now Second"
    assert check(CompanionDrift(), "", now, edition="First") == []


@pytest.mark.parametrize(
    "now",
    [None, TIDES, replace(TIDES, entries=(*TIDES.entries, InventoryEntry("chapter", "New", "8")))],
)
def test_additions_are_no_drift(now: Inventory | None) -> None:
    assert check(CompanionDrift(), "> **From Book 1:** See Chapter 5.\n", now) == []


def test_a_folder_without_an_inventory_is_told(tmp_path: Path) -> None:
    book = Book(
        tmp_path, Metadata("B"), (), PurePosixPath("book.yaml"),
        companions=(Companion("a", tmp_path), Companion("b", tmp_path / "gone")),
    )  # fmt: skip
    inspection = Inspection(book, Outline((), ()), {}, {}, companions=Companions())
    (finding,) = MissingInventory().check(inspection)
    assert (finding.code, finding.place) == ("missing-companion", "book.yaml")
    assert "the companion 'a' has no inventory" in finding.message
