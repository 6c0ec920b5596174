"""Typed numbers against computed ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of

from chapbook.fixing import patch_files


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Chapter 1: A\n\n## 1.1 B\n\n## 1.2 C", []),
        ("# A\n\n## B", []),
        ("# Chapter I: A", []),
        (
            "# Chapter 4: A",
            ["01-a.md:1:3 the heading says 'Chapter 4', the book makes it chapter 1"],
        ),
        (
            "# Chapter V: A",
            ["01-a.md:1:3 the heading says 'Chapter V', the book makes it chapter 1"],
        ),
        (
            "# A\n\n## B\n\n## 1.3 C",
            ["01-a.md:5:4 the heading says '1.3', the book makes it section 1.2"],
        ),
        ("# A\n\n## 1.1 B\n\n### 1.1.1 C\n\n#### 1.1.1.1 D", []),
        ("# A\n\n## B\n\n### 1. C\n\n### 2. D", []),
        ("# A\n\n## B\n\n## 2.5 times C", []),
        ("# A {-}\n\n## 1. B\n\n## 2. C", []),
        (
            "# A\n\n## 1.1 B {-}",
            ["01-a.md:3:4 the heading says '1.1', the book makes it unnumbered"],
        ),
    ],
)
def test_a_typed_number_agrees_with_the_books(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    book = new_book({"01-a.md": f"{text}\n\nText."})
    assert findings_of(book, "number-mismatch") == found


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("# Chapter 4: A", "# Chapter 1: A"),
        ("Chapter 4: A\n============", "Chapter 1: A\n============"),
        ("# Chapter V: A", "# Chapter I: A"),
        ("# Appendix B: A", "# Appendix A: A"),
        ("# A\n\n## B\n\n## 1.3 C\n\n## 1.9 D", "# A\n\n## B\n\n## 1.2 C\n\n## 1.3 D"),
        ("# A\n\n## 1. B\n\n## 3. C", "# A\n\n## 1. B\n\n## 2. C"),
        ("# A\n\n## 1.1 B {-}", None),
        ("# *Chapter 4*: A", None),
        ("# Chapter 4: A\n\n[x](#chapter-4-a)", None),
    ],
)
def test_a_typed_number_is_corrected_where_it_is_plain(
    new_book: Callable[..., BookTest], text: str, fixed: str | None
) -> None:
    book = new_book({"01-a.md": f"{text}\n\nText."})
    found = [finding for finding in book.check() if finding.code == "number-mismatch"]
    patches = patch_files(book.root, found)
    assert [patch.after for patch in patches] == ([] if fixed is None else [f"{fixed}\n\nText."])
