"""Put the book's cover before the first page of a PDF for screens.

Numbers of pages, places and links stay what they are. A file of a standard has no such page: it
would have to be a part of its tagged text.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from chapbook.errors import RenderError
from chapbook.plugins.engines import typst
from chapbook.plugins.engines.gutter import settle_page
from chapbook.plugins.engines.printing import has_spreads, read_printing
from chapbook.plugins.engines.standards import read_standards
from chapbook.roles import Manuscript, Workbench

_KNOWN = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_SOURCE = """\
#set document(date: none)
#set page(width: {width}, height: {height}, margin: 0pt)
#align(center + horizon, image("{name}", width: 100%, height: 100%, fit: "contain"))
"""


def add_cover(path: Path, manuscript: Manuscript, bench: Workbench) -> int:
    """Change the PDF at `path` and return how many pages it got: one, or none."""
    page, target = settle_page(manuscript), manuscript.target
    is_bound = has_spreads(page, read_printing(target))
    cover = manuscript.book.metadata.cover
    if cover is None or is_bound or manuscript.is_slice or read_standards(target):
        return 0
    folder = bench.folder / "cover"
    folder.mkdir()
    name = _bring(manuscript, folder)
    source = _SOURCE.format(width=page.width, height=page.height, name=name)
    root, limit = manuscript.book.root, bench.timeout
    try:
        sheet = typst.typeset(source, folder, root, timeout=limit, epoch=manuscript.epoch)
    except RenderError as error:
        said = f"the cover {cover} cannot be drawn: {error.message}"
        raise _fault(said, manuscript) from error
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(sheet) as made:
        _move_labels(pdf)
        pdf.pages.insert(0, made.pages[0])
        # What LaTeX opens is the page that was the first.
        if "/OpenAction" in pdf.Root:
            del pdf.Root.OpenAction
        pdf.save(path, deterministic_id=True)
    return 1


def _bring(manuscript: Manuscript, folder: Path) -> str:
    """Copy the image into a folder; returns its name there."""
    book, cover = manuscript.book, manuscript.book.metadata.cover
    path = book.root / (cover or "")
    suffix = path.suffix.lower()
    if not path.resolve().is_relative_to(book.root.resolve()):
        raise _fault(f"the cover {cover} lies outside the book's folder", manuscript)
    if suffix not in _KNOWN:
        raise _fault(f"a cover cannot be a {suffix or 'file without an ending'}", manuscript)
    try:
        (folder / f"cover{suffix}").write_bytes(path.read_bytes())
    except OSError as error:
        said = f"the cover {cover} cannot be read: {error.strerror or error}"
        raise _fault(said, manuscript) from error
    return f"cover{suffix}"


def _fault(message: str, manuscript: Manuscript) -> RenderError:
    book, hint = manuscript.book, "correct `cover:` in book.yaml, or leave it out"
    return RenderError(message, hint=hint, path=book.root / book.manifest)


def _move_labels(pdf: pikepdf.Pdf) -> None:
    """Let the labels of pages begin one page later; the cover has none."""
    if "/PageLabels" not in pdf.Root:
        return
    labels = pikepdf.NumberTree(pdf.Root.PageLabels)
    moved = {number + 1: label for number, label in labels.items()}
    nums: list[pikepdf.Object | int] = [0, pikepdf.Dictionary()]
    for number, label in sorted(moved.items()):
        nums += [number, label]
    pdf.Root.PageLabels = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(nums)))
