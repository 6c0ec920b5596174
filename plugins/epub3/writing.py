"""Have Pandoc write the book's pages, one for each chapter and Part, in one run."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from chapbook import pandoc
from chapbook.plugins.epub3.archive import read_archive
from chapbook.plugins.epub3.document import prepare_document
from chapbook.roles import Manuscript, Workbench


def write_pages(
    manuscript: Manuscript, bench: Workbench, styles: Sequence[Path] = ()
) -> dict[str, bytes]:
    """The files of Pandoc's own EPUB by their names; its pages name the `styles`."""
    pages = bench.folder / "pages.epub"
    for name, source in manuscript.media.items():
        (bench.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, bench.folder / name)
    args: list[str | Path] = [
        "--split-level=1",
        "--epub-title-page=false",
        "--mathml",
        f"--template={bench.resources('templates', 'epub/page.xhtml')}",
        *(f"--css={style}" for style in styles),
    ]
    pandoc.write(
        prepare_document(manuscript.document, manuscript.book.metadata),
        "epub3",
        out=pages,
        args=args,
        cwd=bench.folder,
        timeout=bench.timeout,
        epoch=manuscript.epoch,
    )
    return read_archive(pages)
