"""How a folder becomes a `Book`: which of its files says what the book is."""

from __future__ import annotations

from pathlib import Path

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.manifest_book import MANIFEST, read_book_yaml
from chapbook.manifest_files import is_file
from chapbook.manifest_folder import markdown_files, read_folder
from chapbook.manifest_listed import lists_book, read_listed
from chapbook.manifest_readme import read_readme
from chapbook.manifest_summary import PLACES, read_summary


def read_book(root: Path) -> tuple[Book, tuple[Finding, ...]]:
    """The book in the folder `root`, and a finding for each file that its manifest misses.

    The first of these says what the book is: `book.yaml`; the `SUMMARY.md` of mdBook and GitBook
    (also in `src/`); Quarto's `_quarto.yml`, bookdown's `_bookdown.yml`, Leanpub's `Book.txt`; a
    `README.md` with a table of contents; the Markdown files themselves, in their order. Raises
    `BookError` where there is none of them or where it cannot be read.
    """
    if not root.is_dir():
        raise BookError(f"there is no folder '{root}'", hint="`publish list` shows the books")
    root = root.resolve()
    if is_file(root / MANIFEST):
        return read_book_yaml(root)
    if is_file(root / "book.yml"):
        raise BookError(
            "the manifest must be named 'book.yaml'",
            hint="rename book.yml to book.yaml",
            path=root / "book.yml",
        )
    for summary in PLACES:
        if is_file(root / summary):
            return read_summary(root, summary)
    listed = read_listed(root) or read_readme(root)
    if listed:
        return listed
    if markdown_files(root):
        return read_folder(root)
    raise _no_book(root)


def holds_book(root: Path) -> bool:
    """Whether `read_book` would find something to read in `root`."""
    manifests = (MANIFEST, *PLACES, Path("book.yml"))
    if lists_book(root):
        return True
    if any(is_file(root / manifest) for manifest in manifests) or markdown_files(root):
        return True
    return is_file(root / "README.md")


def _no_book(root: Path) -> BookError:
    if is_file(root / "inventory.yaml"):
        return BookError(
            f"'{root.name}' is a companion: it holds an inventory and no text",
            hint="name the book that refers to it",
            path=root,
        )
    return BookError(
        f"there is no book in '{root.name}': no book.yaml, no SUMMARY.md, no README.md with a "
        "table of contents, no Markdown files",
        hint="`publish new book NAME` begins one",
        path=root,
    )
