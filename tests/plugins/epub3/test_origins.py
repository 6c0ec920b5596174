"""What is said of a page of an EPUB is told at the chapter that the page was made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from chapbook.book import Chapter, Place
from chapbook.finding import Finding
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.plugins.epub3.origins import tell_origins

PAGE = b'<html>\n<section id="tides">\n<p>a</p>\n<section id="tides--ebb">\n<p>b</p>\n</section>'
MOON = PurePosixPath("chapters/moon.md")
LABELS = (
    Label("chapter", "tides", "1", "Tides", MOON, line=1),
    Label("section", "tides--ebb", "1.1", "Ebb", MOON, level=2, line=9),
)
OUTLINE = Outline((), (ChapterPlan(Chapter(MOON, Place.CHAPTER), "tides", 0, None, LABELS),))
SAID = Finding("epubcheck", "RSC-005: No.", PurePosixPath("b.epub/EPUB/text/ch1.xhtml"), 5, 3)


def test_a_place_on_a_page_is_told_at_the_label_before_it() -> None:
    files = {"EPUB/text/ch1.xhtml": PAGE}
    places = [replace(SAID, line=line) for line in (3, 5)] + [replace(SAID, line=None)]
    told = list(tell_origins(places, files, OUTLINE))
    assert [(f.path, f.line, f.column) for f in told] == [(MOON, n, None) for n in (1, 9, 1)]
    assert told[1].message == "RSC-005: No. (in EPUB/text/ch1.xhtml:5)"


def test_a_place_in_a_file_that_no_chapter_made_stays() -> None:
    assert list(tell_origins([SAID], {"EPUB/nav.xhtml": PAGE}, OUTLINE)) == [SAID]
