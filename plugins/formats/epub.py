"""EPUB 3: Pandoc writes the pages, `plugins.epub3` the navigation, semantics and metadata."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from chapbook import pandoc
from chapbook.book import Artifact, Target
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.page_starts import PageStart
from chapbook.readback import Readback
from chapbook.roles import Format, Manuscript, Workbench

#: The style sheets in the order in which they are joined. Dark pages have one of their own: there
#: are old reading systems that drop a whole sheet for one rule that they cannot read.
_STYLES = {
    "style.css": ("style.css", "front.css", "code.css"),
    "dark.css": ("dark.css", "code-dark.css"),
}


#: What a target may set.
OPTIONS = {
    "toc-depth": "how many levels of headings the navigation shows, 1 to 6 (2)",
    "epubcheck": "true validates the finished file with EPUBCheck (false)",
}


@dataclass(frozen=True)
class Epub:
    """One file that reflows."""

    name: str = "epub"
    suffix: str = ".epub"

    @property
    def options(self) -> Mapping[str, str]:
        """Each option of a target and what it does."""
        return OPTIONS

    def writer(self, target: Target) -> str:
        """EPUB's pages are HTML."""
        return "html"

    def drawings(self, target: Target) -> tuple[str, ...]:
        """Vectors, which stay sharp at every size; a bitmap comes as it is."""
        return ("svg",)

    def tools(self, target: Target) -> Mapping[str, str]:
        """Pandoc writes the pages; Typst draws the cover."""
        return {"pandoc": pandoc.used_version(), "typst": version("typst")}

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Write the file."""
        from chapbook.plugins.epub3.archive import write_archive
        from chapbook.plugins.epub3.assemble import Settings, assemble
        from chapbook.plugins.epub3.cover import make_cover
        from chapbook.plugins.epub3.depth import read_depth
        from chapbook.plugins.epub3.writing import write_pages

        started = time.perf_counter()
        settings = Settings(read_depth(manuscript.target))
        cover = make_cover(manuscript.book, bench)
        written = write_pages(manuscript, bench, _join_styles(bench))
        files = assemble(written, manuscript, cover, settings)
        write_archive(files, out)
        seconds = time.perf_counter() - started
        return Artifact(manuscript.target.name, out, out.stat().st_size, seconds), ()

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the pages show; their ids are the book's anchors."""
        from chapbook.plugins.epub3.readback import read_epub

        return read_epub(path)

    def inspect(self, path: Path, manuscript: Manuscript, bench: Workbench) -> Iterable[Finding]:
        """Faults of package, pages and images; with `epubcheck: true`, what EPUBCheck says, too."""
        from chapbook.plugins.epub3.inspection import inspect_epub

        return inspect_epub(path, manuscript, bench)

    def list_pages(self, path: Path, pages: Sequence[PageStart], out: Path) -> int:
        """Mark where each page of the print edition begins, and list them in the navigation."""
        from chapbook.plugins.epub3.pagelist import add_page_list

        return add_page_list(path, pages, out)


def _join_styles(bench: Workbench) -> list[Path]:
    """Two style sheets of several: old reading systems open a page faster for it."""
    return [_join(bench, name, sheets) for name, sheets in _STYLES.items()]


def _join(bench: Workbench, name: str, sheets: Iterable[str]) -> Path:
    texts = (bench.resources("templates", f"epub/{sheet}").read_text("utf-8") for sheet in sheets)
    style = bench.folder / name
    style.write_text("\n".join(texts), "utf-8")
    return style


@hookimpl
def chapbook_formats() -> Iterable[Format]:
    """Offer the format."""
    return [Epub()]
