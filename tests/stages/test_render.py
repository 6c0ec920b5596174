"""Targets are rendered, kept, and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support import BookTest, contents

NAMES = [f"{n:02}-a-chapter-with-quite-a-long-name.md" for n in range(1, 9)]
FILES = {
    "book.yaml": contents(chapters=NAMES)
    + "targets: {epub: , epub-shallow: {format: epub, toc-depth: 1}, pocket: {format: docx}}\n",
    **{name: f"# {name}\n\nText of {name}." for name in NAMES},
}


def test_a_variant_is_named_after_its_target(new_book: Callable[..., BookTest]) -> None:
    built = new_book(FILES, "lamps").build()
    names = [artifact.path.name for artifact in built.report.artifacts]
    assert names == ["lamps.epub", "lamps-shallow.epub", "lamps-pocket.docx"]


def test_a_slice_is_named_after_its_chapters(new_book: Callable[..., BookTest]) -> None:
    path = new_book(FILES, "lamps").build("epub", only=["1", "2"]).path
    assert path.name == f"lamps-{Path(NAMES[0]).stem}-{Path(NAMES[1]).stem}.epub"


def test_a_slice_of_many_chapters_is_named_by_their_numbers(
    new_book: Callable[..., BookTest],
) -> None:
    path = new_book(FILES, "lamps").build("epub", only=list("1234567")).path
    assert path.name == "lamps-1-2-3-4-5-6-7.epub"


def test_progress_names_each_target(new_book: Callable[..., BookTest]) -> None:
    told: list[str] = []

    class Told:
        def begin(self, stage: str, total: int) -> None:
            told.append(f"{stage} {total}")

        def step(self, stage: str, what: str) -> None:
            told.append(f"{stage}: {what}")

        def end(self, stage: str) -> None:
            told.append(f"{stage} ended")

    from chapbook.pipeline import Settings, build
    from chapbook.store import Store

    book = new_book(FILES)
    store = Store(book.root.parent / "store")
    build(book.root, book.out, Settings(store=store, progress=Told()), to=["epub"])
    assert told[0] == "parse 8"
    assert f"parse: {Path(NAMES[0]).stem}" in told
    assert told[-1] == "epub ended"
    assert "epub: chapters" in told


def test_findings_of_a_format_are_kept_with_its_file(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": contents(chapters=["a.md"]) + "cover: gone.txt\n",
        "gone.txt": "no image",
        "a.md": "# A\n\nText.",
    }
    book = new_book(files)
    first, second = (book.build("epub", keep_going=True) for _ in range(2))
    assert first.findings == second.findings
