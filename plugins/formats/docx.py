"""Write the book as a Word document: Pandoc with our reference document, then finished by us."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from chapbook import pandoc
from chapbook.book import Artifact, Target
from chapbook.errors import RenderError
from chapbook.finding import Finding
from chapbook.hookspecs import hookimpl
from chapbook.manifest_files import inside_book
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
    "line-numbers": "true numbers the lines of each page, 5 every fifth of them (false)",
    "margin": "wide leaves room for notes beside the text (normal)",
    "spacing": "double leaves room for corrections between the lines (single)",
    "watermark": "a word in large gray letters across each page: DRAFT",
    "protect": "what a reader may still do: comments, tracked-changes or read-only",
    "editable": "chapters that may be changed all the same, by number or file: [3, 05-networks]",
    "reference": "a Word file of the book whose styles are used: publisher/house.docx",
    "styles": "our styles and those of the reference document in their place",
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
        from chapbook.plugins.ooxml.pages import NARROW_WIDTH, TEXT_WIDTH

        return (NARROW_WIDTH if target.options.get("margin") == "wide" else TEXT_WIDTH) / 20

    def tools(self, target: Target) -> Mapping[str, str]:
        """Pandoc alone."""
        return {"pandoc": pandoc.used_version()}

    def render(
        self, manuscript: Manuscript, out: Path, bench: Workbench
    ) -> tuple[Artifact, tuple[Finding, ...]]:
        """Write the file whole to `out`."""
        # lxml is slow to load, and a run that writes no DOCX does without.
        from chapbook.plugins.ooxml.assemble import assemble
        from chapbook.plugins.ooxml.package import Package
        from chapbook.plugins.ooxml.review import read_review
        from chapbook.plugins.ooxml.shape import shape
        from chapbook.plugins.ooxml.style_names import style_ids, take_our_ids, use_their_styles

        begun = time.perf_counter()
        target = manuscript.target
        review = read_review(target, manuscript.outline)
        names = _style_names(target)
        vectors = _vectors(manuscript)
        book, outline = manuscript.book, manuscript.outline
        shaped = shape(manuscript.document, book, outline, _in_parts(manuscript), vectors)
        _lay_out_media(manuscript, bench.folder)
        reference = _reference(manuscript, bench)
        with as_file(files("chapbook.templates") / "docx" / "reference.docx") as path:
            house = Package.read(path)
        theirs = Package.read(reference)
        if take_our_ids(theirs, house.tree("word/styles.xml")):
            reference = bench.folder / "reference.docx"
            reference.write_bytes(theirs.to_bytes())
        own = style_ids(theirs.tree("word/styles.xml"))
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
        paper = _paper(manuscript, review.has_wide_margin)
        package = assemble(
            Package.read(draft),
            house,
            shaped,
            book,
            paper,
            vectors,
            manuscript.epoch,
            own,
            review,
        )
        use_their_styles(package, names, own, target.name)
        finished = package.to_bytes()
        write_whole(out, finished)
        seconds = time.perf_counter() - begun
        return Artifact(target.name, out, len(finished), seconds), ()

    def read_back(self, path: Path, anchors: Collection[str]) -> Readback:
        """What the file shows; its bookmarks are named after the book's anchors."""
        from chapbook.plugins.ooxml.readback import read_docx

        return read_docx(path, anchors)

    def inspect(self, path: Path, manuscript: Manuscript, bench: Workbench) -> Iterable[Finding]:
        """Faults of parts, ids, styles, properties and pictures."""
        from chapbook.plugins.ooxml.inspection import inspect_docx

        return inspect_docx(path, manuscript)


@hookimpl
def chapbook_formats() -> Iterable[Format]:
    """The format of this module."""
    return [Docx()]


def _reference(manuscript: Manuscript, bench: Workbench) -> Path:
    """The reference document: the target's, else that of the templates."""
    target, root = manuscript.target, manuscript.book.root
    named = target.options.get("reference")
    if named is None:
        return bench.resources("templates", "docx/reference.docx")
    path = inside_book(str(named))
    if path is None or not is_zipfile(root / path):
        raise RenderError(
            f"target '{target.name}': the reference document '{named}' is no Word file of the book",
            hint="name a .docx file by its path from the book's folder",
        )
    return root / path


def _style_names(target: Target) -> Mapping[str, str]:
    """Our styles, and by what name the reference document has them."""
    named = target.options.get("styles")
    if named is None:
        return {}
    if not isinstance(named, Mapping):
        raise RenderError(
            f"target '{target.name}': `styles` is no mapping",
            hint="write `styles: {Body Text: BT Body}`, our name first",
        )
    return named


def _paper(manuscript: Manuscript, has_wide_margin: bool) -> Paper:
    from chapbook.plugins.ooxml.pages import NARROW_WIDTH, PAPERS, paper_for

    named = manuscript.target.options.get("paper")
    if named is None:
        paper = paper_for(manuscript.book.metadata.language)
        return replace(paper, text_width=NARROW_WIDTH) if has_wide_margin else paper
    if str(named) not in PAPERS:
        raise RenderError(
            f"target {manuscript.target.name}: there is no paper called {named}",
            hint=f"choose one of {', '.join(sorted(PAPERS))}",
        )
    paper = PAPERS[str(named)]
    return replace(paper, text_width=NARROW_WIDTH) if has_wide_margin else paper


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
