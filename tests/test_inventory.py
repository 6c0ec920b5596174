"""What a companion's `inventory.yaml` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.errors import BookError
from chapbook.inventory import FILE, InventoryEntry, read_inventory

REPOSITORY = Path(__file__).parents[1]


def write(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text)
    return path


def test_an_inventory_is_read_whole(tmp_path: Path) -> None:
    inventory = read_inventory(
        write(
            tmp_path,
            "title: T\nsubtitle: S\nauthors: A\nedition: Second\nlanguage: de\n"
            "url: https://example.org/t\nentries:\n"
            "  - {kind: front-matter, title: Preface}\n"
            "  - {kind: chapter, number: 1, title: One, anchor: one}\n"
            "  - {kind: section, number: 1.10, title: Ten, anchor: ten}\n",
        )
    )
    assert (inventory.title, inventory.subtitle, inventory.authors) == ("T", "S", ("A",))
    assert (inventory.edition, inventory.language) == ("Second", "de")
    assert inventory.url == "https://example.org/t"
    assert inventory.entries == (
        InventoryEntry("front-matter", "Preface", line=8),
        InventoryEntry("chapter", "One", "1", "one", line=9),
        InventoryEntry("section", "Ten", "1.10", "ten", line=10),
    )


def test_an_entry_is_found_by_kind_and_number(tmp_path: Path) -> None:
    inventory = read_inventory(
        write(tmp_path, "title: T\nentries:\n  - {kind: chapter, number: 5, title: Five}\n")
    )
    found = inventory.find("chapter", "5")
    assert found and found.title == "Five"
    assert inventory.find("appendix", "5") is None


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("entries: []\n", 1, "the key 'title' is missing"),
        ("title: T\n", 1, "the key 'entries' is missing"),
        ("title: T\nentries:\n  - {kind: chapter}\n", 3, "'title' is missing in `entries[1]`"),
        ("title: T\nentries:\n  - {kind: verse, title: X}\n", 3, "expected one of part, front-mat"),
        ("title: T\nurl: ftp://x\nentries: []\n", 2, "expected an http or https URL"),
        ("title: T\nentires: []\nentries: []\n", 2, "unknown key 'entires'"),
    ],
)
def test_a_wrong_inventory_is_answered_at_its_line(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    with pytest.raises(BookError) as caught:
        read_inventory(write(tmp_path, text))
    assert sentence in caught.value.message
    assert caught.value.line == line


def test_a_missing_inventory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="cannot be read"):
        read_inventory(tmp_path / FILE)


def test_the_companion_of_the_flagship_book_can_be_read() -> None:
    inventory = read_inventory(REPOSITORY / "ebooks/before-the-3-am-alert" / FILE)
    chapter = inventory.find("chapter", "5")
    assert chapter and chapter.title == "Network & Connection Optimization"
