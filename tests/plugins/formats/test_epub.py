"""The EPUB format: contents, numbers, and the finished file as a whole."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from chapbook.errors import ChapbookError, RenderError
from chapbook.finding import Severity
from chapbook.plugins.epub3 import epubcheck
from chapbook.process import Completed

#: What the fixture `make_epub` gives: a function from a folder to a finished file.
MakeEpub = Callable[..., Any]
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


def test_parts_hold_their_chapters_in_the_navigation(make_epub: MakeEpub, tmp_path: Path) -> None:
    nav = make_epub(tmp_path).tree("nav.xhtml")
    assert _outline(nav.find(".//x:nav[@id='toc']/x:ol", NAMES)) == [
        ("Preface", []),
        (
            "Part I Foundations",
            [("1 Latency", [("1.1 The Tail", []), ("Summary", [])])],
        ),
        ("Part II Levers", [("2 Caching", [("2.1 Eviction", [])])]),
        ("Appendix A Glossary", []),
    ]


def test_the_contents_go_as_deep_as_the_target_says(make_epub: MakeEpub, tmp_path: Path) -> None:
    nav = make_epub(tmp_path, options={"toc-depth": 1}).tree("nav.xhtml")
    entries = _outline(nav.find(".//x:nav[@id='toc']/x:ol", NAMES))
    assert entries[1] == ("Part I Foundations", [("1 Latency", [])])
    with pytest.raises(ChapbookError, match="toc-depth is 9"):
        make_epub(tmp_path, options={"toc-depth": 9})


def test_the_ncx_has_the_entries_of_the_navigation(make_epub: MakeEpub, tmp_path: Path) -> None:
    made = make_epub(tmp_path)
    links = made.tree("nav.xhtml").findall(".//x:nav[@id='toc']//x:a", NAMES)
    points = made.tree("toc.ncx").findall(".//ncx:navPoint", NAMES)
    assert [(_text(link), link.get("href")) for link in links] == [
        (_text(_one(point, "ncx:navLabel")), _one(point, "ncx:content").get("src"))
        for point in points
    ]


def test_numbers_are_equal_in_the_navigation_and_in_the_text(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    made = make_epub(tmp_path)
    for link in made.tree("nav.xhtml").findall(".//x:nav[@id='toc']//x:a", NAMES):
        name, anchor = (link.get("href") or "").split("#")
        section = _one(made.tree(name), f".//x:section[@id='{anchor}']")
        assert _text(section[0]) == _text(link)


def test_words_before_numbers_are_those_of_the_language(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    made = make_epub(tmp_path, metadata={"language": "de"})
    assert _text(_one(made.tree("text/ch002.xhtml"), ".//x:h1")) == "Teil I Foundations"
    assert _text(_one(made.tree("nav.xhtml"), ".//x:h1")) == "Inhalt"


def test_two_builds_in_two_folders_give_equal_bytes(make_epub: MakeEpub, tmp_path: Path) -> None:
    first, second = make_epub(tmp_path / "one"), make_epub(tmp_path / "two" / "deeper")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_the_archive_begins_with_an_uncompressed_mimetype(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    with zipfile.ZipFile(make_epub(tmp_path).path) as archive:
        entries = archive.infolist()
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    names = [entry.filename for entry in entries[2:]]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_a_failed_build_leaves_the_last_file_as_it_was(make_epub: MakeEpub, tmp_path: Path) -> None:
    before = make_epub(tmp_path).path.read_bytes()
    with pytest.raises(RenderError):
        make_epub(tmp_path, change=("<blink>HTML</blink>", "</div>"))
    assert (tmp_path / "out" / "book.epub").read_bytes() == before


def test_epubcheck_finds_nothing(make_epub: MakeEpub, tmp_path: Path) -> None:
    if epubcheck.find_epubcheck() is None or epubcheck.find_program("java") is None:
        pytest.skip("needs the epubcheck wheel and Java")
    assert epubcheck.run_epubcheck(make_epub(tmp_path).path) == ()


def test_epubcheck_that_is_asked_for_but_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epubcheck, "find_epubcheck", lambda: None)
    (finding,) = epubcheck.run_epubcheck(tmp_path / "book.epub")
    assert finding.severity is Severity.INFO
    assert "not installed" in finding.message


def test_what_epubcheck_says_becomes_findings_at_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"path": "EPUB/text/ch001.xhtml", "line": 7, "column": 3}
    said = {"severity": "ERROR", "ID": "RSC-007", "message": "Not there.", "suggestion": ""}
    usage = {"severity": "USAGE", "ID": "CSS-028", "message": "A font.", "locations": []}
    report = json.dumps({"messages": [{**said, "locations": [place]}, usage]}).encode()
    monkeypatch.setattr(epubcheck, "find_epubcheck", lambda: Path("epubcheck.jar"))
    monkeypatch.setattr(epubcheck, "find_program", lambda name: Path(name))
    monkeypatch.setattr(epubcheck, "run", lambda args, timeout: Completed((), 1, report, b""))
    (finding,) = epubcheck.run_epubcheck(tmp_path / "book.epub")
    assert finding.place == "book.epub/EPUB/text/ch001.xhtml:7:3"
    assert (finding.severity, finding.message) == (Severity.ERROR, "RSC-007: Not there.")


def _one(element: etree._Element, query: str) -> etree._Element:
    found = element.find(query, NAMES)
    assert found is not None, query
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


Outline = list[tuple[str, "Outline"]]


def _outline(items: etree._Element | None) -> Outline:
    if items is None:
        return []
    return [(_text(_one(item, "x:a")), _outline(item.find("x:ol", NAMES))) for item in items]
