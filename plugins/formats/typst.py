"""The format `typst`: the same PDF by the embedded engine, wherever chapbook is installed."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.book import Artifact, Target
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.page_starts import PageStart
from chapbook.plugins.engines import typst
from chapbook.plugins.engines.files import bring_media, deliver
from chapbook.plugins.engines.fonts import fonts_digest
from chapbook.plugins.engines.page import OPTIONS as PAGE_OPTIONS
from chapbook.plugins.engines.page import read_page, text_width
from chapbook.plugins.engines.printing import OPTIONS as PRINTING_OPTIONS
from chapbook.plugins.engines.printing import read_printing
from chapbook.plugins.engines.standards import OPTIONS as STANDARD_OPTIONS
from chapbook.plugins.engines.standards import read_standards
from chapbook.plugins.engines.typst_book import typeset_book
from chapbook.readback import Readback
from chapbook.roles import Format, Manuscript, Workbench

#: What a target may set.
OPTIONS = {
    **PAGE_OPTIONS,
    **PRINTING_OPTIONS,
    **STANDARD_OPTIONS,
    "navigation": "true prints the lines that point to the next chapter (false)",
}


@dataclass(frozen=True)
class TypstPdf:
    """PDF by Typst."""

    name: str = "typst"
    suffix: str = ".typst.pdf"

    @property
    def options(self) -> Mapping[str, str]:
        """Each option of a target and what it does."""
        return OPTIONS

    def writer(self, target: Target) -> str:
        """Always Typst."""
        return "typst"

    def drawings(self, target: Target) -> tuple[str, ...]:
        """Vector drawings; what has no vectors comes as the bitmap it is.

        Typst embeds no PDF in a file of a standard: an SVG does, its letters as outlines.
        """
        return ("outlines",) if read_standards(target) else ("pdf",)

    def measure(self, target: Target) -> float:
        """How wide the text of a page is, in points."""
        return text_width(read_page(target))

    def tools(self, target: Target) -> Mapping[str, str]:
        """The engine and its version, and what tells that fonts have come or gone."""
        return {"typst": typst.version(), "fonts": fonts_digest()}

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Typeset the book and move the PDF into place."""
        from chapbook.plugins.engines.pdf_cover import add_cover
        from chapbook.plugins.engines.press import make_ready

        started = time.monotonic()
        printing = read_printing(manuscript.target)
        bring_media(manuscript.media, bench.folder)
        book = typeset_book(manuscript, bench)
        pages = typst.count_pages(book.path)
        pages += add_cover(book.path, manuscript, bench) + make_ready(book.path, printing)
        size = deliver(book.path, out)
        seconds = time.monotonic() - started
        name = manuscript.target.name
        made = Artifact(name, out, size, seconds, pages, missing=book.missing)
        return made, book.findings

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the pages show; their named destinations are the book's anchors."""
        from chapbook.plugins.engines.readback import read_pdf

        return read_pdf(path, anchors)

    def inspect(self, path: Path, manuscript: Manuscript, bench: Workbench) -> Iterable[Finding]:
        """Faults of fonts, pages, properties, links and images."""
        from chapbook.plugins.engines.inspection import inspect_pdf

        return inspect_pdf(path, manuscript)

    def page_starts(self, path: Path, texts: Sequence[str] = ()) -> tuple[PageStart, ...]:
        """Each page with the number printed on it and its text."""
        from chapbook.plugins.engines.pagestarts import read_page_starts

        return read_page_starts(path, texts or self.read_back(path, ()).pages)


@hookimpl
def chapbook_formats() -> Iterable[Format]:
    """The format of this module."""
    return [TypstPdf()]
