"""Tell marks of unresolved references in a finished file, such as `??`, at the chapter's line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath

from chapbook.finding import Finding
from chapbook.readback import Mark, Readback
from chapbook.roles import Manuscript
from chapbook.stages.parse import read_chapter
from chapbook.unresolved import line_of, texts_of_document, texts_of_files, unresolved

CODE = "unresolved-reference"
_HINT = (
    "the engine found nothing by that name: look for a reference or a citation in raw TeX or in a "
    "template that leads nowhere"
)


def tell_unresolved(seen: Readback, manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each mark that the manuscript does not have itself."""
    if not seen.marks:
        return
    book = manuscript.book
    facts = book.metadata
    named = filter(None, (facts.title, facts.subtitle, facts.edition, facts.rights, *facts.authors))
    texts = chain(
        named,
        texts_of_document(manuscript.document),
        texts_of_files(book, (picture.file for picture in manuscript.pictures)),
    )
    # What a PDF of the author's says is not read: a mark that no chapter has may be its own.
    has_closed = any(picture.file.suffix.lower() == ".pdf" for picture in manuscript.pictures)
    for mark in unresolved(seen.marks, texts, seen.letters):
        path, line = _place(mark, manuscript)
        if line is None and has_closed:
            continue
        message = f"{manuscript.target.name}: a reference is not resolved: '{mark.shown}'"
        yield Finding(CODE, message, path, line, hint=_HINT)


def _place(mark: Mark, manuscript: Manuscript) -> tuple[PurePosixPath, int | None]:
    book = manuscript.book
    for plan in manuscript.included:
        path = plan.chapter.path
        if (book.root / path).is_file():
            line = line_of(mark, read_chapter(book.root, path))
            if line is not None:
                return path, line
    return book.manifest, None
