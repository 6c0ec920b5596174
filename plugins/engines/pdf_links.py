"""Whether the outline and the unnamed links of a PDF lead to pages of it.

Links by name are compared with the book's, when the file is read back.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from chapbook.finding import Finding, Severity
from chapbook.roles import Manuscript

CODE = "file-links"


def inspect_links(pdf: pikepdf.Pdf, manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each entry of the outline, and each link, that leads nowhere."""
    pages = {page.obj.objgen for page in pdf.pages}
    names = frozenset(_names(pdf))
    manifest = manuscript.book.manifest
    for entry in _entries(pdf.Root.get("/Outlines")):
        if not _leads(entry, pages, names):
            title = str(entry.get("/Title", ""))
            message = f"the entry '{title}' of the outline leads nowhere"
            yield Finding(CODE, message, manifest, severity=Severity.ERROR)
    for number, page in enumerate(pdf.pages, 1):
        for note in page.obj.get("/Annots", []):
            if note.get("/Subtype") == "/Link" and not _leads_or_named(note, pages):
                message = f"a link on page {number} leads to no page of the file"
                yield Finding(CODE, message, manifest, severity=Severity.ERROR)


def _entries(node: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """All entries of an outline; one that is met again would lead in a circle."""
    seen: set[tuple[int, int]] = set()
    waiting = [node.get("/First")] if isinstance(node, pikepdf.Dictionary) else []
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        yield entry
        waiting += [entry.get("/Next"), entry.get("/First")]


def _leads_or_named(note: pikepdf.Object, pages: set[tuple[int, int]]) -> bool:
    place = _place(note)
    return not isinstance(place, pikepdf.Array) or _is_page(place, pages)


def _leads(
    entry: pikepdf.Object, pages: set[tuple[int, int]], names: frozenset[bytes | str]
) -> bool:
    place = _place(entry)
    if isinstance(place, pikepdf.Array):
        return _is_page(place, pages)
    if isinstance(place, pikepdf.String):
        return bytes(place) in names
    return place is None or str(place) in names


def _place(entry: pikepdf.Object) -> pikepdf.Object | None:
    if "/Dest" in entry:
        return entry["/Dest"]
    action = entry.get("/A")
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo":
        return action.get("/D")
    return None


def _is_page(place: pikepdf.Array, pages: set[tuple[int, int]]) -> bool:
    return len(place) > 0 and isinstance(place[0], pikepdf.Object) and place[0].objgen in pages


def _names(pdf: pikepdf.Pdf) -> Iterator[bytes | str]:
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        yield from old.keys()
    tree = pdf.Root.get("/Names")
    waiting = [tree.get("/Dests")] if isinstance(tree, pikepdf.Dictionary) else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            yield from (bytes(name) for name in list(node.get("/Names", []))[::2])
            waiting.extend(list(node.get("/Kids", [])))
