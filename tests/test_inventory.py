"""What a book publishes about itself, written by builds as JSON and by hand as YAML."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePosixPath

import jsonschema
import pytest

from chapbook.book import Book, Chapter, Metadata, Part
from chapbook.errors import BookError
from chapbook.inventory import Inventory, InventoryEntry, inventory_of, pdf_place, slug_of
from chapbook.inventory_file import (
    FILE,
    find_inventory,
    read_inventory,
    to_json,
    write_inventory,
)
from chapbook.manifest_schema import inventory_schema
from chapbook.outline import Outline, number_book
from chapbook.survey import Heading, Survey

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
        ("title: T\nentries:\n  - {kind: a verse, title: X}\n", 3, "a kind such as chapter or fig"),
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


BOOK = Book(
    Path("books/sea-lights"),
    Metadata("Sea Lights", "Lamps", ("Ada",), "de", edition="Second", url="https://x.org/sea/"),
    (Chapter(PurePosixPath("01-lamps.md"), part=0), Chapter(PurePosixPath("02-lenses.md"), part=0)),
    PurePosixPath("book.yaml"),
    parts=(Part("The Light"),),
)
TIDES = Inventory(
    "Tides",
    url="https://x.org/tides",
    entries=(
        InventoryEntry("front-matter", "Preface", anchor="preface"),
        InventoryEntry("chapter", "Moon & Sun: Two Pulls", "5", "moon"),
        InventoryEntry("section", "Springs", "5.2", "moon--springs"),
        InventoryEntry("chapter", "Network & Connection Optimization", "6", "net"),
        InventoryEntry("appendix", "Tables", "A", "tables", url="https://y.org/t"),
        InventoryEntry("section", "Tables", "6.1", "net--tables"),
    ),
)


def numbered() -> Outline:
    heading = Heading(1, "lamps", "Lamps", False, None, 1, "Lamps")
    section = Heading(2, "wicks", "Wicks", False, None, 3, "Wicks")
    lenses = Heading(1, "lenses", "Lenses", False, None, 1, "Lenses")
    surveys = {
        PurePosixPath("01-lamps.md"): Survey(headings=(heading, section)),
        PurePosixPath("02-lenses.md"): Survey(headings=(lenses,)),
    }
    return number_book(BOOK, surveys)


def test_a_build_writes_every_label_with_its_place_in_each_format(tmp_path: Path) -> None:
    places = {
        "pdf": {"lamps": pdf_place(7, "lamps"), "lamps--wicks": pdf_place(9, "lamps--wicks")},
        "epub": {"lamps": "text/ch01.xhtml#lamps"},
    }
    path = write_inventory(tmp_path, BOOK, numbered(), places)
    assert path == tmp_path / "sea-lights.inventory.json"
    value = json.loads(path.read_text("utf-8"))
    assert value["edition"] == "Second"
    assert value["entries"][:3] == [
        {"kind": "part", "number": "I", "title": "The Light", "anchor": "part-1"},
        {
            "kind": "chapter",
            "number": "1",
            "title": "Lamps",
            "anchor": "lamps",
            "places": {"epub": "text/ch01.xhtml#lamps", "pdf": "page=7&nameddest=lamps"},
        },
        {
            "kind": "section",
            "number": "1.1",
            "title": "Wicks",
            "anchor": "lamps--wicks",
            "places": {"pdf": "page=9&nameddest=lamps--wicks"},
        },
    ]


def test_what_a_build_writes_fits_the_published_schema_and_is_read_back(tmp_path: Path) -> None:
    places = {"docx": {"lamps": "_lamps"}}
    path = write_inventory(tmp_path, BOOK, numbered(), places)
    jsonschema.Draft202012Validator(inventory_schema()).validate(json.loads(path.read_text()))
    written = inventory_of(BOOK, numbered(), places)
    read = read_inventory(path)
    plain = tuple(replace(entry, line=None) for entry in read.entries)
    assert replace(read, entries=plain) == written
    assert read.digest == written.digest


def test_the_shipped_schema_is_the_generated_one() -> None:
    shipped = files("chapbook").joinpath("inventory.schema.json").read_text("utf-8")
    assert shipped == json.dumps(inventory_schema(), indent=2) + "\n"
    jsonschema.Draft202012Validator.check_schema(inventory_schema())


def test_a_hand_written_inventory_fits_the_schema_too() -> None:
    path = REPOSITORY / "ebooks/before-the-3-am-alert" / FILE
    text = to_json(read_inventory(path))
    jsonschema.Draft202012Validator(inventory_schema()).validate(json.loads(text))


def test_the_digest_is_of_what_references_show_and_not_of_pages() -> None:
    moved = tuple(replace(entry, places={"pdf": "page=9"}) for entry in TIDES.entries)
    assert replace(TIDES, entries=moved).digest == TIDES.digest
    assert replace(TIDES, edition="Second").digest != TIDES.digest
    assert replace(TIDES, entries=TIDES.entries[1:]).digest != TIDES.digest


@pytest.mark.parametrize(
    ("reference", "anchor"),
    [
        ("moon", "moon"),
        ("#moon--springs", "moon--springs"),
        ("chapter-5", "moon"),
        ("Chapter-5", "moon"),
        ("appendix-a", "tables"),
        ("section-5.2", "moon--springs"),
        ("section-5-2", "moon--springs"),
        ("moon-and-sun-two-pulls", "moon"),
        ("moon-sun", "moon"),
        ("network-and-connection", "net"),
        ("preface", "preface"),
        ("tables", "tables"),
        ("chapter-7", None),
        ("connection", None),
        ("", None),
    ],
)
def test_a_chapter_is_found_by_anchor_number_or_title(reference: str, anchor: str | None) -> None:
    found = TIDES.resolve(reference)
    assert (found.anchor if found else None) == anchor


def test_a_title_finds_its_entry_where_one_has_it() -> None:
    found = TIDES.titled("network and connection optimization")
    assert found and found.number == "6"
    assert TIDES.titled("Tables") is None
    assert TIDES.titled("Tables", "appendix") == TIDES.entries[4]
    assert TIDES.titled("&&") is None


def test_a_link_is_the_books_url_and_the_anchor_or_the_entrys_own() -> None:
    assert TIDES.link_to(TIDES.entries[1]) == "https://x.org/tides#moon"
    assert TIDES.link_to(TIDES.entries[4]) == "https://y.org/t"
    assert replace(TIDES, url=None).link_to(TIDES.entries[1]) is None


def test_a_slug_writes_the_ampersand_out() -> None:
    assert slug_of("Network & Connection: A_Start!") == "network-and-connection-a-start"


def test_an_inventory_is_found_under_each_of_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "tides"
    folder.mkdir()
    assert find_inventory(folder) is None
    for name in ("tides.inventory.json", "inventory.json", FILE):
        (folder / name).write_text("{}")
        found = find_inventory(folder)
        assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("{", 1, "is not JSON"),
        ('{\n"title": "T",\n}', 3, "is not JSON"),
        ("[]", 1, "expected a mapping"),
        ('{"title": "T"}', 1, "the key 'entries' is missing"),
        ('{"title": "T", "entries": [], "digest": "x"}', 1, "expected a SHA-256"),
        ('{"title": {"a": 1}, "entries": []}', 1, "expected text"),
        ("[" * 100000, None, "nested too deep"),
        ('{"title": ' + "9" * 5000 + "}", None, "a number that is too long"),
        ('{"title": "T\\ud800", "entries": []}', 1, "`title` holds the character U+D800"),
        ('{"title": "T\\u0001", "entries": []}', 1, "`title` holds the character U+0001"),
    ],
)
def test_a_wrong_json_inventory_is_an_error_with_its_place(
    tmp_path: Path, text: str, line: int | None, sentence: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(BookError) as caught:
        read_inventory(path)
    assert sentence in caught.value.message
    assert caught.value.line == line
