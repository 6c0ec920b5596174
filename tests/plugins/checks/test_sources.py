"""The checks of citations against the bibliography."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata
from chapbook.citing import resolve
from chapbook.finding import Finding
from chapbook.outline import number_book
from chapbook.plugins.checks.sources import AmbiguousSource, UnresolvedSource
from chapbook.roles import Check, Entry, Inspection
from chapbook.survey import Heading, SourceNote, Survey

PATH = PurePosixPath("chapters/01.md")


def entry(title: str, line: int, section: str = "") -> Entry:
    csl = {
        "author": [{"literal": "Cloudflare"}],
        "title": title,
        "issued": {"date-parts": [[2024]]},
    }
    works_cited = PurePosixPath("WORKS_CITED.md")
    return Entry(f"key-{line}", csl, works_cited, line, title, section, (section,))


ENTRIES = (entry("Media over QUIC", 3, "Chapter 4: Networks"), entry("Network Map", 5))


def check(check: Check, note: str, title: str, entries: tuple[Entry, ...]) -> list[Finding]:
    heading = Heading(1, "one", title, False, None, 1)
    surveys = {PATH: Survey(headings=(heading,), notes=(SourceNote(note, 7),))}
    book = Book(Path("book"), Metadata("Book"), (Chapter(PATH),), PurePosixPath("book.yaml"))
    resolved = {PATH: (resolve(note, entries, title),)} if entries else {}
    inspection = Inspection(
        book, number_book(book, surveys), surveys, {}, bibliography=entries, resolved=resolved
    )
    return list(check.check(inspection))


def test_an_unlisted_work_is_reported_with_the_nearest_entries() -> None:
    (finding,) = check(UnresolvedSource(), "Cloudflare, 2023", "One", ENTRIES)
    assert (finding.code, finding.place) == ("unresolved-source", "chapters/01.md:7")
    assert finding.message == "the bibliography has no entry for “Cloudflare, 2023”"
    assert finding.hint is not None
    assert "Cloudflare, “Media over QUIC” (2024), WORKS_CITED.md:3" in finding.hint


def test_each_unlisted_work_of_a_citation_is_reported() -> None:
    findings = check(UnresolvedSource(), "Nobody, 1999; Source: No One, 2001", "One", ENTRIES)
    assert [finding.hint for finding in findings] == ["add it to the bibliography"] * 2


def test_a_citation_of_several_possible_works_lists_them() -> None:
    (finding,) = check(AmbiguousSource(), "Cloudflare, 2024", "One", ENTRIES)
    assert finding.code == "ambiguous-source"
    assert finding.message == "“Cloudflare, 2024” may be any of 2 entries"
    assert finding.hint == (
        "add words of the title: Cloudflare, “Media over QUIC” (2024), WORKS_CITED.md:3; "
        "Cloudflare, “Network Map” (2024), WORKS_CITED.md:5"
    )


def test_the_chapter_under_which_a_work_is_listed_decides() -> None:
    assert check(AmbiguousSource(), "Cloudflare, 2024", "Networks", ENTRIES) == []


def test_a_resolved_citation_is_no_finding() -> None:
    for rule in (UnresolvedSource(), AmbiguousSource()):
        assert check(rule, "Cloudflare, Network Map, 2024", "One", ENTRIES) == []


def test_a_book_without_a_bibliography_has_no_findings() -> None:
    for rule in (UnresolvedSource(), AmbiguousSource()):
        assert check(rule, "Anybody, 1999", "One", ()) == []
