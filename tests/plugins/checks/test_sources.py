"""The checks of citations against the bibliography."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.citing import resolve
from chapbook.finding import Finding
from chapbook.outline import number_book
from chapbook.plugins.checks.sources import AmbiguousSource, SourceYear, UnresolvedSource
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
    files = (PurePosixPath("WORKS_CITED.md"),)
    yaml = PurePosixPath("book.yaml")
    book = Book(Path("book"), Metadata("Book"), (Chapter(PATH),), yaml, bibliography=files)
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


def dated(author: dict[str, str], title: str, year: int, line: int) -> Entry:
    csl = {"author": [author], "title": title, "issued": {"date-parts": [[year]]}}
    return Entry(f"dated-{line}", csl, PurePosixPath("WORKS_CITED.md"), line, title)


IETF = dated({"literal": "IETF"}, "WebTransport over HTTP/3", 2025, 1)
KWON = dated({"family": "Kwon", "given": "W."}, "PagedAttention", 2023, 2)
SHEN = [dated({"family": "Shen"}, title, 2023, line) for line, title in enumerate("AB", 3)]
OPUS = Entry(
    "opus",
    {"genre": "RFC", "number": "6716", "title": "Opus", "issued": {"date-parts": [[2012]]}},
    PurePosixPath("WORKS_CITED.md"),
    5,
    "Opus",
)
LISTED = (IETF, KWON, *SHEN, OPUS)


@pytest.mark.parametrize(
    ("note", "misdated"),
    [
        ("Kwon, 2022", True),  # the one work of a person
        ("W. Kwon, 2024", True),
        ("Kwon, 1999", False),  # too far apart to be the same
        ("Shen, 2022", False),  # two works
        ("IETF, 2024", False),  # an organization publishes a lot
        ("IETF, WebTransport over HTTP/3, 2024", True),
        ("IETF, WebTransport, 2024", True),
        ("Kwon, PagedAttention, 1999", True),
        ("RFC 6716, 2013", True),
        ("RFC 6716, 2012", False),
        ("RFC 6716", False),
    ],
)
def test_another_year_is_reported_where_the_work_is_sure(note: str, misdated: bool) -> None:
    assert [f.code for f in check(SourceYear(), note, "One", LISTED)] == ["source-year"] * misdated
    unresolved = check(UnresolvedSource(), note, "One", LISTED)
    assert bool(unresolved) is (not misdated and not note.startswith("RFC"))
