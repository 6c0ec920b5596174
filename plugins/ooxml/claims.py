"""Whether a Word file says of itself what the book says: title, authors, language."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.book import Metadata
from chapbook.plugins.ooxml.names import find, value
from chapbook.plugins.ooxml.package import Package
from chapbook.readback import squeeze

_CORE, _STYLES = "docProps/core.xml", "word/styles.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"


def wrong_claims(package: Package, metadata: Metadata) -> Iterator[str]:
    """A message for each property that the file lacks or gets wrong."""
    if _CORE not in package.names():
        yield "the file has no properties: neither title nor authors"
        return
    core = package.tree(_CORE)
    title = core.findtext(f"{_DC}title") or ""
    if squeeze(title) != squeeze(metadata.title):
        yield f"the title is '{title}', not '{metadata.title}'"
    authors = squeeze(core.findtext(f"{_DC}creator") or "")
    for author in metadata.authors:
        if squeeze(author) not in authors:
            yield f"the author {author} is not named"
    wanted = metadata.language
    said = core.findtext(f"{_DC}language") or ""
    if said != wanted:
        told = f"'{said}'" if said else "not given"
        yield f"the language is {told}, the book's is '{wanted}'"
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang"
    checked = value(find(package.tree(_STYLES), path))
    if checked != wanted:
        told = f"as '{checked}'" if checked else "in no language"
        yield f"spelling is checked {told}, the book's language is '{wanted}'"
