"""Rust code is shown as mdBook shows it, in mdBook's books alone."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import panflute as pf
import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.filters.hiddenlines import HiddenLines
from chapbook.pandoc import read_markdown
from chapbook.stages.parse import blank_context

CHAPTER = Chapter(PurePosixPath("src/01.md"))


def code(markdown: str, manifest: str) -> str:
    book = Book(Path("book"), Metadata("Book"), (CHAPTER,), PurePosixPath(manifest))
    doc = pf.load(io.StringIO(read_markdown(markdown).decode()))
    block = HiddenLines().apply(doc, blank_context(book, CHAPTER)).content[0]
    assert isinstance(block, pf.CodeBlock)
    return block.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# use a::b;\nlet a = 1;\n  # hidden\n#", "let a = 1;"),
        ("#[test]\n#![no_std]\nfn a() {}", "#[test]\n#![no_std]\nfn a() {}"),
        ("  ## kept", "  # kept"),
    ],
)
def test_lines_that_mdbook_hides_are_left_out(written: str, shown: str) -> None:
    assert code(f"```rust\n{written}\n```\n", "src/SUMMARY.md") == shown


def test_other_code_and_other_books_keep_their_lines() -> None:
    assert code("```python\n# a\n```\n", "SUMMARY.md") == "# a"
    assert code("```rust\n# a\n```\n", "book.yaml") == "# a"
