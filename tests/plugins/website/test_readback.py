"""A website is read back as its pages show it, and one that differs is not put into place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from html_site import FILES, MANIFEST
from support import BookTest

from chapbook.folders import pack
from chapbook.plugins.formats.html import Html
from chapbook.readback import Readback

NewBook = Callable[..., BookTest]


def read(path: Path, tmp_path: Path) -> Readback:
    """What the finished site or single file at `path` shows."""
    if path.is_dir():
        names = [p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file()]
        archive = tmp_path / "site.zip"
        archive.write_bytes(pack({n: (path / n).read_bytes() for n in names if n[0] != "."}))
        return Html().read_back(archive, ())
    return Html().read_back(path, ())


@pytest.mark.parametrize("target", ["html", "html-single"])
def test_labels_links_and_notes_are_found(new_book: NewBook, tmp_path: Path, target: str) -> None:
    seen = read(new_book(FILES).build(target).path, tmp_path)
    assert seen.labels["waves--height"].number == "1.1"
    assert seen.labels["waves--height"].text == "1.1 Height"
    assert seen.labels["waves--fig-wave"].number == "Figure 1.1"
    place = "waves.html#waves--height" if target == "html" else "#waves--height"
    assert seen.labels["waves--height"].place == place
    assert ("the ebb", "moon--ebb") in seen.links
    assert (seen.notes, seen.dead) == (3, ())
    assert "A wave in time" in (seen.alts or ())
    assert "theseaarises" not in seen.text and "thesearises" in seen.text


def test_pages_are_read_in_the_book_s_order(new_book: NewBook, tmp_path: Path) -> None:
    text = read(new_book(FILES).build("html").path, tmp_path).text
    places = [text.index(word) for word in ("ordonot", "thesearises", "itpulls", "nothingislisted")]
    assert places == sorted(places)


def test_a_link_to_a_page_that_is_not_there_is_told(new_book: NewBook, tmp_path: Path) -> None:
    path = new_book(FILES).build("html").path
    (path / "moon.html").unlink()
    assert "moon--ebb" in read(path, tmp_path).dead


def test_a_site_that_differs_from_the_book_stays_beside_the_last_good_one(
    new_book: NewBook,
) -> None:
    book = new_book({**FILES, "book.yaml": MANIFEST}, "tides")
    good = book.build("html").path
    before = (good / "waves.html").read_bytes()
    page = (Path(__file__).parents[3] / "templates/html/page.html").read_text("utf-8")
    lost = page.replace("$text", '<template hidden="hidden">$title</template>')
    report = book.write({"templates/html/page.html": lost}).build("html").report
    assert report.artifacts == ()
    assert "parity" in {finding.code for finding in report.findings}
    assert (good / "waves.html").read_bytes() == before
    rejected = good.with_name("tides-html.rejected")
    assert rejected.is_dir()
    (book.root / "templates/html/page.html").unlink()
    assert book.build("html").path == good
    assert not rejected.exists()
