"""Write the book as a Word document: Pandoc with our reference document, then finished by us."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook import pandoc
from chapbook.book import Artifact, Target
from chapbook.errors import RenderError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.readback import Readback
from chapbook.roles import Format, Manuscript, Workbench
from chapbook.store import write_whole

if TYPE_CHECKING:
    from chapbook.plugins.ooxml.pages import Paper


#: What a target may set.
OPTIONS = {
    "paper": "size of the sheet: a4 or letter (that of the language's country)",
    "navigation": "true prints the lines that point to the next chapter (false)",
    "back-links": "true leads from each work of a list back to its citations (false)",
}


@dataclass(frozen=True)
class Docx:
    """The format `docx`."""

    name: str = "docx"
    suffix: str = ".docx"

    @property
    def options(self) -> Mapping[str, str]:
        """Each option of a target and what it does."""
        return OPTIONS

    def writer(self, target: Target) -> str:
        """Pandoc's Word writer."""
        return "docx"

    def drawings(self, target: Target) -> tuple[str, ...]:
        """A bitmap, which every reader shows, and the vector beside it for those who can."""
        return ("png", "outlines")

    def measure(self, target: Target) -> float:
        """How wide the text of a page is, in points; the same on every paper."""
        from chapbook.plugins.ooxml.pages import TEXT_WIDTH

        return TEXT_WIDTH / 20

    def tools(self, target: Target) -> Mapping[str, str]:
        """Pandoc alone."""
        version = pandoc.read_version(pandoc.find_pandoc())
        return {"pandoc": ".".join(map(str, version))}

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Write the file whole to `out`."""
        # lxml is slow to load, and a run that writes no DOCX does without.
        from chapbook.plugins.ooxml.assemble import assemble
        from chapbook.plugins.ooxml.package import Package
        from chapbook.plugins.ooxml.shape import shape

        begun = time.perf_counter()
        vectors = _vectors(manuscript)
        book, outline = manuscript.book, manuscript.outline
        shaped = shape(manuscript.document, book, outline, _in_parts(manuscript), vectors)
        _lay_out_media(manuscript, bench.folder)
        reference = bench.resources("templates", "docx/reference.docx")
        draft = bench.folder / "pandoc.docx"
        pandoc.write(
            shaped.document,
            "docx",
            out=draft,
            args=["--reference-doc", reference],
            cwd=bench.folder,
            timeout=bench.timeout,
            epoch=manuscript.epoch,
        )
        with as_file(files("chapbook.templates") / "docx" / "reference.docx") as house:
            finished = assemble(
                Package.read(draft),
                Package.read(house),
                shaped,
                book,
                _paper(manuscript),
                vectors,
                manuscript.epoch,
            )
        write_whole(out, finished)
        seconds = time.perf_counter() - begun
        return Artifact(manuscript.target.name, out, len(finished), seconds), ()

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the file shows; its bookmarks are named after the book's anchors."""
        from chapbook.plugins.ooxml.readback import read_docx

        return read_docx(path, anchors)


@hookimpl
def chapbook_formats() -> Iterable[Format]:
    """The format of this module."""
    return [Docx()]


def _paper(manuscript: Manuscript) -> Paper:
    from chapbook.plugins.ooxml.pages import PAPERS, paper_for

    named = manuscript.target.options.get("paper")
    if named is None:
        return paper_for(manuscript.book.metadata.language)
    if str(named) not in PAPERS:
        raise RenderError(
            f"target {manuscript.target.name}: there is no paper called {named}",
            hint=f"choose one of {', '.join(sorted(PAPERS))}",
        )
    return PAPERS[str(named)]


def _in_parts(manuscript: Manuscript) -> frozenset[str]:
    plans = manuscript.included
    return frozenset(plan.label.anchor for plan in plans if plan.chapter.part is not None)


def _vectors(manuscript: Manuscript) -> dict[str, bytes]:
    media = manuscript.media.items()
    return {name: path.read_bytes() for name, path in media if name.endswith(".svg")}


def _lay_out_media(manuscript: Manuscript, folder: Path) -> None:
    """The bitmaps where the document names them; a link to the store costs no copy."""
    for name, path in manuscript.media.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.suffix == ".svg" or place.exists():
            continue
        try:
            os.link(path, place)
        except OSError:
            shutil.copyfile(path, place)
