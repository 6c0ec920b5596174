"""Empty chapters and numbers that two chapters claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- later -->", "---\ndraft: true\n---\n"])
def test_a_chapter_without_text_is_found(new_book: Callable[..., BookTest], text: str) -> None:
    book = new_book({"01-a.md": text, "02-b.md": "# B\n\nText."})
    assert findings_of(book, "empty-chapter") == ["01-a.md:1 the chapter is empty"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (
            "# Chapter 2: A",
            "# Chapter 2: B",
            ["02-b.md:1:3 'Chapter 2' is also the heading of 01-a.md"],
        ),
        ("# Chapter 1: A", "# Chapter 2: B", []),
        ("# A", "# B", []),
        ("# Appendix: A", "# Appendix: B", []),
        ("# 3. A", "# 3. B", ["02-b.md:1:3 '3' is also the heading of 01-a.md"]),
    ],
)
def test_a_number_that_two_chapters_claim_is_found(
    new_book: Callable[..., BookTest], first: str, second: str, found: list[str]
) -> None:
    book = new_book({"01-a.md": f"{first}\n\nText.", "02-b.md": f"{second}\n\nText."})
    assert findings_of(book, "number-clash") == found
