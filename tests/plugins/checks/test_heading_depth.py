"""The deepest level of headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("{max: 4}", []),
        ("{max: 3}", ["a.md:7:6 “D” has level 4, deeper than 3"]),
        ("{max: 2}", [
            "a.md:5:5 “C” has level 3, deeper than 2",
            "a.md:7:6 “D” has level 4, deeper than 2",
            "p.md:5:5 “Q” has level 3, deeper than 2",
        ]),
        ("{max: 2, kinds: [front-matter]}", ["p.md:5:5 “Q” has level 3, deeper than 2"]),
        ("{max: 3, except: [a.md]}", []),
    ],
)  # fmt: skip
def test_a_heading_that_is_too_deep_is_found(
    new_book: Callable[..., BookTest], rule: str, found: list[str]
) -> None:
    lists = contents(front_matter=["p.md"], chapters=["a.md"])
    files = {"a.md": "# A\n\n## B\n\n### C\n\n#### D\n\nText.", "p.md": "# P\n\n## R\n\n### Q"}
    book = new_book({"book.yaml": f"{lists}checks:\n  heading-depth: {rule}\n", **files})
    assert findings_of(book, "heading-depth") == found


def test_levels_are_counted_as_in_the_book(new_book: Callable[..., BookTest]) -> None:
    rule = f"{contents(chapters=['a.md'])}checks:\n  heading-depth: {{max: 2}}\n"
    book = new_book({"book.yaml": rule, "a.md": "## A\n\n### B\n\n#### C\n"})
    assert findings_of(book, "heading-depth") == ["a.md:5:6 “C” has level 3, deeper than 2"]
