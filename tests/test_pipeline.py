"""An examination of a book as a whole."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, contents

from chapbook.pipeline import Settings, examine


def test_an_examination_keeps_the_reading_order(new_book: Callable[..., BookTest]) -> None:
    names = ["z.md", "a.md", "m.md"]
    files = {name: f"# {name}\n\nText." for name in names}
    book = new_book({"book.yaml": contents(chapters=names), **files})
    examined = examine(book.root, Settings(jobs=2))
    assert [str(parsed.chapter.path) for parsed in examined.parsed] == names
    assert [str(path) for path in examined.surveys] == names
    assert examined.findings == ()
