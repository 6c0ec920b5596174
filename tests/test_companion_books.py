"""Companions as a build uses them: pinned copies first, the files of the workspace else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Companion, Metadata
from chapbook.companion_books import Companions, load_companions
from chapbook.companion_lock import LOCK, Pinned, lock_text, read_lock
from chapbook.companion_update import compare, pin_companions
from chapbook.errors import BookError
from chapbook.inventory import Inventory, InventoryEntry
from chapbook.inventory_file import to_json

TIDES = Inventory(
    "Tides", edition="First", entries=(InventoryEntry("chapter", "Moon", "3", "moon"),)
)
LATER = replace(TIDES, entries=(InventoryEntry("chapter", "Moon", "4", "moon"),))
URL = "https://example.org/tides.json"


def book_with(root: Path, *companions: Companion) -> Book:
    return Book(root, Metadata("B"), (), PurePosixPath("book.yaml"), companions=companions)


def no_manuscript(root: Path) -> Inventory:
    raise AssertionError(f"{root} is surveyed")


def titles(companions: Companions) -> dict[str, tuple[str, str | None]]:
    return {
        name: (i.entries[0].number or "", i.edition) for name, i in companions.inventories.items()
    }


def pin(root: Path, name: str, source: str, inventory: Inventory = TIDES) -> None:
    (root / LOCK).write_text(lock_text({name: Pinned(source, inventory)}))


def test_without_a_lock_a_companion_is_read_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(to_json(TIDES))
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "b.inventory.json").write_text(to_json(LATER))
    book = book_with(
        tmp_path,
        Companion("a", tmp_path / "a.json", edition="Third"),
        Companion("b", folder),
        Companion("c", tmp_path / "missing"),
    )
    loaded = load_companions(book, no_manuscript)
    assert titles(loaded) == {"a": ("3", "Third"), "b": ("4", "First")}
    assert loaded.current == {}


def test_a_folder_with_a_manuscript_and_no_inventory_is_surveyed(tmp_path: Path) -> None:
    (tmp_path / "tides").mkdir()
    (tmp_path / "tides/01-moon.md").write_text("# Moon\n")
    book = book_with(tmp_path, Companion("a", tmp_path / "tides"))
    asked: list[Path] = []

    def survey(root: Path) -> Inventory:
        asked.append(root)
        return TIDES

    assert titles(load_companions(book, survey)) == {"a": ("3", "First")}
    assert asked == [tmp_path / "tides"]


def test_the_pinned_copy_is_used_and_what_the_files_say_now_is_kept_beside_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.json").write_text(to_json(LATER))
    pin(tmp_path, "a", "a.json")
    book = book_with(tmp_path, Companion("a", tmp_path / "a.json", source="a.json"))
    loaded = load_companions(book, no_manuscript)
    assert titles(loaded) == {"a": ("3", "First")}
    assert loaded.current["a"].entries[0].number == "4"


def test_a_pinned_companion_may_be_missing_or_broken(tmp_path: Path) -> None:
    pin(tmp_path, "a", "a.json")
    book = book_with(tmp_path, Companion("a", tmp_path / "a.json", source="a.json"))
    assert load_companions(book, no_manuscript).current == {}
    (tmp_path / "a.json").write_text("{")
    loaded = load_companions(book, no_manuscript)
    assert (titles(loaded), loaded.current) == ({"a": ("3", "First")}, {})


def test_a_pin_from_another_source_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(to_json(LATER))
    pin(tmp_path, "a", "../elsewhere")
    book = book_with(tmp_path, Companion("a", tmp_path / "a.json", source="a.json"))
    assert titles(load_companions(book, no_manuscript)) == {"a": ("4", "First")}


def test_an_address_without_a_pin_is_an_error_that_names_the_next_step(tmp_path: Path) -> None:
    book = book_with(tmp_path, Companion("a", url=URL, source=URL))
    with pytest.raises(BookError) as caught:
        load_companions(book, no_manuscript)
    assert URL in caught.value.message
    assert "publish companions update" in (caught.value.hint or "")
    pin(tmp_path, "a", URL)
    assert titles(load_companions(book, no_manuscript)) == {"a": ("3", "First")}


def test_the_lock_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    pinned = {"b": Pinned("b", TIDES), "a": Pinned(URL, replace(LATER, url=URL, authors=("Ä",)))}
    text = lock_text(pinned)
    assert text == lock_text(dict(reversed(pinned.items())))
    assert list(json.loads(text)["companions"]) == ["a", "b"]
    (tmp_path / LOCK).write_text(text)
    assert lock_text(read_lock(tmp_path)) == text
    assert lock_text({}) == '{\n  "version": 1,\n  "companions": {}\n}\n'


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("Moon", "Sun"), "does not fit its digest"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "is of version 2"),
        (lambda text: text.replace('"source"', '"sauce"'), "cannot be read"),
        (lambda text: text[:-5], "cannot be read"),
        (lambda text: "[]", "cannot be read"),
        (lambda text: text.replace('"title": "Tides",\n', ""), "the key 'title' is missing"),
    ],
)
def test_a_lock_that_was_changed_by_hand_is_an_error(tmp_path, change, sentence) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / LOCK).write_text(change(lock_text({"a": Pinned("a", TIDES)})))
    with pytest.raises(BookError, match=sentence) as caught:
        read_lock(tmp_path)
    assert caught.value.path == tmp_path / LOCK


def test_pinning_reads_files_and_fetches_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(to_json(TIDES))
    book = book_with(
        tmp_path,
        Companion("a", tmp_path / "a.json", source="a.json"),
        Companion("b", url=URL, source=URL),
        Companion("c", url="https://example.org/i.yaml", source="y"),
    )
    answers = {
        URL: to_json(LATER).encode(),
        "https://example.org/i.yaml": b"title: Y\nentries:\n  - {kind: part, title: P}\n",
    }
    pinned = pin_companions(book, no_manuscript, answers.__getitem__)
    assert {name: p.inventory.title for name, p in pinned.items()} == {
        "a": "Tides",
        "b": "Tides",
        "c": "Y",
    }
    assert pinned["b"].source == URL


def test_a_companion_that_cannot_be_pinned_is_an_error(tmp_path: Path) -> None:
    book = book_with(tmp_path, Companion("a", tmp_path / "x", source="x"))
    with pytest.raises(BookError, match="no inventory and no manuscript at 'x'"):
        pin_companions(book, no_manuscript, lambda url: b"")
    book = book_with(tmp_path, Companion("a", url=URL, source=URL))
    with pytest.raises(BookError, match="is not UTF-8"):
        pin_companions(book, no_manuscript, lambda url: b"\xff")
    with pytest.raises(BookError, match="is not JSON"):
        pin_companions(book, no_manuscript, lambda url: b"<html>")


def test_a_comparison_tells_the_moves_and_the_places(tmp_path: Path) -> None:
    pin(tmp_path, "a", "a.json")
    book = book_with(tmp_path, Companion("a", tmp_path / "a.json", ("Book 1",), source="a.json"))
    texts = {PurePosixPath("x.md"): "> **From Book 1:** See Chapter 3.\n"}
    (change,) = compare(book, texts, {"a": LATER}, read_lock(tmp_path))
    assert [move.changes for move in change.moves] == [("renumbered",)]
    assert [(place.line, place.said) for place in change.places] == [(1, "Chapter 3")]
    (change,) = compare(book_with(tmp_path / "none"), texts, {"a": LATER}, {})
    assert (change.old, change.moves, change.places) == (None, (), ())
