"""Look for faults in a finished Word file: what makes Word repair it, and what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from chapbook.finding import Finding, Severity
from chapbook.plugins.ooxml.claims import wrong_claims
from chapbook.plugins.ooxml.element_order import wrong_order
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.part_ids import open_fields, wrong_ids
from chapbook.plugins.ooxml.parts import broken_parts, lost_parts
from chapbook.plugins.ooxml.picture_sizes import inspect_pictures
from chapbook.plugins.ooxml.used_styles import lost_style_fields, lost_styles
from chapbook.roles import Manuscript

STRUCTURE, METADATA, UNRESOLVED = "file-structure", "file-metadata", "unresolved-reference"
_HINT = "Word would repair or refuse the file: look for a plugin that changes it, or report it"
_REFERENCE = "look at the target's `reference` document and its mapping of `styles`"


def inspect_docx(path: Path, manuscript: Manuscript) -> Iterator[Finding]:
    """Parts, ids, order of elements, styles, properties and pictures of the file at `path`."""
    package = Package.read(path)
    manifest = manuscript.book.manifest

    def told(code: str, severity: Severity, hint: str, messages: Iterable[str]) -> list[Finding]:
        return [Finding(code, m, manifest, severity=severity, hint=hint) for m in messages]

    broken = told(STRUCTURE, Severity.ERROR, _HINT, broken_parts(package))
    if broken:
        yield from broken
        return
    for find in (lost_parts, wrong_ids, open_fields):
        yield from told(STRUCTURE, Severity.ERROR, _HINT, find(package))
    yield from told(STRUCTURE, Severity.WARNING, _HINT, wrong_order(package))
    yield from told(STRUCTURE, Severity.WARNING, _REFERENCE, lost_styles(package))
    yield from told(UNRESOLVED, Severity.WARNING, _REFERENCE, lost_style_fields(package))
    claims = wrong_claims(package, manuscript.book.metadata)
    yield from told(METADATA, Severity.WARNING, "look for a plugin that changes them", claims)
    yield from inspect_pictures(package, manuscript)
