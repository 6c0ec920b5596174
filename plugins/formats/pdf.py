"""The format `pdf`: typeset by XeLaTeX where it is installed, by the embedded engine otherwise."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.book import Artifact, Target
from chapbook.errors import ChapbookError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.page_starts import PageStart
from chapbook.plugins.engines import latex, typst
from chapbook.plugins.engines.files import bring_media, deliver
from chapbook.plugins.engines.fonts import fonts_digest
from chapbook.plugins.engines.latex_source import write_latex
from chapbook.plugins.engines.page import OPTIONS as PAGE_OPTIONS
from chapbook.plugins.engines.page import read_page, text_width
from chapbook.plugins.engines.printing import OPTIONS as PRINTING_OPTIONS
from chapbook.plugins.engines.printing import URLS, read_printing
from chapbook.plugins.engines.standards import OPTIONS as STANDARD_OPTIONS
from chapbook.plugins.engines.standards import read_standards
from chapbook.plugins.engines.typst_book import typeset_book
from chapbook.readback import Readback
from chapbook.roles import Format, Manuscript, Workbench

#: What `engine` may be in a target's options.
ENGINES = ("auto", "xelatex", "typst")

#: What a target may set.
OPTIONS = {
    **PAGE_OPTIONS,
    **PRINTING_OPTIONS,
    **URLS,
    **STANDARD_OPTIONS,
    "engine": f"what typesets the book: {', '.join(ENGINES)} (auto)",
    "fallback-fonts": "fonts for characters that the text fonts lack; XeLaTeX only",
    "navigation": "true prints the lines that point to the next chapter (false)",
}

EMBEDDED = (
    "typeset by the embedded engine (Typst); for the LaTeX edition run `make`, or "
    f"apt install {latex.PACKAGES}"
)


@dataclass(frozen=True)
class Pdf:
    """PDF with the engine that the target asks for."""

    name: str = "pdf"
    suffix: str = ".pdf"

    @property
    def options(self) -> Mapping[str, str]:
        """Each option of a target and what it does."""
        return OPTIONS

    def writer(self, target: Target) -> str:
        """LaTeX or Typst, by the engine."""
        return "latex" if choose_engine(target) == "xelatex" else "typst"

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
        if choose_engine(target) == "xelatex":
            return {"xelatex": latex.xelatex_version(), "fonts": fonts_digest()}
        return {"typst": typst.version(), "fonts": fonts_digest()}

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Typeset the book and move the PDF into place."""
        from chapbook.plugins.engines.pdf_cover import add_cover
        from chapbook.plugins.engines.press import make_ready

        started = time.monotonic()
        target = manuscript.target
        read_page(target)
        printing = read_printing(target)
        bring_media(manuscript.media, bench.folder)
        note = None
        if choose_engine(target) == "xelatex":
            source = write_latex(manuscript, bench)
            made = latex.typeset(
                source.text,
                bench.folder,
                manuscript.book.root,
                manuscript.book.manifest,
                timeout=bench.timeout,
                epoch=manuscript.epoch,
                memory=bench.memory,
            )
            path, pages, findings = made.path, made.pages, made.findings
            missing = source.missing
        else:
            book = typeset_book(manuscript, bench)
            path, pages, findings = book.path, typst.count_pages(book.path), book.findings
            missing = book.missing
            note = None if read_standards(target) else EMBEDDED
        pages += add_cover(path, manuscript, bench) + make_ready(path, printing)
        size = deliver(path, out)
        seconds = time.monotonic() - started
        made_file = Artifact(target.name, out, size, seconds, pages, note, missing=missing)
        return made_file, findings

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
    return [Pdf()]


def choose_engine(target: Target) -> str:
    """`xelatex` or `typst`: the one asked for, or XeLaTeX if it is installed with all it needs.

    A standard is written by Typst alone. An option that the engine lacks is a `ChapbookError`.
    """
    wanted = _wanted(target)
    standards = read_standards(target)
    if wanted == "auto":
        has_latex = latex.find_xelatex() is not None
        wanted = "xelatex" if has_latex and not standards else "typst"
    if wanted == "xelatex" and standards:
        raise ChapbookError(
            f"target '{target.name}': XeLaTeX writes no {', '.join(standards)}",
            hint="set the target's `engine` to typst, or leave it out",
        )
    if wanted == "typst" and read_printing(target).url_notes:
        raise ChapbookError(
            f"target '{target.name}': Typst prints no `urls: footnotes`",
            hint=f"leave it out, or use the engine xelatex: apt install {latex.PACKAGES}",
        )
    return wanted


def _wanted(target: Target) -> str:
    wanted = str(target.options.get("engine") or "auto")
    if wanted not in ENGINES:
        raise ChapbookError(
            f"target '{target.name}': there is no engine '{wanted}'",
            hint=f"one of {', '.join(ENGINES)}",
        )
    return wanted
