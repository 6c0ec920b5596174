"""`publish companions` on the command line, and what a build makes of pinned companions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import BookTest

from chapbook.commands import companions

TIDES = """\
title: Tides
edition: First edition
entries:
  - {kind: chapter, number: "3", title: Moon, anchor: moon}
  - {kind: chapter, number: "4", title: Sun, anchor: sun}
"""
LATER = TIDES.replace('"4"', '"5"').replace('"3"', '"4"') + (
    '  - {kind: chapter, number: "3", title: Water, anchor: water}\n'
)
MANIFEST = """\
title: Nets
contents:
  chapters: [a.md]
companions:
  book-1: {path: ../tides, aliases: [Book 1]}
"""
CHAPTER = """\
# Nets

> **From Book 1:** For more on tides, see “Tides” Chapter 3: Moon, and Chapter 4.

Also [@book-1#moon].
"""


@pytest.fixture
def book(new_book: Callable[..., BookTest], tmp_path: Path) -> BookTest:
    write(tmp_path, TIDES)
    return new_book({"book.yaml": MANIFEST, "a.md": CHAPTER})


def write(tmp_path: Path, inventory: str) -> None:
    (tmp_path / "tides").mkdir(exist_ok=True)
    (tmp_path / "tides/inventory.yaml").write_text(inventory)


def test_an_update_pins_every_companion_and_says_so(book: BookTest) -> None:
    said = book.publish("companions", "update", "BOOK").ends(0)
    said.says("book-1: Tides, 2 entries, not pinned before", "wrote ", "companions.lock")
    lock = json.loads((book.root / "companions.lock").read_text("utf-8"))
    assert lock["companions"]["book-1"]["source"] == "../tides"
    assert lock["companions"]["book-1"]["edition"] == "First edition"
    again = book.publish("companions", "update", "BOOK").ends(0)
    again.says("book-1: Tides: nothing has moved", "companions.lock is up to date")


@pytest.mark.parametrize("broken", [b"<<<<<<< HEAD\n", b"\xff\xfe", b'{"version": 99}'])
def test_an_update_writes_a_broken_lock_anew(book: BookTest, broken: bytes) -> None:
    lock = book.root / "companions.lock"
    lock.write_bytes(broken)
    book.publish("companions", "update", "BOOK").ends(0).says("it is written anew", "wrote ")
    assert json.loads(lock.read_text("utf-8"))["version"] == 1


def test_a_diff_tells_what_moved_and_every_place_that_points_to_it(
    book: BookTest, tmp_path: Path
) -> None:
    book.publish("companions", "update", "BOOK").ends(0)
    book.publish("companions", "diff", "BOOK").ends(0).says("book-1: Tides: nothing has moved")
    write(tmp_path, LATER)
    lock = (book.root / "companions.lock").read_text()
    said = book.publish("companions", "diff", "BOOK").ends(1)
    said.says(
        "book-1: Tides: 2 renumbered, 1 added",
        "  renumbered: Chapter 3: Moon → Chapter 4: Moon",
        "  added: Chapter 3: Water",
        "/a.md:3:51: Chapter 3: Moon (renumbered: Chapter 3: Moon → Chapter 4: Moon)",
        "/a.md:3:72: Chapter 4 (renumbered: Chapter 4: Sun → Chapter 5: Sun)",
        "/a.md:5:7: moon (renumbered: Chapter 3: Moon → Chapter 4: Moon)",
    )
    assert (book.root / "companions.lock").read_text() == lock


def test_a_diff_is_json_for_programs(book: BookTest, tmp_path: Path) -> None:
    book.publish("companions", "update", "BOOK").ends(0)
    write(tmp_path, LATER)
    (change,) = json.loads(book.publish("companions", "diff", "BOOK", "--format", "json").out)
    assert (change["name"], change["title"]) == ("book-1", "Tides")
    assert [move["changes"] for move in change["moves"]] == [
        ["renumbered"],
        ["renumbered"],
        ["added"],
    ]
    first = change["places"][0]
    assert (first["path"], first["line"], first["column"]) == ("a.md", 3, 51)
    assert (first["old"]["number"], first["new"]["number"]) == ("3", "4")


def test_a_diff_of_what_only_grew_passes(book: BookTest, tmp_path: Path) -> None:
    book.publish("companions", "update", "BOOK").ends(0)
    write(tmp_path, TIDES + "  - {kind: appendix, number: A, title: Tables}\n")
    book.publish("companions", "diff", "BOOK").ends(0).says("1 added", "added: Appendix A: Tables")


def test_a_diff_without_a_lock_names_the_next_step(book: BookTest) -> None:
    said = book.publish("companions", "diff", "BOOK").ends(0)
    said.says("book-1: not pinned; `publish companions update` pins it")


def test_an_update_can_correct_the_manuscript(book: BookTest, tmp_path: Path) -> None:
    book.publish("companions", "update", "BOOK").ends(0)
    write(tmp_path, LATER)
    said = book.publish("companions", "update", "BOOK", "--fix").ends(0)
    said.says("corrected 2 in ", "wrote ")
    text = (book.root / "a.md").read_text("utf-8")
    assert "see “Tides” Chapter 4: Moon, and Chapter 5." in text
    assert "[@book-1#moon]" in text
    book.publish("companions", "diff", "BOOK").ends(0).says("nothing has moved")


def test_places_without_a_safe_correction_are_counted(book: BookTest, tmp_path: Path) -> None:
    book.write({"a.md": "> **From Book 1:** See Chapters 3-4.\n"})
    book.publish("companions", "update", "BOOK").ends(0)
    write(tmp_path, LATER)
    said = book.publish("companions", "update", "BOOK", "--fix").ends(0)
    said.says("2 of the places above are left to you")


def test_a_book_without_companions_has_nothing_to_pin(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"a.md": "# A\n"})
    book.publish("companions", "update", "BOOK").ends(0).says("the book has no companions")
    assert not (book.root / "companions.lock").exists()


def test_a_companion_on_the_web_is_fetched_by_an_update_alone(
    book: BookTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://example.org/tides.inventory.yaml"
    book.write({"book.yaml": MANIFEST.replace("path: ../tides", f"url: {url}")})
    book.publish("check", "BOOK").ends(2).says("companions.lock has no copy of the companion")
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return TIDES.encode()

    monkeypatch.setattr(companions, "fetch", fetch)
    book.publish("companions", "update", "BOOK").ends(0).says("book-1: Tides, 2 entries")
    assert asked == [url]
    book.publish("check", "BOOK").ends(0)
    book.publish("companions", "diff", "BOOK").ends(0).says("book-1: not here")
    assert asked == [url]


def test_two_books_of_a_workspace_may_be_each_others_companions(
    new_book: Callable[..., BookTest],
) -> None:
    nets = new_book(
        {"book.yaml": MANIFEST, "a.md": "# Knots\n\nSee [@book-1#chapter-1].\n"}, "nets"
    )
    tides = new_book(
        {
            "book.yaml": MANIFEST.replace("Nets", "Tides").replace("../tides", "../nets"),
            "a.md": "# Moon\n\n> **From Book 1:** See Chapter 1.\n",
        },
        "tides",
    )
    nets.build("epub").reads("See Tides, Chapter 1: Moon.")
    tides.build("epub").reads("See Chapter 1: Knots.")


def test_a_build_prints_the_pinned_copy_and_the_check_tells_the_drift(
    book: BookTest, tmp_path: Path
) -> None:
    book.publish("companions", "update", "BOOK").ends(0)
    write(tmp_path, LATER)
    book.build("epub").reads("see “Tides” Chapter 3: Moon, and Chapter 4: Sun.")
    said = book.publish("check", "BOOK").ends(0)
    said.says(
        "companions.lock: warning companion-drift “Tides” has changed since it was pinned",
        "a.md:3:51: warning companion-drift Chapter 3: Moon of “Tides” is now Chapter 4: Moon",
    )


def test_a_companion_renumbered_is_followed_when_it_is_built_again(
    book: BookTest, tmp_path: Path
) -> None:
    book.write({"a.md": CHAPTER.replace(", and Chapter 4", "")})
    book.build("epub").reads("see “Tides” Chapter 3: Moon.")
    write(tmp_path, LATER)
    book.build("epub").reads("see “Tides” Chapter 4: Moon.", "Also Tides, Chapter 4: Moon.")
    book.publish("check", "BOOK").says("“Moon” is Chapter 4 of “Tides”")


def test_check_fix_writes_the_number_that_the_title_is_under(
    book: BookTest, tmp_path: Path
) -> None:
    write(tmp_path, LATER)
    book.publish("check", "BOOK", "--fix")
    assert "see “Tides” Chapter 4: Moon, and Chapter 4." in (book.root / "a.md").read_text("utf-8")


def test_a_build_writes_the_books_inventory(book: BookTest) -> None:
    book.build("epub")
    value = json.loads((book.out / "book.inventory.json").read_text("utf-8"))
    assert value["title"] == "Nets"
    assert value["entries"][0]["title"] == "Nets"
