"""WORKS_CITED.md as entries."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.finding import Finding, Severity
from chapbook.plugins.sources.works_cited import WorksCited
from chapbook.roles import Entry

PATH = PurePosixPath("WORKS_CITED.md")

BIBLIOGRAPHY = """# Works Cited

Sources of this book.

## Frequently Cited Works

| Work | Chapters |
|------|----------|
| SRE Book (Beyer et al., 2016) | 1, 2 |

## Chapter 1: The Start

1. **Beyer, B., et al.** (2016). "Site Reliability Engineering." *O'Reilly Media*.
2. **Cloudflare.** (2024). "Media over QUIC." *Cloudflare Blog*.
   https://blog.cloudflare.com/moq
3. **Cloudflare.** (2024). "Media and More." *Cloudflare Blog*.

<!-- 4. **Nobody.** (2000). "Not yet." -->

## Chapter 2: The End

- **Beyer, B., et al.** (2016). "Site Reliability Engineering." *O'Reilly Media*. https://sre.google/
- **Unreadable entry**, somewhere

## Verification Notes

### Recommendations

1. **Check** (100 ms) that this is not taken for an entry
"""


def read(text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    return WorksCited().read(text, PATH)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("WORKS_CITED.md", True),
        ("works-cited.md", True),
        ("references.md", True),
        ("back/Works Cited.md", True),
        ("references.bib", False),
        ("chapters/01-works.md", False),
    ],
)
def test_the_reader_is_chosen_by_the_name_of_the_file(name: str, expected: bool) -> None:
    assert WorksCited().reads(PurePosixPath(name)) is expected


def test_entries_have_readable_keys_and_their_place() -> None:
    entries, _ = read(BIBLIOGRAPHY)
    assert [(entry.key, entry.line, entry.section) for entry in entries] == [
        ("beyer-2016-site", 13, "Chapter 1: The Start"),
        ("cloudflare-2024-media", 14, "Chapter 1: The Start"),
        ("cloudflare-2024-media-b", 16, "Chapter 1: The Start"),
        ("unreadable", 23, "Chapter 2: The End"),
    ]


def test_a_work_listed_twice_is_one_entry_at_its_first_place() -> None:
    entry = read(BIBLIOGRAPHY)[0][0]
    assert entry.sections == ("Chapter 1: The Start", "Chapter 2: The End")
    assert entry.csl["URL"] == "https://sre.google/"


def test_the_table_of_frequent_works_gives_a_work_its_usual_name() -> None:
    assert read(BIBLIOGRAPHY)[0][0].csl["custom"]["alias"] == "SRE Book"


def test_lines_that_continue_an_entry_belong_to_it() -> None:
    assert read(BIBLIOGRAPHY)[0][1].csl["URL"] == "https://blog.cloudflare.com/moq"


def test_an_entry_that_cannot_be_read_is_a_finding_and_is_kept_as_written() -> None:
    entries, findings = read(BIBLIOGRAPHY)
    assert [(finding.code, finding.place) for finding in findings] == [
        ("bibliography-entry", "WORKS_CITED.md:23")
    ]
    assert entries[-1].raw == "**Unreadable entry**, somewhere"
    assert entries[-1].csl["title"] == "Unreadable entry, somewhere"


def test_an_entry_added_at_the_end_changes_no_key() -> None:
    more = BIBLIOGRAPHY.replace(
        "## Verification", '- **Cloudflare.** (2024). "Media." *Blog*.\n\n## Verification'
    )
    before, after = read(BIBLIOGRAPHY)[0], read(more)[0]
    assert [entry.key for entry in after][:-1] == [entry.key for entry in before]
    assert after[-1].key == "cloudflare-2024-media-c"


def test_keys_are_made_for_entries_without_author_or_latin_letters() -> None:
    entries, _ = read(
        '# W\n\n1. "The Title." *Wired*, 2020.\n2. **王, 明.** (2021). "题目." *期刊*.\n'
    )
    assert [entry.key for entry in entries] == ["2020-title", "2021-x9639b6"]


def test_a_file_without_entries_has_none() -> None:
    assert read("# Works Cited\n\nNone yet.\n") == ((), ())


def test_text_that_no_field_is_made_of_is_told_with_its_line() -> None:
    entry = '1. **Hale, R.** (2019). "On Lamps." *Light*. Shore Press. Third Thing. Fourth Thing.\n'
    _, findings = WorksCited().read(f"# W\n\n{entry}", PATH)
    (finding,) = findings
    assert (finding.code, finding.severity, finding.line) == (
        "bibliography-entry",
        Severity.INFO,
        3,
    )
    assert "“Third Thing”; “Fourth Thing”" in finding.message
    told = '1. **Hale, R.** (2019). "On Lamps." *Light*. Shore Press. [Third Thing]\n'
    assert WorksCited().read(told, PATH)[1] == ()
