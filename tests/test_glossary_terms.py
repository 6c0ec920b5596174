"""Where an acronym is used first, in reading order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from chapbook.book import Book, Chapter, Metadata
from chapbook.glossary_terms import resolve_terms
from chapbook.outline import number_book
from chapbook.survey import Survey
from chapbook.used_terms import Term, TermUse

A, B, C = (PurePosixPath(name) for name in ("a.md", "b.md", "c.md"))
SLO = Term("SLO", "term-slo", "Service Level Objective")
QUEUE = Term("queue", "term-queue")


def firsts(uses: dict[PurePosixPath, str], first_use: str = "book", deep: bool = False) -> str:
    """`+` for each use that is spelled out, `-` for others, `?` for unknown terms."""
    surveys = {
        path: Survey(
            terms=(SLO, QUEUE) if path == C else (),
            uses=tuple(_use(said) for said in uses.get(path, "").split()),
        )
        for path in (A, B, C)
    }
    chapters = tuple(Chapter(path, depth=2 if deep and path == B else 1) for path in surveys)
    book = Book(Path("book"), Metadata("B"), chapters, PurePosixPath("book.yaml"))
    found = resolve_terms(surveys, number_book(book, surveys), first_use)
    marks = {None: "?", True: "+", False: "-"}
    return " ".join(
        "".join(marks[known.first if known else None] for known in found[path])
        for path in surveys
        if path in found
    )


def _use(said: str) -> TermUse:
    key, _, form = said.partition(":")
    return TermUse(key, form.rstrip("!") or "ac", not form.endswith("!"))


def test_the_first_use_in_the_book_is_spelled_out() -> None:
    assert firsts({A: "SLO SLO", B: "slo", C: "SLO"}) == "+- - -"


def test_the_first_use_in_each_chapter_is_if_the_book_asks_for_it() -> None:
    assert firsts({A: "SLO SLO", B: "SLO"}, "chapter") == "+- +"
    assert firsts({A: "SLO SLO", B: "SLO"}, "chapter", deep=True) == "+- -"


def test_short_and_long_forms_and_definitions_are_no_first_use() -> None:
    assert firsts({A: "SLO:acs SLO:acl SLO:ac! SLO:acp SLO"}) == "---+-"


def test_a_full_form_is_the_first_use() -> None:
    assert firsts({A: "SLO:acf SLO"}) == "+-"


def test_terms_without_a_long_form_are_never_spelled_out() -> None:
    assert firsts({A: "queue queue:gls nothing"}) == "--?"
