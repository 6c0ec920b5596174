"""An examination of a book as a whole."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

from support import BookTest, contents

from chapbook.executor import local_executor
from chapbook.pipeline import Settings, build, examine
from chapbook.store import Store


def test_an_examination_keeps_the_reading_order(new_book: Callable[..., BookTest]) -> None:
    names = ["z.md", "a.md", "m.md"]
    files = {name: f"# {name}\n\nText." for name in names}
    book = new_book({"book.yaml": contents(chapters=names), **files})
    examined = examine(book.root, Settings(jobs=2))
    assert [str(parsed.chapter.path) for parsed in examined.parsed] == names
    assert [str(path) for path in examined.surveys] == names
    assert examined.findings == ()


def test_builds_may_share_processes_that_are_handed_in(
    new_book: Callable[..., BookTest], tmp_path: Path
) -> None:
    book = new_book(
        {"book.yaml": contents(chapters=["a.md", "b.md"]), "a.md": "# A", "b.md": "# B"}
    )
    settings = Settings(jobs=2, store=Store(tmp_path / "store"))
    with local_executor(2) as executor:
        build(book.root, book.out, settings, to=["epub"], executor=executor)
        first = {child.pid for child in active_children()}
        book.write({"a.md": "# A\n\nMore.", "b.md": "# B\n\nMore."})
        build(book.root, book.out, settings, to=["epub"], executor=executor)
        assert {child.pid for child in active_children()} == first
        assert first
