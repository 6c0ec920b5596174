"""The index of a book: merged, sorted, with passages and referrals."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest

from chapbook.book_index import IndexEntry, IndexGroup, index_chapters, merge_sections
from chapbook.pipeline import Settings, examine

INDEX = "# Index\n\n::: {.index}\n:::\n"


def groups_of(book: BookTest, *only: str) -> tuple[IndexGroup, ...]:
    found = examine(book.root, Settings())
    paths = [p.chapter.path for p in found.outline.plans]
    included = {path for path in paths if not only or path.name in only}
    chapters = index_chapters(found.book, found.outline, found.surveys, included)
    return next(chapter.groups for chapter in chapters.values() if chapter.groups)


def lines_of(groups: tuple[IndexGroup, ...]) -> list[str]:
    return [line for group in groups for line in [group.letter, *_lines(group.entries, " ")]]


def _lines(entries: tuple[IndexEntry, ...], indent: str) -> list[str]:
    found = []
    for entry in entries:
        said = [entry.text]
        for one in merge_sections(entry.locators):
            end = f"-{one.end_label}" if one.end_label else ""
            said.append(f"{one.label}{end}{'!' if one.main else ''}")
        said += [f"see {'/'.join(r.entry)}" for r in entry.see]
        said += [f"also {'/'.join(r.entry)}{'' if r.anchor else '?'}" for r in entry.also]
        found += [indent + ", ".join(said), *_lines(entry.entries, f"{indent} ")]
    return found


def test_entries_are_merged_sorted_and_located_by_section(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(
        {
            "01-a.md": "# A\n\n[Latency]{.index} and [p99]{.index entry='latency!p99' main=true}.\n"
            "\n## One\n\n[latency]{.index}, again [latency]{.index}.\\index{tail|(}\n"
            "\n## Two {-}\n\n[latency]{.index}",
            "02-b.md": "# B\n\n## Three\n\nEnd.\\index{tail|)} [`x`]{.index} [x]{.index}\n\n"
            "[slow]{.index see=latency} [tail]{.index see-also='latency!p99; nothing'}\n",
            "03-index.md": INDEX,
        }
    )
    assert lines_of(groups_of(book)) == [
        "L", " latency, 1, 1.1", "  p99, 1!",
        "S", " slow, see latency",
        "T", " tail, 1.1-2.1, also latency/p99, also nothing?",
        "X", " `x`, 2.1",
    ]  # fmt: skip


def test_a_slice_has_the_marks_of_its_own_chapters(new_book: Callable[..., BookTest]) -> None:
    book = new_book(
        {
            "01-a.md": "# A\n\n[one]{.index} \\index{far|(}",
            "02-b.md": "# B\n\n[two]{.index} \\index{far|)}",
            "03-index.md": INDEX,
        }
    )
    assert lines_of(groups_of(book, "01-a.md", "03-index.md")) == ["F", " far, 1", "O", " one, 1"]


def test_every_mark_knows_its_entry_as_it_is_printed(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\n[Tail]{.index} [tail]{.index} [z]{.index entry='y@tail'}"})
    found = examine(book.root, Settings())
    paths = [p.chapter.path for p in found.outline.plans]
    chapter = index_chapters(found.book, found.outline, found.surveys, paths)[paths[0]]
    assert chapter.entries == (("tail",),) * 3
    assert chapter.sorts == (("y",),) * 3
