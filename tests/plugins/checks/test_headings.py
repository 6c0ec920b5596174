"""Levels of headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of

SKIPS = "heading before it (“B”) level 2 (write ###, or put a heading of level 3 before it)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A\n\n## B\n\n### C\n\n## D\n\n# E", []),
        ("## A\n\n### B\n\n## C", []),
        ("# A\n\n## B\n\n#### C\n\n#### D\n\n## E", [
            f"01-a.md:5:6 “C” has level 4, the {SKIPS}",
        ]),
        ("# Chapter 1\n\n## Networks\n\n### C", []),
        ("# A\n\n> ### Note\n\n```\n#### x\n```\n\n## B", []),
    ],
)  # fmt: skip
def test_a_skipped_level_is_found(
    new_book: Callable[..., BookTest], text: str, found: list[str]
) -> None:
    book = new_book({"01-a.md": f"{text}\n\nText."})
    assert findings_of(book, "heading-skip", hints=True) == found
