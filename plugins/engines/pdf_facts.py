"""Whether a PDF says of itself what the book says: title, authors, language, an outline."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from chapbook.book import Metadata
from chapbook.finding import Finding
from chapbook.readback import squeeze
from chapbook.roles import Manuscript

CODE, OUTLINE = "file-metadata", "file-navigation"
_HINT = "look for a template or a plugin that writes the file's properties"
#: Keys of the document's information, and what XMP calls the same.
_TWICE = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
}


def inspect_facts(pdf: pikepdf.Pdf, manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each statement that the file lacks or gets wrong."""
    book = manuscript.book
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    described = _described(pdf)
    # PDF/A-4 (ISO 19005-4, 6.1.3) has no document information but in XMP.
    for fault in (
        *_wrong(pdf, {**described, **info}, book.metadata),
        *_contrary(info, described),
    ):
        yield Finding(CODE, fault, book.manifest, hint=_HINT)
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, pikepdf.Dictionary) or "/First" not in outlines:
        message = "the file has no outline, so that readers see no contents beside the pages"
        yield Finding(OUTLINE, message, book.manifest, hint=_HINT)


def _wrong(pdf: pikepdf.Pdf, info: dict[str, str], metadata: Metadata) -> Iterator[str]:
    title = info.get("/Title", "")
    if squeeze(metadata.title) not in squeeze(title):
        yield f"the title is '{title}', not '{metadata.title}'"
    authors = squeeze(info.get("/Author", ""))
    for author in metadata.authors:
        if squeeze(author) not in authors:
            yield f"the author {author} is not named"
    language = str(pdf.Root.get("/Lang", ""))
    # Typst writes no script: `zh` of `zh-Hans` is right as far as it goes.
    if not language or not f"{metadata.language}-".lower().startswith(f"{language}-".lower()):
        said = f"'{language}'" if language else "not given"
        yield f"the language is {said}, the book's is '{metadata.language}'"


def _contrary(info: dict[str, str], described: dict[str, str]) -> Iterator[str]:
    """What is said twice in the file, and differently."""
    for key in sorted({*info} & {*described}):
        if squeeze(described[key]) != squeeze(info[key]):
            yield f"{key[1:]} is '{info[key]}', but '{described[key]}' in the XMP metadata"


def _described(pdf: pikepdf.Pdf) -> dict[str, str]:
    """What the file's XMP metadata say, by the keys of the document's information."""
    if "/Metadata" not in pdf.Root:
        return {}
    found = {}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, name in _TWICE.items():
            said = xmp.get(name)
            if said is not None:
                found[key] = "".join(said) if isinstance(said, list | set) else str(said)
    return found
