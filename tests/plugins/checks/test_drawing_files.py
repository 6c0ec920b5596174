"""Names of drawings, drawings that no chapter uses, and the resolution of bitmaps."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

import pytest
from support import DIAGRAM, BookTest, contents, findings_of


def png(width: int, height: int) -> bytes:
    """A black PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (width + 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chapters(*names: str, text: str = "") -> dict[str, str]:
    """A chapter for each list of drawings, with these drawings in `assets`."""
    files = {}
    for number, listed in enumerate(names, 1):
        shown = "".join(f"\n\n![{name}](../assets/{name})" for name in listed.split())
        files[f"chapters/{number:02d}-c.md"] = f"# Chapter\n\nText.{shown}{text}\n"
        files.update({f"assets/{name}": DIAGRAM for name in listed.split()})
    return files


NAMES = {
    "all follow": (chapters("ch01-a.svg ch01-b.svg", "ch02-c.svg"), []),
    "one does not": (
        chapters("ch01-a.svg ch01-b.svg", "ch02-c.svg lamp.svg"),
        ["02-c.md:7:13 'lamp.svg' is not called chNN-name as the book's other drawings are"],
    ),
    "one is another chapter's": (
        chapters("ch01-a.svg ch01-b.svg", "ch02-c.svg ch01-d.svg"),
        ["02-c.md:7:15 'ch01-d.svg' is named after chapter 1, but this chapter uses it"],
    ),
    "one is used in its own chapter and in another": (
        chapters("ch01-a.svg ch01-b.svg", "ch02-c.svg ch01-a.svg"),
        [],
    ),
    "there is no convention": (chapters("ch01-a.svg lamp.svg", "sea.svg tide.svg"), []),
}


@pytest.mark.parametrize(("files", "said"), NAMES.values(), ids=NAMES)
def test_a_drawing_is_named_after_its_chapter_where_others_are(
    new_book: Callable[..., BookTest], files: Mapping[str, str], said: list[str]
) -> None:
    found = [
        line.removeprefix("chapters/") for line in findings_of(new_book(files), "diagram-name")
    ]
    assert found == said


def test_a_book_may_say_what_drawings_are_called(new_book: Callable[..., BookTest]) -> None:
    files = chapters("ch01-a.svg", "ch02-b.svg lamp.svg")
    names = [name for name in files if name.startswith("chapters/")]
    rule = "checks:\n  diagram-name: {pattern: 'assets/ch{chapter:02}-{name}.svg'}\n"
    book = new_book({**files, "book.yaml": contents(chapters=names) + rule})
    assert findings_of(book, "diagram-name", hints=True) == [
        "chapters/02-c.md:7:13 'assets/lamp.svg' is not called "
        "'assets/ch{chapter:02}-{name}.svg' (call it assets/ch02-….svg)"
    ]


def test_a_drawing_that_no_chapter_uses_is_told(new_book: Callable[..., BookTest]) -> None:
    files = {
        **chapters("ch01-a.svg", "ch02-b.svg"),
        "assets/ch02-old.svg": DIAGRAM,
        "assets/notes.txt": "Not a drawing.",
        "elsewhere/ch09-x.svg": DIAGRAM,
    }
    assert findings_of(new_book(files), "diagram-unused") == [
        "assets/ch02-old.svg no chapter uses this drawing"
    ]


def test_a_drawing_that_is_linked_or_part_of_another_is_used(
    new_book: Callable[..., BookTest],
) -> None:
    whole = DIAGRAM.replace("</svg>", '<image href="part.svg" width="9" height="9"/></svg>')
    files = {
        **chapters("ch01-a.svg", text="\n\nSee [the large one](../assets/large.svg)."),
        "assets/ch01-a.svg": whole,
        "assets/part.svg": DIAGRAM,
        "assets/large.svg": DIAGRAM,
    }
    assert findings_of(new_book(files), "diagram-unused") == []


@pytest.mark.parametrize(
    ("pixels", "asked", "said"),
    [
        (1200, "", []),
        (600, "", ["600 pixels for 5.2 inches: 114 pixels per inch, less than 200"]),
        (600, "{width=50%}", []),
        (300, "{width=1in}", []),
        (300, "", ["300 pixels for 3.1 inches: 96 pixels per inch, less than 200"]),
    ],
)
def test_a_bitmap_has_enough_pixels_for_its_printed_size(
    new_book: Callable[..., BookTest], pixels: int, asked: str, said: list[str]
) -> None:
    files = {"01-a.md": f"# A\n\nText.\n\n![Sea](sea.png){asked}\n", "sea.png": png(pixels, 100)}
    found = findings_of(new_book(files), "image-resolution")
    assert found == [f"01-a.md:5:8 'sea.png' has {one}" for one in said]
