"""Which of Word's lists gives a heading its number, and where a list has to begin anew."""

from __future__ import annotations

import pytest

from chapbook.numbering import NumberingSettings
from chapbook.plugins.ooxml.heading_numbers import HeadingNumbers, ListPlace


def _numbers(is_joined: bool = False, **settings: str) -> HeadingNumbers:
    return HeadingNumbers(NumberingSettings(**settings), is_joined)  # type: ignore[arg-type]


def test_parts_chapters_and_appendices_have_a_list_each() -> None:
    numbers = _numbers()
    assert numbers.place("part", "chapter", 1, "I") == ListPlace("parts", 0)
    assert numbers.place("chapter", "chapter", 1, "1") == ListPlace("chapters", 0)
    assert numbers.place("chapter", "chapter", 2, "1.1") == ListPlace("chapters", 1)
    assert numbers.place("appendix", "appendix", 1, "A") == ListPlace("appendices", 0)
    assert numbers.place("appendix", "appendix", 2, "A.1") == ListPlace("appendices", 1)


def test_chapters_that_begin_again_in_each_part_are_in_the_parts_list() -> None:
    numbers = _numbers(is_joined=True)
    said = [("part", 1, "I"), ("chapter", 1, "1"), ("part", 1, "II"), ("chapter", 1, "1")]
    places = [numbers.place(kind, "chapter", level, number) for kind, level, number in said]
    assert places == [ListPlace("parts", level) for level in (0, 1, 0, 1)]


def test_a_slice_begins_its_list_with_its_first_chapter() -> None:
    numbers = _numbers()
    assert numbers.place("chapter", "chapter", 1, "5") == ListPlace("chapters", 0)
    assert numbers.lists["chapters"].starts == [{0: 5}]


def test_chapters_left_out_make_another_instance() -> None:
    numbers = _numbers()
    numbers.place("chapter", "chapter", 1, "5")
    assert numbers.place("chapter", "chapter", 1, "7") == ListPlace("chapters", 0, 1)
    assert numbers.place("chapter", "chapter", 2, "7.1") == ListPlace("chapters", 1, 1)
    assert numbers.lists["chapters"].starts == [{0: 5}, {0: 7}]


def test_a_section_whose_chapter_is_missing_has_no_place() -> None:
    assert _numbers().place("chapter", "chapter", 2, "5.3") is None


@pytest.mark.parametrize(
    ("scheme", "number"),
    [("roman", "IV"), ("lower-roman", "iv"), ("letters", "D"), ("decimal", "4")],
)
def test_numbers_are_read_in_the_books_scheme(scheme: str, number: str) -> None:
    numbers = _numbers(chapters=scheme)
    assert numbers.place("chapter", "chapter", 1, number) is not None
    assert numbers.lists["chapters"].starts == [{0: 4}]


def test_letters_that_word_writes_otherwise_stay_text() -> None:
    assert _numbers().place("appendix", "appendix", 1, "AB") is None
