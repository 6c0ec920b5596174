"""Where finished files belong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from html_site import FILES
from support import BookTest

from chapbook.book import Target
from chapbook.plugins.formats.epub import Epub
from chapbook.plugins.formats.html import Html
from chapbook.stages.place import place_of

OUT = Path("out")


def test_a_file_is_named_by_its_suffix_and_a_folder_by_its_format() -> None:
    assert place_of(OUT, "tides", Epub(), Target("epub", "epub")).path == OUT / "tides.epub"
    site = place_of(OUT, "tides", Html(), Target("html", "html"))
    assert (site.path, site.rejected) == (OUT / "tides-html", OUT / "tides-html.rejected")
    single = place_of(OUT, "tides", Html(), Target("html", "html", {"single": True}))
    assert (single.path, single.rejected) == (OUT / "tides.html", OUT / "tides.rejected.html")


def test_a_folder_that_is_up_to_date_is_left_alone(new_book: Callable[..., BookTest]) -> None:
    book = new_book(FILES)
    first = book.build("html").path
    before = first.stat().st_ino
    assert book.build("html").path.stat().st_ino == before
    (first / "waves.html").write_text("changed")
    artifact = book.build("html").report.artifacts[0]
    assert (first / "waves.html").read_text("utf-8") != "changed"
    assert artifact.size == sum(p.stat().st_size for p in first.rglob("*") if p.is_file())


def test_a_folder_is_not_taken_for_an_earlier_file(new_book: Callable[..., BookTest]) -> None:
    book = new_book(FILES)
    (book.out / "book.epub").mkdir(parents=True)
    (failure,) = book.build("epub").report.failures
    assert failure.message == f"{book.out / 'book.epub'} is a folder, and a file belongs there"
    assert failure.hint == "move it elsewhere, or choose another folder with --out"
    assert [path.name for path in book.out.iterdir()] == ["book.epub"]
