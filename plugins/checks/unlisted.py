"""Markdown files that lie beside the chapters and are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_files import is_chapter_name, markdown_names
from chapbook.roles import Check, Inspection


@dataclass(frozen=True)
class UnlistedChapter:
    """`unlisted-chapter`."""

    code: str = "unlisted-chapter"
    severity: Severity = Severity.INFO
    summary: str = "A Markdown file lies beside the chapters, but the contents do not list it."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Files in the chapters' folders, without those that a chapter names."""
        book = inspection.book
        listed = {chapter.path for chapter in book.chapters}
        others = {*listed, *book.bibliography, book.manifest}
        for folder in sorted({path.parent for path in listed}):
            for name in filter(is_chapter_name, markdown_names(book.root / folder)):
                path = folder / name
                if path not in others and not _is_named(name, inspection):
                    hint = f"enter it in {book.manifest}, or move it to another folder"
                    yield Finding(self.code, "the book leaves this file out", path, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [UnlistedChapter()]


def _is_named(name: str, inspection: Inspection) -> bool:
    """Whether a chapter's text names the file, as one that includes it does."""
    return any(name in text for text in inspection.texts.values())
