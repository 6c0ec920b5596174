"""The inventory of a book from its manuscript: read, parse, survey, number, and nothing more."""

from __future__ import annotations

from pathlib import Path

from chapbook.executor import Executor
from chapbook.inventory import Inventory, inventory_of
from chapbook.manifest import read_book
from chapbook.outline import number_book
from chapbook.stages.parse import ParseTask, parse_chapter, read_chapter, stored_parse
from chapbook.store import Store


def take_inventory(root: Path, store: Store, timeout: float, executor: Executor) -> Inventory:
    """What the book in `root` can be pointed to by, as its files are now.

    Its own companions are not looked at, so two books may be each other's.
    """
    book, _ = read_book(root)
    texts = {chapter.path: read_chapter(book.root, chapter.path) for chapter in book.chapters}
    kept = [stored_parse(book, c, texts[c.path], store) for c in book.chapters]
    tasks = [
        ParseTask(book, chapter, texts[chapter.path], store, timeout)
        for chapter, parsed in zip(book.chapters, kept, strict=True)
        if parsed is None
    ]
    parsed = [*filter(None, kept), *executor.map(parse_chapter, tasks)]
    return inventory_of(book, number_book(book, {p.chapter.path: p.survey for p in parsed}))
