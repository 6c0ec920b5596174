"""Names of chapters' files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("chapters/01-lamps.md", []),
        ("chapters/1-lamps.md", [
            "chapters/1-lamps.md:1 the chapter's file is not called 'chapters/01-….md'"
        ]),
        ("chapters/02-lamps.md", [
            "chapters/02-lamps.md:1 the chapter's file is not called 'chapters/01-….md'"
        ]),
        ("01-lamps.md", ["01-lamps.md:1 the chapter's file is not called 'chapters/01-….md'"]),
    ],
)  # fmt: skip
def test_a_chapters_file_is_called_by_its_printed_number(
    new_book: Callable[..., BookTest], name: str, found: list[str]
) -> None:
    rule = "checks:\n  chapter-file: {pattern: 'chapters/{chapter:02}-{name}.md'}\n"
    book = new_book({"book.yaml": contents(chapters=[name]) + rule, name: "# A\n\nText."})
    assert findings_of(book, "chapter-file") == found


def test_appendices_are_called_by_their_letters(new_book: Callable[..., BookTest]) -> None:
    rule = "checks:\n  chapter-file: {pattern: 'app-{chapter}-{name}.md', kinds: [appendix]}\n"
    names = ["app-a-signals.md", "app-c-tides.md"]
    files = dict.fromkeys(names, "# A\n\nText.")
    book = new_book({"book.yaml": contents(appendices=names) + rule, **files})
    assert findings_of(book, "chapter-file") == [
        "app-c-tides.md:1 the chapter's file is not called 'app-B-….md'"
    ]
