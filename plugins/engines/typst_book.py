"""A shaped book as a PDF by Typst, held to the standards that its target asks for."""

from __future__ import annotations

from pathlib import Path

from chapbook.plugins.engines import typst
from chapbook.plugins.engines.standards import is_tagged, read_standards, require_alternatives
from chapbook.plugins.engines.typst_source import write_typst
from chapbook.roles import Manuscript, Workbench


def typeset_book(manuscript: Manuscript, bench: Workbench) -> Path:
    """Make the PDF in the bench's folder; raises `RenderError` where it breaks a standard."""
    standards = read_standards(manuscript.target)
    if is_tagged(standards):
        require_alternatives(manuscript)
    return typst.typeset(
        write_typst(manuscript, bench),
        bench.folder,
        manuscript.book.root,
        timeout=bench.timeout,
        epoch=manuscript.epoch,
        standards=standards,
    )
