"""Lists of contents against the chapters: those of the manifest, of a README, of a SUMMARY."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book, Chapter, Place
from chapbook.errors import BookError
from chapbook.finding import Finding, Fix, Severity
from chapbook.fixing import as_markdown
from chapbook.hookspecs import hookimpl
from chapbook.manifest_files import is_chapter_name, is_file, read_text
from chapbook.manifest_outline import plain_title
from chapbook.manifest_readme import MANIFEST as README
from chapbook.manifest_readme import read_readme
from chapbook.manifest_summary import PLACES, read_summary
from chapbook.outline import ChapterPlan
from chapbook.roles import Check, Inspection
from chapbook.typed import split_typed

_LINK = re.compile(r"\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(")


@dataclass(frozen=True)
class _Listed:
    """One line of a list of contents; `written` is the link's text, where the line has a link."""

    file: PurePosixPath
    chapter: Chapter
    written: str | None = None
    column: int | None = None


@dataclass(frozen=True)
class ContentsMismatch:
    """`contents-mismatch`."""

    code: str = "contents-mismatch"
    severity: Severity = Severity.WARNING
    summary: str = "A list of contents says something else than the chapters."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Titles and numbers that chapters do not have, and chapters that a list lacks or adds."""
        book = inspection.book
        for listed in _entries(book, book.manifest, book.chapters):
            yield from self._compare(inspection, listed)
        for file, chapters in _other_lists(book).items():
            entries = list(_entries(book, file, chapters))
            for listed in entries:
                yield from self._compare(inspection, listed)
            yield from self._differences(book, file, entries)

    def _compare(self, inspection: Inspection, listed: _Listed) -> Iterator[Finding]:
        plan = inspection.outline.plan(listed.chapter.path)
        if plan is None:
            return
        typed, title = split_typed(plain_title(listed.written or listed.chapter.title or ""))
        message, fix = None, None
        if title and not _is_added(plan) and not _same(title, plan):
            heading = plan.label.title
            message = f"'{title}' is listed, but {plan.chapter.path} is headed '{heading}'"
            fix = _fix(listed, title, heading)
        elif typed and listed.written and _misnumbers(typed, plan):
            message = f"'{typed}' is listed, but the book makes it {plan.label.number}"
            old = typed.split()[-1]
            new = typed[: -len(old)] + str(plan.label.number)
            fix = _fix(listed, typed, new) if old.isdigit() == new[-1:].isdigit() else None
        if message:
            hint = "correct the list of contents, or the heading"
            chapter = listed.chapter
            yield Finding(
                self.code, message, listed.file, chapter.line, listed.column, hint=hint, fix=fix
            )

    def _differences(
        self, book: Book, file: PurePosixPath, entries: Sequence[_Listed]
    ) -> Iterator[Finding]:
        """What one list names and the book does not have, the reverse, and another order."""
        order = [chapter.path for chapter in book.chapters]
        listed = [entry.chapter.path for entry in entries]
        hint = f"correct it, or {book.manifest}"
        for entry in entries:
            path = entry.chapter.path
            if path not in order and path not in book.bibliography and is_chapter_name(path.name):
                is_there = is_file(book.root / path)
                said = "is no chapter of the book" if is_there else "does not exist"
                yield self._at(entry, f"'{path}' is listed, but {said}", hint)
        for chapter in book.chapters:
            # A list of contents may leave out a preface, and the files of a chapter's sections.
            is_due = chapter.place in (Place.CHAPTER, Place.APPENDIX) and chapter.depth == 1
            if is_due and chapter.path not in listed:
                message = f"the list lacks '{chapter.path}', which {book.manifest} names"
                yield Finding(self.code, message, file, entries[-1].chapter.line, hint=hint)
        common = [entry for entry in entries if entry.chapter.path in order]
        places = [order.index(entry.chapter.path) for entry in common]
        for before, place, entry in zip(places, places[1:], common[1:], strict=False):
            if place < before:
                message = (
                    f"'{entry.chapter.path}' is listed after '{order[before]}', "
                    f"in {book.manifest} before it"
                )
                yield self._at(entry, message, hint)
                return

    def _at(self, entry: _Listed, message: str, hint: str) -> Finding:
        return Finding(self.code, message, entry.file, entry.chapter.line, entry.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [ContentsMismatch()]


def _other_lists(book: Book) -> Mapping[PurePosixPath, Sequence[Chapter]]:
    """The lists of contents in the book's folder that are not its manifest."""
    found: dict[PurePosixPath, Sequence[Chapter]] = {}
    try:
        readme = None if book.manifest == README else read_readme(book.root)
        if readme:
            found[README] = readme[0].chapters
        for place in PLACES:
            if place != book.manifest and is_file(book.root / place):
                found[place] = read_summary(book.root, place)[0].chapters
    except BookError:
        return found  # a file that is no list of contents of this book
    return {file: chapters for file, chapters in found.items() if chapters}


def _entries(book: Book, file: PurePosixPath, chapters: Iterable[Chapter]) -> Iterator[_Listed]:
    path = book.root / file
    is_markdown = file.suffix == ".md" and is_file(path)
    lines = re.split(r"\r\n|\r|\n", read_text(path)) if is_markdown else []
    for chapter in chapters:
        line = lines[chapter.line - 1] if chapter.line and chapter.line <= len(lines) else ""
        links = [link for link in _LINK.finditer(line) if chapter.path.name in line[link.end() :]]
        if links:
            yield _Listed(file, chapter, links[0]["title"], links[0].start() + 2)
        else:
            yield _Listed(file, chapter)


def _is_added(plan: ChapterPlan) -> bool:
    """Whether the chapter's file has no title of its own."""
    return plan.added_title is not None and plan.added_title == plan.chapter.title


def _same(title: str, plan: ChapterPlan) -> bool:
    """Whether a title is the chapter's, or a short form of it."""
    one, other = _words(title), _words(plan.label.title)
    return f" {one} " in f" {other} " or f" {other} " in f" {one} " or not one or not other


def _words(text: str) -> str:
    plain = re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold().replace("&", " and "))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _misnumbers(typed: str, plan: ChapterPlan) -> bool:
    number = plan.label.number
    said = typed.split()[-1]
    is_number = said.isdigit() or (len(said) == 1 and said.isupper())
    kinds = ("chapter", "appendix")
    return plan.label.kind in kinds and is_number and number is not None and said != number


def _fix(listed: _Listed, old: str, new: str) -> Fix | None:
    """The text of the link rewritten where it is plain."""
    written, line, column = listed.written, listed.chapter.line, listed.column
    text = as_markdown(new)
    if not written or not line or not column or written.count(old) != 1 or text is None:
        return None
    return Fix(line, column + written.index(old), old, text)
