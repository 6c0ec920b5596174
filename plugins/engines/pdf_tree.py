"""Walk a PDF: the resources of its pages and of the drawings in them, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class Resource:
    """A font or an image, and the first page, counted from 1, that has it."""

    object: pikepdf.Object
    page: int


@dataclass(frozen=True)
class Resources:
    """What the pages of a file use."""

    fonts: tuple[Resource, ...]
    images: tuple[Resource, ...]


def read_resources(pdf: pikepdf.Pdf) -> Resources:
    """All fonts and images of a file; those in a drawing's own resources, too."""
    fonts: list[Resource] = []
    images: list[Resource] = []
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for found in _used(page.obj.get("/Resources"), seen):
            kept = images if found.get("/Subtype") == "/Image" else fonts
            kept.append(Resource(found, number))
    return Resources(tuple(fonts), tuple(images))


def _used(resources: pikepdf.Object | None, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    if not isinstance(resources, pikepdf.Dictionary) or not _is_new(resources, seen):
        return
    for font in _entries(resources, "/Font"):
        if _is_new(font, seen):
            yield font
    for drawn in _entries(resources, "/XObject"):
        if not _is_new(drawn, seen):
            continue
        if drawn.get("/Subtype") == "/Image":
            yield drawn
        else:
            yield from _used(drawn.get("/Resources"), seen)
    for pattern in _entries(resources, "/Pattern"):
        if _is_new(pattern, seen):
            yield from _used(pattern.get("/Resources"), seen)


def _entries(resources: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    named = resources.get(kind)
    if isinstance(named, pikepdf.Dictionary):
        yield from (named[key] for key in named.keys())  # noqa: SIM118


def _is_new(found: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Whether an object is met for the first time; direct ones have no number and are new."""
    if found.objgen == (0, 0):
        return True
    if found.objgen in seen:
        return False
    seen.add(found.objgen)
    return True
