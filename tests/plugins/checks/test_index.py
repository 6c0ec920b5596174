"""Marks of the index that do not fit, and an index without marks or marks without one."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, findings_of

INDEX = "\n\n::: {.index}\n:::\n"


def test_a_passage_needs_both_ends(new_book: Callable[..., BookTest]) -> None:
    text = 'One.[]{.index entry="a!b" range=start}\n\nTwo.\\index{c|)} \\index{d|(} \\index{d|)}'
    book = new_book({"01-a.md": f"# A\n\n{text}{INDEX}"})
    assert findings_of(book, "index-range", hints=True) == [
        "01-a.md:3:15 the passage 'a, b' does not end"
        ' (add []{.index entry="a!b" range=end})',
        "01-a.md:5:5 the passage 'c' did not begin"
        ' (add []{.index entry="c" range=start})',
    ]  # fmt: skip


def test_passages_may_go_on_in_the_next_chapter(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\nX.\\index{c|(}", "02-b.md": "# B\n\nX.\\index{c|)}"})
    assert findings_of(book, "index-range") == []


def test_referrals_need_an_entry(new_book: Callable[..., BookTest]) -> None:
    text = 'A [b]{.index}, [Bee Keeper]{.index}, [c]{.index see="bee keepers"}.\\index{d|see{b}}'
    book = new_book({"01-a.md": f"# A\n\n{text}{INDEX}"})
    assert findings_of(book, "index-see", hints=True) == [
        "01-a.md:3:38 'c' refers to 'bee keepers', which is no entry (did you mean 'bee keeper'?)"
    ]


def test_an_index_needs_marks(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": f"# A\n\nX.{INDEX}"})
    assert findings_of(book, "empty-index") == [
        "01-a.md:5 the index is empty: the book marks nothing for it"
    ]


def test_marks_need_an_index(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\nX `[a]{.index}` [a]{.index} [b]{.index}."})
    assert findings_of(book, "unprinted-index") == [
        "01-a.md:3:17 2 marks for an index that the book does not print"
    ]
    assert findings_of(book, "raw-tex") == []


def test_a_book_that_marks_nothing_has_no_findings(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\nX."})
    codes = {finding.code for finding in book.check()}
    assert codes.isdisjoint({"empty-index", "unprinted-index", "index-range", "index-see"})


def test_an_index_is_printed_once(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": f"# A\n\n[x]{{.index}}{INDEX}", "02-b.md": f"# B{INDEX}{INDEX}"})
    assert findings_of(book, "duplicate-index") == [
        "02-b.md:3 the index is printed already, in 01-a.md:5",
        "02-b.md:7 the index is printed already, in 01-a.md:5",
    ]


def test_a_mark_says_nothing_that_it_cannot_mean(new_book: Callable[..., BookTest]) -> None:
    text = "A [b]{.index main=perhaps}, [c]{.index main=no} and [d]{.index range=middle}."
    book = new_book({"01-a.md": f"# A\n\n{text}{INDEX}"})
    assert findings_of(book, "index-mark", hints=True) == [
        "01-a.md:3:3 the mark of 'b' says main=perhaps, which is neither true nor false"
        " (write main=true, or leave it out)",
        "01-a.md:3:53 the mark of 'd' says range=middle, which is neither start nor end"
        " (write range=start or range=end, or leave it out)",
    ]


def test_the_braces_of_a_mark_are_closed(new_book: Callable[..., BookTest]) -> None:
    shown = "As code `\\index{a{}`, as text \\\\index{a{}."
    text = f"X \\index{{open{{}} Y\\index{{b}}.\n\n{shown}\n\n\\index{{c\n"
    book = new_book({"01-a.md": f"# A\n\n{text}{INDEX}"})
    hint = " (close each brace that is opened, or put the words into backticks)"
    assert findings_of(book, "index-mark", hints=True) == [
        f"01-a.md:3:3 \\index{{open{{}} has no closing brace and is printed as text{hint}",
        f"01-a.md:7:1 \\index{{c has no closing brace and is printed as text{hint}",
    ]
