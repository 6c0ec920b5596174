"""Footnotes without a mark, marks without a footnote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of


@pytest.mark.parametrize(
    ("text", "unknown", "unused"),
    [
        ("A.[^1] B.[^long-one]\n\n[^1]: One.\n\n[^long-one]: Two.\n\n    Goes on.[^2]\n\n[^2]: X.",
         [], []),
        ("A.[^1]", ["3:3 there is no footnote '1' (write [^1]: …)"], []),
        (
            "A.[^not]\n\n[^note]: B.",
            ["3:3 there is no footnote 'not' (did you mean [^note]?)"],
            [
                "5:1 nothing refers to the footnote 'note' "
                "(put [^note] where it belongs, or leave it out)"
            ],
        ),
        ("> A.[^q]\n>\n> [^q]: B.", [], []),
        ("`[^1]` and $x[^2]$ and \\[^3] and <!-- [^4] -->\n\n```\n[^5]: x\n```", [], []),
        ("It matches [^a-z], [^a-zA-Z0-9], [^x]*, [^abc]+ and [^\\s].", [], []),
        ("A [^x](y.html) and an inline note.^[It is here.]", [], []),
        ("Text:\n\n    grep [^x] file", [], []),
    ],
)  # fmt: skip
def test_footnotes_and_their_marks_fit(
    new_book: Callable[..., BookTest], text: str, unknown: list[str], unused: list[str]
) -> None:
    book = new_book({"01-a.md": f"# A\n\n{text}\n"})
    for code, expected in (("unknown-footnote", unknown), ("unused-footnote", unused)):
        assert findings_of(book, code, hints=True) == [f"01-a.md:{said}" for said in expected]
