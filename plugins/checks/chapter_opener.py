"""Chapters that do not open with a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.chapter_view import ChapterView, views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.images import ImageFile, find_image
from chapbook.manifest_kinds import Key, Keys
from chapbook.parameters import SCOPE, text
from chapbook.path_pattern import PATH_PATTERN, chapter_numbers, example, fits
from chapbook.roles import Check, Inspection

_PARAMETERS = Keys({"pattern": Key(PATH_PATTERN, "what the figure's file is called"), **SCOPE})


@dataclass(frozen=True)
class ChapterOpener:
    """`chapter-opener`: runs only where `book.yaml` names it."""

    code: str = "chapter-opener"
    severity: Severity = Severity.WARNING
    summary: str = "A chapter does not open with a figure, right below its heading."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Chapters without an opener, and openers that are not called as the book wants."""
        if self.code not in inspection.book.checks:
            return
        pattern = text(inspection.parameters.get("pattern"))
        for view in views(inspection):
            numbers = chapter_numbers(view.plan)
            name = example(pattern, numbers) if pattern else "…"
            opener = view.title.stretch.opener
            if opener is None:
                message = "the chapter does not open with a figure"
                hint = f"put it right below the heading: ![Caption]({name})"
                yield self._finding(view, message, hint, view.title.line, view.title.column)
            elif pattern and not fits(pattern, _file(inspection, view, opener), numbers):
                images = inspection.surveys[view.path].images
                image = next((image for image in images if image.src == opener), None)
                line = image.line if image else view.title.line
                message = f"the chapter's opener is '{opener}'"
                yield self._finding(
                    view, message, f"call it {name}", line, image.column if image else None
                )

    def _finding(
        self, view: ChapterView, message: str, hint: str, line: int | None, column: int | None
    ) -> Finding:
        return Finding(self.code, message, view.path, line, column, self.severity, hint)


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [ChapterOpener()]


def _file(inspection: Inspection, view: ChapterView, src: str) -> PurePosixPath:
    """The file relative to the book, as far as there is one."""
    place = find_image(inspection.book.root, view.path, src)
    return place.path if isinstance(place, ImageFile) else PurePosixPath(src)
