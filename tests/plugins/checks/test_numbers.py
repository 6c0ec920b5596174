"""Typed numbers against computed ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Chapter 1: A\n\n## 1.1 B\n\n## 1.2 C", []),
        ("# A\n\n## B", []),
        ("# Chapter I: A", []),
        ("# Chapter 4: A", ["01-a.md:1 the heading says 'Chapter 4', the book makes it chapter 1"]),
        ("# Chapter V: A", ["01-a.md:1 the heading says 'Chapter V', the book makes it chapter 1"]),
        (
            "# A\n\n## B\n\n## 1.3 C",
            ["01-a.md:5 the heading says '1.3', the book makes it section 1.2"],
        ),
        ("# A\n\n## 1.1 B\n\n### 1.1.1 C\n\n#### 1.1.1.1 D", []),
        ("# A\n\n## B\n\n### 1. C\n\n### 2. D", []),
        ("# A\n\n## B\n\n## 2.5 times C", []),
        ("# A {-}\n\n## 1. B\n\n## 2. C", []),
        ("# A\n\n## 1.1 B {-}", ["01-a.md:3 the heading says '1.1', the book makes it unnumbered"]),
    ],
)
def test_a_typed_number_agrees_with_the_books(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    book = new_book({"01-a.md": f"{text}\n\nText."})
    assert findings_of(book, "number-mismatch") == found
