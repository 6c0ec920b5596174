"""Sizes and places that images ask for and cannot have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import DIAGRAM, BookTest, findings_of

from chapbook.figure_wishes import BOXES
from chapbook.filters.boxes import KINDS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("![A](a.svg){width=0}", "width=0 is no size that can be printed"),
        ("![A](a.svg){width=1000000000px}", "width=1000000000px is no size"),
        ("![A](a.svg){height=abc}", "height=abc is no size"),
        ("![A](a.svg){page=sideways}", "page=sideways is no place that is known"),
        ("- One\n\n  ![A](a.svg){page=landscape}", "not heeded: the image is in a list"),
        ("> ![A](a.svg){float=top}", "not heeded: the image is in a quotation or box"),
        ("::: {.note}\n![A](a.svg){page=full}\n:::", "not heeded: the image is in a box"),
        ("Text.[^1]\n\n[^1]: Note.\n\n    ![A](a.svg){page=full}", "is in a footnote"),
        ("Text ![A](a.svg){page=full} goes on.", "not heeded: the image is no figure"),
    ],
)
def test_a_wish_that_cannot_be_granted_is_told(
    new_book: Callable[..., BookTest], text: str, message: str
) -> None:
    book = new_book({"01-a.md": f"# A\n\n{text}\n", "a.svg": DIAGRAM})
    (said,) = findings_of(book, "image-size") + findings_of(book, "figure-place")
    assert message in said


def test_a_wish_in_running_text_is_granted(new_book: Callable[..., BookTest]) -> None:
    text = "# A\n\n![A](a.svg){page=landscape width=60%}\n\n![B](a.svg){keep-with-next=true}\n"
    book = new_book({"01-a.md": text, "a.svg": DIAGRAM})
    assert findings_of(book, "image-size") + findings_of(book, "figure-place") == []


def test_the_classes_of_boxes_are_those_of_the_filter() -> None:
    assert set(KINDS) == BOXES
