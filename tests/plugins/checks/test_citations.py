"""Checks of citations: years, uncited entries, short forms, figures without a source."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, contents

WORKS = """\
- Hale, R. (2019). *On Lamps*. Shore Press.
- Wren, T. (2020). "On Oil." *Shore Press*.
"""


def book_of(new_book: Callable[..., BookTest], text: str, checks: str = "") -> BookTest:
    manifest = contents(chapters=["a.md"]) + (f"checks: {{{checks}}}\n" if checks else "")
    files = {"book.yaml": manifest, "a.md": f"# A\n\n{text}\n", "WORKS_CITED.md": WORKS}
    return new_book(files)


def test_a_year_that_differs_from_the_entry_s_is_found(new_book: Callable[..., BookTest]) -> None:
    found = book_of(new_book, "One [Source: Hale, 2018], two [Source: Wren, 2020].").check()
    year = next(f for f in found if f.code == "source-year")
    assert year.place == "a.md:3:5"
    assert "“Hale, 2018” has another year than its entry: Hale, “On Lamps” (2019)" in year.message
    assert "unresolved-source" not in {f.code for f in found}


def test_an_entry_that_nothing_cites_is_told(new_book: Callable[..., BookTest]) -> None:
    found = book_of(new_book, "One [Source: Hale, 2019].").check()
    assert [(f.code, f.place, f.severity) for f in found] == [
        ("uncited-source", "WORKS_CITED.md:2", "info")
    ]
    assert book_of(new_book, "Nothing is cited.").check() == ()


def test_short_forms_are_rewritten_only_where_the_book_asks(
    new_book: Callable[..., BookTest],
) -> None:
    text = "One [Source: Hale, 2019, p. 3; Wren, 2020] and [Source: Nobody, 1900]."
    assert "short-source" not in {f.code for f in book_of(new_book, text).check()}
    book = book_of(new_book, text, "short-source: on")
    book.publish("check", "BOOK", "--fix")
    fixed = (book.root / "a.md").read_text()
    assert "One [@hale-2019-lamps, p. 3; @wren-2020-oil] and [Source: Nobody, 1900]." in fixed


def test_figures_without_a_source_are_told_only_where_the_book_asks(
    new_book: Callable[..., BookTest],
) -> None:
    text = (
        "It saves 40% of oil.\n\nIt saves 40% of oil [Source: Hale, 2019; Wren, 2020].\n\n"
        "It is 3 times\nbrighter, in version 2.5.\n\n`50%` of nothing."
    )
    assert book_of(new_book, text).check() == ()
    found = book_of(new_book, text, "unsourced-figure: on").check()
    assert [(f.code, f.place) for f in found] == [
        ("unsourced-figure", "a.md:3:10"),
        ("unsourced-figure", "a.md:7:7"),
    ]
