"""Labels, and the references to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import DIAGRAM, BookTest, findings_of

from chapbook.finding import Severity
from chapbook.fixing import patch_files

FIGURE = "![Speed](a.html){#fig:speed}"
TABLE = "| a |\n|---|\n| 1 |\n\n: Sizes {#tbl:sizes}"


def book_of(new_book: Callable[..., BookTest], *chapters: str) -> BookTest:
    files = {f"0{n}-a.md": f"# Chapter\n\n{text}\n" for n, text in enumerate(chapters, 1)}
    return new_book({**files, "a.html": DIAGRAM})


@pytest.mark.parametrize(
    "reference",
    ["@fig:speed", "@Fig:speed", "[@fig:speed; @tbl:sizes]", "[-@fig:speed]", "@fig-speed"],
)
def test_a_known_label_is_no_finding(new_book: Callable[..., BookTest], reference: str) -> None:
    book = book_of(new_book, f"See {reference}.", f"{FIGURE}\n\n{TABLE}")
    for code in ("unknown-label", "duplicate-label", "wrong-kind"):
        assert findings_of(book, code) == []


@pytest.mark.parametrize(
    ("text", "found", "fixed"),
    [
        (
            "See @fig:sped.",
            "01-a.md:3:5 there is no label 'fig:sped' (did you mean @fig:speed?)",
            None,
        ),
        (
            "See [see @fig:Speed, p. 3; @tbl:sizes].",
            "01-a.md:3:5 there is no label 'fig:Speed' (did you mean @fig:speed?)",
            "See [see @fig:speed, p. 3; @tbl:sizes].",
        ),
        (
            "See @fig:sizes.",
            "01-a.md:3:5 there is no label 'fig:sizes' (did you mean @tbl:sizes?)",
            None,
        ),
        (
            "See @eq:xyz.",
            "01-a.md:3:5 there is no label 'eq:xyz' (give the thing the label {#eq:xyz})",
            None,
        ),
    ],
)
def test_an_unknown_label_is_found(
    new_book: Callable[..., BookTest], text: str, found: str, fixed: str | None
) -> None:
    book = book_of(new_book, text, f"{FIGURE}\n\n{TABLE}")
    assert findings_of(book, "unknown-label", hints=True) == [found]
    patches = patch_files(book.root, book.check())
    assert [patch.after.split("\n")[2] for patch in patches] == ([fixed] if fixed else [])


@pytest.mark.parametrize(
    ("reference", "opening"),
    [
        ("@tbl-cars", "```{r}\n#| label: tbl-cars"),
        ("\\@ref(tab:cars)", "```{r cars, echo=FALSE}"),
        ("\\@ref(fig:cars)", "```{r, label='cars'}"),
    ],
)
def test_a_label_that_a_chunk_would_make_is_told_and_no_error(
    new_book: Callable[..., BookTest], reference: str, opening: str
) -> None:
    book = book_of(new_book, f"See {reference}.\n\n{opening}\ncars\n```")
    assert findings_of(book, "unknown-label") == []
    (found,) = [f for f in book.check() if f.code == "chunk-label"]
    assert "is made by a chunk, which is not run" in found.message
    assert found.severity is Severity.WARNING


def test_prose_that_is_no_reference_is_no_finding(new_book: Callable[..., BookTest]) -> None:
    text = "Write to me@example.com or @someone, `@fig:x`, \\@fig:y, @2x, @app-store [@doe2020]."
    assert findings_of(book_of(new_book, text), "unknown-label") == []


def test_a_label_that_two_things_of_a_chapter_have_is_found(
    new_book: Callable[..., BookTest],
) -> None:
    book = book_of(new_book, f"{FIGURE}\n\n![Other](a.html){{#fig:speed}}\n\n@fig:speed")
    (found,) = findings_of(book, "duplicate-label")
    assert found.startswith("01-a.md:5")
    assert "the label 'fig:speed' is also that of 01-a.md:3" in found


def test_two_sections_of_one_label_are_found(new_book: Callable[..., BookTest]) -> None:
    book = book_of(new_book, "## One {#sec:x}\n\nA.\n\n## Two {#sec:x}\n\n@sec:x")
    assert findings_of(book, "duplicate-label") == [
        "01-a.md:7:4 the label 'sec:x' is also that of 01-a.md:3"
    ]


def test_chapters_may_have_labels_of_one_name(new_book: Callable[..., BookTest]) -> None:
    book = book_of(new_book, f"{FIGURE}\n\n@fig:speed", f"{FIGURE}\n\n@fig:speed")
    assert findings_of(book, "duplicate-label") == []


def test_chapters_with_one_label_that_a_third_one_means_are_found(
    new_book: Callable[..., BookTest],
) -> None:
    book = book_of(new_book, FIGURE, FIGURE, "See @fig:speed.")
    (found,) = findings_of(book, "duplicate-label")
    assert found.startswith("02-a.md:3:")
    assert "is also that of 01-a.md:3; @fig:speed (03-a.md:3) may mean either" in found


def test_a_label_without_a_reference_is_told(new_book: Callable[..., BookTest]) -> None:
    text = f"{FIGURE}\n\n{TABLE}\n\n## Part time\n\nText.\n\n## Own {{#sec:own}}\n\n![B](a.html)"
    book = book_of(new_book, text, "[x](01-a.md#tbl:sizes)")
    assert [said.partition(" ")[2] for said in findings_of(book, "unused-label")] == [
        "nothing refers to the label 'fig:speed'",
        "nothing refers to the label 'sec:own'",
    ]


def test_a_label_on_something_else_is_found(new_book: Callable[..., BookTest]) -> None:
    wrong = TABLE.replace("tbl:sizes", "fig:sizes")
    book = book_of(new_book, f"{wrong}\n\n{FIGURE}", "See @fig:sizes and @fig:speed.")
    first, second = findings_of(book, "wrong-kind", hints=True)
    assert first.startswith("01-a.md:7")
    assert first.endswith(
        "the label 'fig:sizes' is on a table (call it 'tbl:sizes', here and in what refers to it)"
    )
    assert second == (
        "02-a.md:3:5 @fig:sizes refers to something else: the label 'fig:sizes' is on a table"
    )


def test_the_id_of_a_heading_that_begins_with_a_kinds_name_is_no_label(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({"_bookdown.yml": "x: y\n", "index.Rmd": "# A\n\n## B {#example-data}\n"})
    assert findings_of(book, "wrong-kind") == []
    book.write({"index.Rmd": "# A\n\n## B {#fig:two-lamps}\n"})
    assert len(findings_of(book, "wrong-kind")) == 1
