"""The checks of the bibliography's entries."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.finding import Finding, Fix
from chapbook.outline import number_book
from chapbook.plugins.checks.bibliography import (
    DuplicateEntry,
    IncompleteEntry,
    InsecureLink,
    MalformedIdentifier,
)
from chapbook.plugins.sources.works_cited import WorksCited
from chapbook.roles import Check, Inspection
from chapbook.survey import Heading, Survey

PATH, FILE = PurePosixPath("a.md"), PurePosixPath("WORKS_CITED.md")


def check(check: Check, *entries: str, root: Path = Path("book")) -> list[Finding]:
    text = "# W\n\n" + "".join(f"1. {entry}\n" for entry in entries)
    if root.exists():
        (root / FILE).write_text(text, encoding="utf-8")
    found, _ = WorksCited().read(text, FILE)
    surveys = {PATH: Survey(headings=(Heading(1, "one", "One", False, None, 1),))}
    book = Book(
        root, Metadata("Book"), (Chapter(PATH),), PurePosixPath("book.yaml"), bibliography=(FILE,)
    )
    inspection = Inspection(book, number_book(book, surveys), surveys, {}, bibliography=found)
    return list(check.check(inspection))


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            '**A, B.** (2020). "One." *X Journal*. doi:10.1000/ab',
            '**C, D.** (2021). "Two." *X Journal*. https://doi.org/10.1000/AB',
            "the same DOI",
        ),
        (
            '**A, B.** (2020). "One." arXiv:2309.06180',
            '**C, D.** (2021). "Two." arXiv:2309.06180',
            "the same archive number",
        ),
        (
            '**Nielsen, Jakob.** "Response Times." Nielsen Norman Group, 1993.',
            '**Nielsen Norman Group.** "Response times." nngroup.com.',
            "the same title and author",
        ),
        (
            '**Google.** "The State of Online Retail." 2017.',
            '**Akamai.** "The State of Online Retail." 2017.',
            "the same title and year",
        ),
    ],
)
def test_a_work_listed_in_two_ways_is_reported(first: str, second: str, why: str) -> None:
    (finding,) = check(DuplicateEntry(), first, second)
    assert (finding.code, finding.line) == ("duplicate-entry", 4)
    assert finding.message.endswith(f"is listed already: {why}")
    assert finding.hint == "compare it with WORKS_CITED.md:3, and keep one"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('**W3C.** "WebTransport API." 2026.', '**MDN.** "WebTransport API." Mozilla, 2025.'),
        ('**OpenAI.** (2025). "API Pricing."', '**ElevenLabs.** (2025). "API Pricing."'),
        ("**Gregg, B.** *Systems.* Pearson, 2013.", "**Gregg, B.** *Systems.* Pearson, 2020."),
        ('**Cloudflare.** "Caching." 2024.', '**Cloudflare.** "Streams." 2024.'),
    ],
)
def test_works_that_are_only_alike_are_not(first: str, second: str) -> None:
    assert check(DuplicateEntry(), first, second) == []


def test_an_entry_without_what_its_kind_is_found_by_is_reported() -> None:
    (finding,) = check(IncompleteEntry(), "**Gregg, Brendan.** *Systems Performance.* 2020.")
    assert (finding.code, finding.message) == (
        "incomplete-entry",
        "“Systems Performance” lacks a publisher",
    )
    assert check(IncompleteEntry(), "**Gregg, B.** *Systems.* Pearson, 2020.") == []


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ('**A, B.** (2020). "T." ISBN 978-0-13-468599-1', 0),
        ('**A, B.** (2020). "T." ISBN 978-0-13-468599-2', 1),
        ('**A, B.** (2020). "T." ISBN 0-8044-2957-X', 0),
        ('**A, B.** (2020). "T." https://doi.org/10.1145/2408776.2408794', 0),
        ('**A, B.** (2020). "T." https://x.org/a_(b)', 0),
        ('**A, B.** (2020). "T." https://nowhere', 1),
        ('**A, B.** (2020). "T." http://localhost:8000/x', 0),
    ],
)
def test_identifiers_that_cannot_be_right_are_reported(entry: str, faults: int) -> None:
    assert len(check(MalformedIdentifier(), entry)) == faults


def test_an_address_that_is_known_to_have_https_is_mended(tmp_path: Path) -> None:
    listed = ('**A, B.** (2020). "T." http://www.rfc-editor.org/x', '**C.** "U." http://x.org')
    (finding,) = check(InsecureLink(), *listed, root=tmp_path)
    assert finding.place == "WORKS_CITED.md:3:27"
    assert finding.fix == Fix(3, 27, "http://", "https://")


OWN = """# One

See [Source: A, 2020].

## References

1. **A, B.** (2020). "A First Work." *X Journal*. doi:10.1000/ab
2. **C, D.** (2021). "Another Work." *X Journal*. http://doi.org/10.1000/AB
3. **E, F.** (2021). "Third." *Journal of X*. ISBN 9780000000001. http://bad_host/
"""


def test_a_chapter_s_own_list_is_checked_at_its_own_lines(tmp_path: Path) -> None:
    (tmp_path / PATH).write_text(OWN, encoding="utf-8")
    listed, _ = WorksCited().read('1. **A, B.** (2020). "A First Work." doi:10.1000/ab\n', FILE)
    own, _ = WorksCited().read(OWN, PATH)
    surveys = {PATH: Survey(headings=(Heading(1, "one", "One", False, None, 1),))}
    book = Book(
        tmp_path, Metadata("B"), (Chapter(PATH),), PurePosixPath("b.yaml"), bibliography=(FILE,)
    )
    outline = number_book(book, surveys)
    inspection = Inspection(book, outline, surveys, {PATH: OWN}, bibliography=(*listed, *own))
    rules = (DuplicateEntry(), MalformedIdentifier(), InsecureLink())
    found = [(f.code, f.place) for rule in rules for f in rule.check(inspection)]
    # The first entry says again what the bibliography says, which is no fault.
    assert found == [
        ("duplicate-entry", "a.md:8"),
        ("malformed-identifier", "a.md:9"),
        ("malformed-identifier", "a.md:9"),
        ("insecure-link", "a.md:8:51"),
    ]
