"""Lists of contents against the chapters, and files that no list names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

from chapbook.fixing import patch_files

CHAPTERS = {
    "01-nets.md": "# Networks & You\n\nText.",
    "02-cache.md": "# Chapter 2: Caching\n\nText.",
    "90-x.md": "# Appendix A: Signals\n\nText.",
}
README = """\
# Book

## Contents

1. [{one}](01-nets.md)
2. [{two}](02-cache.md)
3. [{three}](90-x.md)
"""
SUMMARY = "# Summary\n\n- [{one}](01-nets.md)\n- [{two}](02-cache.md)\n- [{three}](90-x.md)\n"
RIGHT = {"one": "Networks and You", "two": "Chapter 2: Caching", "three": "Appendix A: Signals"}


def readme(**titles: str) -> dict[str, str]:
    return {**CHAPTERS, "README.md": README.format(**(RIGHT | titles))}


@pytest.mark.parametrize(
    ("titles", "found", "fixed"),
    [
        ({}, [], None),
        ({"one": "Networks"}, [], None),
        ({"two": "Caching: An Introduction"}, [], None),
        (
            {"one": "The Wire"},
            ["5:5 'The Wire' is listed, but 01-nets.md is headed 'Networks & You'"],
            "1. [Networks & You](01-nets.md)",
        ),
        (
            {"two": "Chapter 3: Caching"},
            ["6:5 'Chapter 3' is listed, but the book makes it 2"],
            "2. [Chapter 2: Caching](02-cache.md)",
        ),
        (
            {"three": "Appendix B: **Signs**"},
            ["7:5 'Signs' is listed, but 90-x.md is headed 'Signals'"],
            "3. [Appendix B: **Signals**](90-x.md)",
        ),
    ],
)
def test_a_list_of_contents_says_what_the_chapters_say(
    new_book: Callable[..., BookTest], titles: dict[str, str], found: list[str], fixed: str | None
) -> None:
    book = new_book(readme(**titles))
    assert findings_of(book, "contents-mismatch") == [f"README.md:{said}" for said in found]
    patches = patch_files(book.root, book.check())
    assert [fixed in patch.after.split("\n") for patch in patches] == [True] * bool(fixed)


def test_the_titles_of_a_summary_are_compared(new_book: Callable[..., BookTest]) -> None:
    book = new_book({**CHAPTERS, "SUMMARY.md": SUMMARY.format(**RIGHT | {"one": "The Wire"})})
    (found,) = findings_of(book, "contents-mismatch")
    assert found.startswith("SUMMARY.md:3:4 'The Wire' is listed")


def test_the_titles_of_book_yaml_are_compared(new_book: Callable[..., BookTest]) -> None:
    listed = "title: B\ncontents:\n  chapters:\n    - {path: 01-nets.md, title: The Wire}\n"
    book = new_book({"book.yaml": listed, "01-nets.md": CHAPTERS["01-nets.md"]})
    (found,) = findings_of(book, "contents-mismatch")
    assert found.startswith("book.yaml:4 'The Wire' is listed")


def test_a_title_that_the_file_lacks_is_no_mismatch(new_book: Callable[..., BookTest]) -> None:
    listed = "title: B\ncontents:\n  chapters:\n    - {path: 01-nets.md, title: The Wire}\n"
    book = new_book({"book.yaml": listed, "01-nets.md": "Text without a heading."})
    assert findings_of(book, "contents-mismatch") == []


def test_a_readme_beside_book_yaml_lists_the_same_chapters(
    new_book: Callable[..., BookTest],
) -> None:
    listed = contents(chapters=["01-nets.md", "02-cache.md"], appendices=["90-x.md"])
    book = new_book({**readme(), "book.yaml": listed})
    assert findings_of(book, "contents-mismatch") == []


def test_a_readme_beside_book_yaml_that_lists_others_is_found(
    new_book: Callable[..., BookTest],
) -> None:
    more = {"00-preface.md": "# Preface\n\nText."}
    more |= {"old.md": "# Old\n\nText.", "03-new.md": "# New\n\nText.", "WORKS_CITED.md": "# W\n"}
    files = readme() | more
    files["README.md"] += "4. [Old](old.md)\n5. [Sources](WORKS_CITED.md)\n"
    files["book.yaml"] = contents(
        front_matter=["00-preface.md"],
        chapters=["02-cache.md", "01-nets.md", "03-new.md"],
        appendices=["90-x.md"],
    )
    files["02-cache.md"] = "# Caching\n\nText."
    book = new_book(files)
    assert findings_of(book, "contents-mismatch") == [
        "README.md:6:5 '02-cache.md' is listed after '01-nets.md', in book.yaml before it",
        "README.md:6:5 'Chapter 2' is listed, but the book makes it 1",
        "README.md:8:5 'old.md' is listed, but is no chapter of the book",
        "README.md:9 the list lacks '03-new.md', which book.yaml names",
    ]


def test_a_chapter_that_no_list_names_is_told(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": contents(chapters=["chapters/a.md"]),
        "chapters/a.md": "# A\n\n{{#include part.md}}",
        "chapters/part.md": "Part.",
        "chapters/b.md": "# B",
        "chapters/README.md": "About.",
        "notes.md": "# Notes",
        "WORKS_CITED.md": "# Works Cited",
    }
    assert findings_of(new_book(files), "unlisted-chapter", hints=True) == [
        "chapters/b.md the book leaves this file out "
        "(enter it in book.yaml, or move it to another folder)"
    ]
