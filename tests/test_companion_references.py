"""References to another book's chapters, as authors write them."""

from __future__ import annotations

from pathlib import PurePosixPath
from time import monotonic

import pytest
from tides import TIDES

from chapbook.book import Book, Companion, Metadata
from chapbook.companion_drift import find_moves
from chapbook.companion_library import Library
from chapbook.companion_moves import moved_places
from chapbook.companion_references import Verdict, find_references, find_title
from chapbook.companion_source import SourceText
from chapbook.inventory import Inventory, InventoryEntry

BOOK_1 = Companion("book-1", aliases=("Book 1", "Volume One"))
LIBRARY = Library((BOOK_1,), {"book-1": TIDES})
OTHERS = Library(
    (BOOK_1, Companion("ropes", aliases=("The Rope Book",))),
    {"book-1": TIDES, "ropes": Inventory("Ropes", entries=(InventoryEntry("chapter", "K", "3"),))},
)


def found(text: str, who: str | None = "book-1", library: Library = LIBRARY) -> list[str]:
    """`words → verdict number` of each reference in a text."""
    told = []
    for one in find_references(text, library, "en-US", who):
        numbers = ",".join((e.number or "-") if e else "?" for e in one.entries)
        told.append(f"{text[one.start : one.end]} → {one.verdict} {numbers}")
    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Chapter 3.", ["Chapter 3 → right 3"]),
        ("See “The Tide Book” Chapter 3: Moon and Sun.", ["Chapter 3: Moon and Sun → right 3"]),
        ("See Chapter 3: Moon & Sun for more.", ["Chapter 3: Moon & Sun → right 3"]),
        ("See Chapter 3 (“Moon & Sun”).", ["Chapter 3 (“Moon & Sun”) → right 3"]),
        ("See Chapter 3, “Moon & Sun”.", ["Chapter 3, “Moon & Sun” → right 3"]),
        ("See Chapter 4: Currents.", ["Chapter 4: Currents → right 4"]),
        ("See Chapter 4: Currents: The Pull.", ["Chapter 4: Currents: The Pull → right 4"]),
        ("See Chapters 3-4.", ["Chapters 3-4 → right 3,4"]),
        ("See Chapters 3, 4 and 5.", ["Chapters 3, 4 and 5 → right 3,4,5"]),
        ("See Chapters 5-7.", ["Chapters 5-7 → unknown 5,6,?"]),
        (
            "See Chapter 3: Moon & Sun and Appendix A: Tables.",
            ["Chapter 3: Moon & Sun → right 3", "Appendix A: Tables → right A"],
        ),
        ("See Chapter 4: The Stream.", ["Chapter 4: The Stream → title 4"]),
        (
            "See Chapter 4: The Stream and Chapter 5: Harbors.",
            ["Chapter 4: The Stream → title 4", "Chapter 5: Harbors → right 5"],
        ),
        ("See Chapter 4: Harbors.", ["Chapter 4: Harbors → number 5"]),
        ("See Chapter 9: Harbors.", ["Chapter 9: Harbors → number 5"]),
        ("See Chapter 9: Currents.", ["Chapter 9: Currents → number 4"]),
        ("See Chapter 7: Tables.", ["Chapter 7: Tables → number A"]),
        ("See Chapter 9.", ["Chapter 9 → unknown ?"]),
        ("See Section 3.1: Spring Tides.", ["Section 3.1: Spring Tides → right 3.1"]),
        ("See Figure 3.1 and Part II.", ["Figure 3.1 → unlisted ?", "Part II → unlisted ?"]),
        ("Our Chapter 4 and Chapter 5 of this book.", []),
        ("In 2023, chapter and verse.", []),
    ],
)
def test_a_reference_in_a_box_is_read_and_compared(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See “The Tide Book” Chapter 3.", ["Chapter 3 → right 3"]),
        ("See The Tide Book (Second edition), Chapter 3.", ["Chapter 3 → right 3"]),
        ("See Chapter 3 of Volume One.", ["Chapter 3 → right 3"]),
        ("See Book 1, Chapters 3-4 and Appendix A.",
         ["Chapters 3-4 → right 3,4", "Appendix A → right A"]),
        ("The Tide Book is good. See Chapter 3.", []),
        ("See Chapter 3. The Tide Book is good.", []),
        ("See Book 12, Chapter 3.", []),
    ],
)  # fmt: skip
def test_outside_a_box_the_companions_name_stands_beside_its_chapter(
    text: str, expected: list[str]
) -> None:
    assert found(text, None) == expected


def test_a_box_may_name_chapters_of_several_books() -> None:
    text = "See Chapter 3, and The Rope Book, Chapter 3: K."
    names = [one.companion for one in find_references(text, OTHERS, "en", "book-1")]
    assert names == ["book-1", "ropes"]


def test_a_book_of_another_language_states_numbers_its_own_way() -> None:
    german = find_references("Siehe Kapitel 3 und Anhang A.", LIBRARY, "de-DE", "book-1")
    assert [entry.number for one in german for entry in one.entries if entry] == ["3", "A"]
    chinese = find_references("请参阅第3章。", LIBRARY, "zh", "book-1")
    assert [entry.number for one in chinese for entry in one.entries if entry] == ["3"]


@pytest.mark.parametrize(
    ("said", "name"),
    [("Book 1", "book-1"), ("book-1", "book-1"), ("THE TIDE BOOK", "book-1"),
     ("the companion", "book-1"), ("Book 2", None), ("", None)],
)  # fmt: skip
def test_a_companion_is_called_by_name_alias_or_title(said: str, name: str | None) -> None:
    assert LIBRARY.named(said) == name


def test_the_companion_is_nobody_where_there_are_two() -> None:
    assert OTHERS.named("the companion") is None


def test_a_title_is_recognized_however_it_is_set() -> None:
    assert find_title("x moon and *sun*, y", 2, "Moon & Sun") == 15
    assert find_title("Moon & Sunday", 0, "Moon & Sun") is None
    assert find_title("…", 0, "…") is None


SOURCE = """\
# Nets

> **From Book 1:** For more on tides, see *The Tide Book*,
> Chapter 4: *Harbors*. `Chapter 9` is code.

See "The Tide Book" Chapter 12.

```
> **From Book 1:** See Chapter 99.
```

::: {.crossref book="book-1" to="moon chapter-9" topic="x"}
:::

> **From Book 2:** See Chapter 3. Also [@book-1#chapter-7] and [@book-3#chapter-1].

> **Note:** In Chapter 9 of life. Mail a@b#c.

::: {.crossref book=book-4 to=x}
:::
"""


def test_references_in_a_file_have_their_places() -> None:
    source = SourceText(SOURCE, LIBRARY, "en-US")
    assert [(r.line, r.column, r.said, r.in_box) for r in source.references()] == [
        (4, 3, "Chapter 4: Harbors", True),
        (6, 21, "Chapter 12", False),
    ]
    assert [(k.line, k.column, k.key, k.entry is not None) for k in source.by_key()] == [
        (12, 34, "moon", True),
        (12, 39, "chapter-9", False),
        (15, 41, "chapter-7", False),
    ]
    assert [(u.line, u.column, u.who) for u in source.unknown_books()] == [
        (15, 5, "Book 2"),
        (19, 16, "book-4"),
        (15, 65, "book-3"),
    ]


def test_titles_wrapped_over_lines_are_one_title() -> None:
    text = "> **From Book 1:** See Chapter 3: Moon\n> and Sun.\n"
    (reference,) = SourceText(text, LIBRARY, "en").references()
    assert (reference.said, reference.found.verdict) == ("Chapter 3: Moon and Sun", "right")


def test_a_line_that_continues_a_box_without_its_mark_belongs_to_it() -> None:
    text = "> **From Book 1:** For more on tides,\nsee Chapter 9.\n\nSee Chapter 8.\n# Chapter 7\n"
    references = SourceText(text, LIBRARY, "en").references()
    assert [(one.line, one.said) for one in references] == [(2, "Chapter 9")]


OLD = Inventory(
    "T",
    entries=(
        InventoryEntry("chapter", "One", "1", "one"),
        InventoryEntry("chapter", "Two", "2", "two"),
        InventoryEntry("chapter", "Three", "3", "three"),
        InventoryEntry("chapter", "Four", "4", "four"),
    ),
)
NEW = Inventory(
    "T",
    entries=(
        InventoryEntry("chapter", "One", "1", "one"),
        InventoryEntry("chapter", "One and a Half", "2", "half"),
        InventoryEntry("chapter", "Two", "3", "two"),
        InventoryEntry("chapter", "The Third", "4", "three"),
    ),
)


def test_moves_are_found_by_anchor_then_title_then_number() -> None:
    told = [
        (m.changes, m.old.title if m.old else None, m.new.title if m.new else None)
        for m in find_moves(OLD, NEW)
    ]
    assert told == [
        (("added",), None, "One and a Half"),
        (("renumbered",), "Two", "Two"),
        (("renumbered", "retitled"), "Three", "The Third"),
        (("removed",), "Four", None),
    ]
    assert find_moves(OLD, OLD) == ()


def test_entries_without_anchors_are_told_apart_by_title_and_number() -> None:
    old = Inventory("T", entries=(InventoryEntry("chapter", "Nets", "1"),))
    moved = Inventory("T", entries=(InventoryEntry("chapter", "Nets", "2"),))
    renamed = Inventory("T", entries=(InventoryEntry("chapter", "Seines", "1"),))
    assert [move.changes for move in find_moves(old, moved)] == [("renumbered",)]
    assert [move.changes for move in find_moves(old, renamed)] == [("retitled",)]


def test_a_chapter_put_into_anothers_place_is_no_new_title_for_it() -> None:
    old = Inventory("T", entries=(InventoryEntry("chapter", "Nets", "1", "nets"),))
    new = Inventory("T", entries=(InventoryEntry("chapter", "Weather", "1", "weather"),))
    assert [move.changes for move in find_moves(old, new)] == [("added",), ("removed",)]


def test_every_place_that_points_to_what_moved_is_found_with_its_fix() -> None:
    path = PurePosixPath("a.md")
    text = (
        "> **From Book 1:** See Chapter 2, Chapter 3: Three, Chapter 1 and Chapter 4.\n\n"
        "[@book-1#chapter-2] [@book-1#two]\n\n"
        '::: {.crossref book="book-1" to="chapter-3"}\n:::\n'
    )
    book = Book(PurePosixPath("b"), Metadata("B"), (), path, companions=(BOOK_1,))  # type: ignore[arg-type]
    places = moved_places(book, {path: text}, {"book-1": OLD}, {"book-1": NEW})
    told = [
        (p.line, p.said, p.move.changes, [(f.column, f.old, f.new) for f in p.fixes])
        for p in places
    ]
    assert told == [
        (1, "Chapter 2", ("renumbered",), [(32, "2", "3")]),
        (
            1,
            "Chapter 3: Three",
            ("renumbered", "retitled"),
            [(43, "3", "4"), (46, "Three", "The Third")],
        ),
        (1, "Chapter 4", ("removed",), []),
        (3, "chapter-2", ("renumbered",), [(10, "chapter-2", "chapter-3")]),
        (3, "two", ("renumbered",), []),
        (5, "chapter-3", ("renumbered", "retitled"), [(34, "chapter-3", "chapter-4")]),
    ]


def test_a_long_inventory_is_searched_in_little_time() -> None:
    entries = tuple(InventoryEntry("section", f"S {n}", f"1.{n}", f"s-{n}") for n in range(20_000))
    library = Library((Companion("b", None),), {"b": Inventory("B", entries=entries)})
    began = monotonic()
    (found,) = find_references("See Section 1.7: S 19999.", library, "en", "b")
    assert found.verdict is Verdict.RENUMBERED
    assert monotonic() - began < 5
