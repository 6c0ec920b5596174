"""A shaped book as a PDF by Typst, held to the standards that its target asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chapbook.finding import Finding
from chapbook.plugins.engines import typst
from chapbook.plugins.engines.fallbacks import choose_fallbacks
from chapbook.plugins.engines.missing import tell_missing
from chapbook.plugins.engines.places import Places
from chapbook.plugins.engines.standards import is_tagged, read_standards, require_alternatives
from chapbook.plugins.engines.typst_source import write_typst
from chapbook.roles import Manuscript, Workbench


@dataclass(frozen=True)
class TypstBook:
    """The finished PDF, the characters that no font has, and where they stand."""

    path: Path
    missing: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def typeset_book(manuscript: Manuscript, bench: Workbench) -> TypstBook:
    """Make the PDF in the bench's folder; raises `RenderError` where it breaks a standard."""
    standards = read_standards(manuscript.target)
    if is_tagged(standards):
        require_alternatives(manuscript)
    book = manuscript.book
    source = write_typst(manuscript, bench)
    path = typst.typeset(
        source,
        bench.folder,
        book.root,
        timeout=bench.timeout,
        epoch=manuscript.epoch,
        standards=standards,
        stays=bench.stays,
    )
    missing = _missing(source, manuscript, bench)
    places = Places(source, book.root)
    found = tell_missing(
        sorted(missing),
        "all fonts of this machine",
        places,
        book.manifest,
        otherwise="use characters that fonts have",
    )
    return TypstBook(path, missing, tuple(found))


def _missing(source: str, manuscript: Manuscript, bench: Workbench) -> frozenset[str]:
    """The characters that no font has, neither one of the machine nor one that Typst brings.

    Typst says nothing of them. So it sets those that the machine lacks, each on a page of its own.
    """
    from chapbook.plugins.engines.pdf_boxes import pages_with_boxes

    book = manuscript.book
    lacking = choose_fallbacks(source, manuscript.target, book.metadata.language).missing
    if not lacking:
        return frozenset()
    folder = bench.folder / "missing"
    folder.mkdir()
    characters = sorted(lacking)
    pages = "#pagebreak()\n".join(f'#"\\u{{{ord(character):x}}}"\n' for character in characters)
    path = typst.typeset(pages, folder, book.root, timeout=bench.timeout, epoch=manuscript.epoch)
    return frozenset(characters[number] for number in pages_with_boxes(path))
