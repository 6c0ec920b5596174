"""The sidebar of a long book: near lines in each page, the rest in a script they share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from html_site import Site, read_site, texts
from support import BookTest

PARTS, CHAPTERS = 3, 50
SIDEBAR = "//x:nav[@id='sidebar']"


def long_book(parts: int, chapters: int) -> dict[str, str | bytes]:
    """A book of many short chapters, in Parts or, with none, in one row."""
    lists = [[f"c{part}-{c}.md" for c in range(chapters)] for part in range(parts or 1)]
    rows = "".join(f"    - {{title: Sea, chapters: {json.dumps(row)}}}\n" for row in lists)
    contents = f"  parts:\n{rows}" if parts else f"  chapters: {json.dumps(lists[0])}\n"
    manifest = "title: Days\nauthors: [Ada Writer]\nlanguage: en\ntargets: {html: }\ncontents:\n"
    words = "It rose.\n\n## Noon\n\nHigh.\n"
    texts = {name: f"# Day {name[1:-3]}\n\n{words}" for row in lists for name in row}
    return {"book.yaml": manifest + contents, **texts}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with three Parts of fifty chapters."""
    book = BookTest(tmp_path_factory.mktemp("long") / "days", long_book(PARTS, CHAPTERS))
    return read_site(book.build("html").path)


def test_a_page_s_own_part_is_open_and_the_others_are_closed(site: Site) -> None:
    page = site.page("c1-20.html")
    lines = texts(page, f"{SIDEBAR}/x:ol/x:li")
    assert [line[:8] for line in lines] == ["Part I S", "Part II ", "Part III"]
    assert (lines[0], lines[2]) == ("Part I Sea", "Part III Sea")
    assert texts(page, f"{SIDEBAR}//x:a[@aria-current='page']") == ["71 Day 1-20"]
    assert texts(page, f"{SIDEBAR}//x:li[@class='section']/x:a") == ["71.1 Noon"]


def test_what_is_far_is_left_to_the_contents_page(site: Site) -> None:
    page = site.page("c1-20.html")
    chapters = texts(page, f"{SIDEBAR}//x:li[@class='chapter']/x:a")
    assert (chapters[0], chapters[-1]) == ("56 Day 1-5", "86 Day 1-35")
    more = f"{SIDEBAR}//x:li[@class='more']/x:a"
    assert texts(page, more) == ["Contents", "Contents"]
    assert set(texts(page, f"{more}/@href")) == {"index.html#contents"}
    assert site.dead_links() == []


def test_pages_without_a_chapter_show_the_parts_and_a_part_its_beginning(site: Site) -> None:
    assert texts(site.page("index.html"), f"{SIDEBAR}//x:li/@class") == ["part"] * PARTS
    chapters = texts(site.page("part-2.html"), f"{SIDEBAR}//x:li[@class='chapter']/x:a")
    assert (chapters[0], len(chapters)) == ("51 Day 1-0", 16)


def test_the_shared_script_has_every_part_and_chapter_in_order(site: Site) -> None:
    script = (site.folder / "assets/contents.js").read_text("utf-8")
    entries = json.loads(script.removeprefix("window.chapbookContents = ").rstrip(";\n"))
    assert [entry[0] for entry in entries] == ["part"] * PARTS
    assert [len(entry[4]) for entry in entries] == [CHAPTERS] * PARTS
    assert entries[1][4][20][:4] == ["chapter", "71", "Day 1-20", "c1-20.html"]
    assert {e[3] for part in entries for e in (part, *part[4])} <= set(site.names)
    loaded = texts(site.page("c1-20.html"), "//x:script/@src")
    assert loaded == ["assets/theme.js", "assets/contents.js", "assets/book.js"]


def test_a_row_of_chapters_without_parts_is_cut_around_the_page(tmp_path: Path) -> None:
    site = read_site(BookTest(tmp_path / "days", long_book(0, 80)).build("html").path)
    chapters = texts(site.page("c0-40.html"), f"{SIDEBAR}//x:li[@class='chapter']/x:a/@href")
    assert (chapters[0], chapters[-1], len(chapters)) == ("c0-25.html", "c0-55.html", 31)
    first = texts(site.page("c0-0.html"), f"{SIDEBAR}/x:ol/x:li/@class")
    assert first == [*["chapter"] * 16, "more"]


def test_a_short_book_has_all_lines_in_its_pages_and_no_script_for_them(tmp_path: Path) -> None:
    site = read_site(BookTest(tmp_path / "days", long_book(3, 18)).build("html").path)
    chapters = texts(site.page("c1-2.html"), f"{SIDEBAR}//x:li[@class='chapter']/x:a")
    assert len(chapters) == 3 * 18
    assert "assets/contents.js" not in site.names
