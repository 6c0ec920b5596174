"""HTML: a website with a page for each chapter, or all of the book in one file."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook import pandoc
from chapbook.book import Artifact, Target
from chapbook.errors import ChapbookError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.readback import Readback
from chapbook.roles import Format, Manuscript, Workbench
from chapbook.store import write_whole

#: What a target may set.
OPTIONS = {
    "single": "true writes one file with everything in it, in place of a folder (false)",
    "toc-depth": "how many levels of headings the sidebar and the contents show, 1 to 6 (2)",
}


@dataclass(frozen=True)
class Html:
    """A folder of pages that open without a server, or one page."""

    name: str = "html"
    suffix: str = ".html"

    @property
    def options(self) -> Mapping[str, str]:
        """Each option of a target and what it does."""
        return OPTIONS

    def writer(self, target: Target) -> str:
        """Pandoc's writer for the pages."""
        return "html"

    def drawings(self, target: Target) -> tuple[str, ...]:
        """Vectors, which stay sharp at every size; a bitmap comes as it is."""
        return ("svg",)

    def tools(self, target: Target) -> Mapping[str, str]:
        """Pandoc writes the text of the pages."""
        return {"pandoc": pandoc.used_version()}

    def makes_folder(self, target: Target) -> bool:
        """A website is a folder; `single: true` asks for one file."""
        return not _read_single(target)

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Write the website's archive, or the one file."""
        from chapbook.folders import pack
        from chapbook.plugins.epub3.depth import read_depth
        from chapbook.plugins.epub3.writing import write_pages
        from chapbook.plugins.website.site import make_single, make_site

        started = time.perf_counter()
        depth = read_depth(manuscript.target)
        written = write_pages(manuscript, bench)
        if self.makes_folder(manuscript.target):
            data = pack(make_site(written, manuscript, bench.resources, depth))
        else:
            data = make_single(written, manuscript, bench.resources, depth)
        write_whole(out, data)
        seconds = time.perf_counter() - started
        return Artifact(manuscript.target.name, out, len(data), seconds), ()

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the pages show; their ids are the book's anchors."""
        from chapbook.plugins.website.readback import read_site

        return read_site(path)

    def inspect(self, path: Path, manuscript: Manuscript, bench: Workbench) -> Iterable[Finding]:
        """Faults of the pages: ids, language, titles, what they load."""
        from chapbook.plugins.website.inspection import inspect_site

        return inspect_site(path, manuscript)


def _read_single(target: Target) -> bool:
    single = target.options.get("single", False)
    if isinstance(single, bool):
        return single
    raise ChapbookError(
        f"target '{target.name}': single is {single!r}, which is neither true nor false",
        hint="write `single: true` for one file, or leave it out for a folder of pages",
    )


@hookimpl
def chapbook_formats() -> Iterable[Format]:
    """Offer the format."""
    return [Html()]
