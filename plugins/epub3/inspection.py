"""Look for faults in a finished EPUB: package, pages, styles, images, and what EPUBCheck says."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from chapbook.finding import Finding, Severity
from chapbook.plugins.epub3.archive import read_archive
from chapbook.plugins.epub3.epubcheck import run_epubcheck
from chapbook.plugins.epub3.lost_targets import (
    lost_files_of,
    lost_files_of_style,
    lost_places,
)
from chapbook.plugins.epub3.origins import tell_origins
from chapbook.plugins.epub3.package_faults import (
    MOST_PIXELS,
    large_images,
    lost_files,
    lost_landmarks,
    wrong_claims,
)
from chapbook.plugins.epub3.page_faults import (
    remote_files,
    remote_in_style,
    repeated_ids,
    wrong_language,
)
from chapbook.plugins.epub3.xhtml import Element, parse
from chapbook.resolution import pictured
from chapbook.roles import Manuscript, Workbench

STRUCTURE, METADATA, NAVIGATION = "file-structure", "file-metadata", "file-navigation"
REQUEST, LARGE, LINKS = "external-request", "large-image", "file-links"
_HINT = "look for a plugin or a template that changes this, or report it"


def inspect_epub(path: Path, manuscript: Manuscript, bench: Workbench) -> Iterator[Finding]:
    """Everything that is wrong with the file at `path`."""
    files = read_archive(path)
    book = manuscript.book
    pages: dict[str, Element] = {}
    for name, data in files.items():
        if name.endswith((".opf", ".xhtml", ".svg", ".ncx")):
            try:
                pages[name] = parse(data)
            except etree.XMLSyntaxError as error:
                message = f"{name} is not well-formed: {error.msg}"
                yield from _told(manuscript, STRUCTURE, [message], Severity.ERROR)
    opf = next((name for name in sorted(pages) if name.endswith(".opf")), None)
    if opf is not None:
        lost = lost_files(pages[opf], posixpath.dirname(opf), files)
        yield from _told(manuscript, STRUCTURE, lost, Severity.ERROR)
        yield from _told(manuscript, METADATA, wrong_claims(pages[opf], book.metadata))
        navigation = next((pages[name] for name in pages if name.endswith("nav.xhtml")), None)
        if navigation is not None:
            yield from _told(manuscript, NAVIGATION, lost_landmarks(navigation, manuscript))
    yield from _pages(pages, files, manuscript)
    yield from _images(files, manuscript)
    if manuscript.target.options.get("epubcheck") is True:
        said = run_epubcheck(path, timeout=bench.timeout)
        yield from tell_origins(said, files, manuscript.outline)


def _pages(
    pages: Mapping[str, Element], files: Mapping[str, bytes], manuscript: Manuscript
) -> Iterator[Finding]:
    language = manuscript.book.metadata.language
    for name, root in pages.items():
        repeated = (f"{name}: {fault}" for fault in repeated_ids(root))
        yield from _told(manuscript, STRUCTURE, repeated, Severity.ERROR)
        if name.endswith(".xhtml"):
            spoken = (f"{name}: {fault}" for fault in wrong_language(root, language))
            yield from _told(manuscript, METADATA, spoken)
            lost = lost_files_of(name, root, files)
            yield from _told(manuscript, LINKS, lost, Severity.ERROR)
        if name.endswith(("nav.xhtml", ".ncx")):
            places = lost_places(name, root, pages, files)
            yield from _told(manuscript, LINKS, places, Severity.ERROR)
        yield from _requests(manuscript, name, remote_files(root))
    for name, data in files.items():
        if name.endswith(".css"):
            sheet = data.decode("utf-8", "replace")
            lost = lost_files_of_style(name, sheet, files)
            yield from _told(manuscript, LINKS, lost, Severity.ERROR)
            yield from _requests(manuscript, name, remote_in_style(sheet))


def _requests(manuscript: Manuscript, name: str, addresses: Iterable[str]) -> Iterator[Finding]:
    """A finding for each address from which a file is loaded."""
    said = (f"{name} loads {address} from the network" for address in dict.fromkeys(addresses))
    yield from _told(manuscript, REQUEST, said)


def _images(files: Mapping[str, bytes], manuscript: Manuscript) -> Iterator[Finding]:
    for name, size in large_images(files):
        picture = pictured(manuscript.pictures, size)
        told = picture.file.name if picture else posixpath.basename(name)
        yield Finding(
            LARGE,
            f"'{told}' has {size[0] * size[1] / 1e6:.1f} million pixels",
            picture.chapter if picture else manuscript.book.manifest,
            picture.line if picture else None,
            hint=f"shops take images up to {MOST_PIXELS / 1e6:.1f} million pixels: make it smaller",
        )


def _told(
    manuscript: Manuscript,
    code: str,
    messages: Iterable[str],
    severity: Severity = Severity.WARNING,
) -> Iterator[Finding]:
    for message in messages:
        manifest = manuscript.book.manifest
        yield Finding(code, message, manifest, severity=severity, hint=_HINT)
