"""Read a finished PDF back: what stands at each named destination, links, footnotes, pages."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Protocol
from unicodedata import bidirectional

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chapbook.inventory import pdf_place
from chapbook.latex_text import latex_label
from chapbook.plugins.engines.readback_order import in_line
from chapbook.readback import Mark, Readback, Seen, marks_in, squeeze

#: PDFium must not be used by two threads at once.
ONE_AT_A_TIME = Lock()
#: A destination lies on the line that it means, or a little above it.
_ABOVE = 14.0
#: The band of a link's rectangle, from its foot, that no letter of the lines around it reaches.
_BAND = (0.2, 0.6)
#: So much of a link's rectangle at either side belongs to its neighbors, in points.
_INSET = 1.0
#: A place with fewer characters below it is at the foot of its page; so many of the next are read.
_FOOT, _NEXT = 120, 400
#: What hyperref calls the place of a footnote.
_NOTE = re.compile(r"Hfootnote\.\d+")


@dataclass(frozen=True)
class _Spot:
    """A place on a page: its number from 0, and how high it is from the foot."""

    page: int
    top: float


@dataclass(frozen=True)
class _Link:
    page: int
    box: tuple[float, float, float, float]
    target: str


class _Text(Protocol):
    """What is used of PDFium's text of a page."""

    def get_text_range(self) -> str:
        """All of it."""

    def get_text_bounded(
        self,
        left: float | None = None,
        bottom: float | None = None,
        right: float | None = None,
        top: float | None = None,
    ) -> str:
        """What lies in a box."""


def read_pdf(path: Path, anchors: Collection[str]) -> Readback:
    """What the PDF at `path` shows, with the text at each destination that is one of `anchors`."""
    # LaTeX spells letters beyond ASCII as Pandoc does.
    known = {latex_label(anchor): anchor for anchor in anchors}
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        spots = {known.get(name, name): spot for name, spot in _spots(pdf, numbers)}
        links = [replace(link, target=known.get(link.target, link.target)) for link in _links(pdf)]
        alts = tuple(_alternatives(pdf))
    with ONE_AT_A_TIME, closing(pdfium.PdfDocument(path)) as document:
        return _read_pages(document, spots, links, alts, frozenset(anchors))


def _read_pages(
    document: pdfium.PdfDocument,
    spots: Mapping[str, _Spot],
    links: list[_Link],
    alts: tuple[str, ...],
    anchors: frozenset[str],
) -> Readback:
    labels: dict[str, Seen] = {}
    said: list[tuple[str, str]] = []
    pages: list[str] = []
    marks: list[Mark] = []
    at_foot: list[str] = []
    places = _by_page({name: spot for name, spot in spots.items() if name in anchors})
    linked: dict[int, list[_Link]] = {}
    for link in links:
        linked.setdefault(link.page, []).append(link)
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            said_there = text.get_text_range()
            pages.append(squeeze(said_there))
            marks += marks_in(said_there)
            for name in at_foot:
                # A display may be set on the page behind that of its place.
                seen = labels[name]
                labels[name] = replace(seen, text=f"{seen.text}\n{said_there[:_NEXT]}")
            at_foot.clear()
            said += ((_inside(text, link), link.target) for link in linked.get(number, []))
            label = document.get_page_label(number) or str(number + 1)
            for name, spot in places.get(number, []):
                place = pdf_place(number + 1, name)
                below = _below(text, spot)
                if len(below) < _FOOT:
                    at_foot.append(name)
                    if _has_turned(text):
                        below += f"\n{said_there}"  # a landscape figure is not below its place
                labels[name] = Seen(None, below, place, label)
    notes = sum(_NOTE.fullmatch(name) is not None for name in spots)
    return Readback(
        labels=labels,
        links=tuple(said),
        notes=notes or None,
        alts=alts or None,
        dead=tuple(link.target for link in links if _is_dead(link.target, spots)),
        pages=tuple(pages),
        marks=tuple(marks),
    )


def _spots(pdf: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int]) -> Iterator[tuple[str, _Spot]]:
    tree = pdf.Root.get("/Names")
    names = tree.get("/Dests") if isinstance(tree, pikepdf.Dictionary) else None
    if names is None:
        return
    for name, found in _named(names):
        place = found.get("/D") if isinstance(found, pikepdf.Dictionary) else found
        if isinstance(place, pikepdf.Array) and place[0].objgen in numbers:
            top = place[3] if len(place) > 3 else None
            height = float(top) if top is not None else 1e6
            yield _decoded(name), _Spot(numbers[place[0].objgen], height)


def _named(node: pikepdf.Object) -> Iterator[tuple[pikepdf.String, pikepdf.Object]]:
    """The pairs of a name tree; `NameTree` loses bytes that PDF text lacks, as of `ß`."""
    pairs = list(node.get("/Names", []))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for child in node.get("/Kids", []):
        yield from _named(child)


def _links(pdf: pikepdf.Pdf) -> Iterator[_Link]:
    """Links in reading order; those without a name, such as Typst's to footnotes, are left out."""
    for number, page in enumerate(pdf.pages):
        for note in page.obj.get("/Annots", []):
            action = note.get("/A", pikepdf.Dictionary())
            target = note.get("/Dest", action.get("/D", action.get("/URI")))
            if note.get("/Subtype") == "/Link" and isinstance(target, pikepdf.String):
                for box in _boxes(note):
                    if box[2] - box[0] > 2 * _INSET:  # Typst marks the space at a line's end, too
                        yield _Link(number, box, _decoded(target))


def _boxes(note: pikepdf.Object) -> Iterator[tuple[float, float, float, float]]:
    """Where a link lies: a tagged file has one for all lines, with a quadrilateral for each."""
    corners = [float(number) for number in note.get("/QuadPoints", [])]
    if not corners:
        left, bottom, right, top = (float(side) for side in note.Rect)
        corners = [left, bottom, right, bottom, left, top, right, top]
    for start in range(0, len(corners) - 7, 8):
        across, up = corners[start : start + 8 : 2], corners[start + 1 : start + 8 : 2]
        yield min(across), min(up), max(across), max(up)


def _decoded(name: pikepdf.String) -> str:
    """A name as its engine wrote it: Typst writes UTF-8, which a PDF does not say."""
    try:
        return bytes(name).decode("utf-8")
    except UnicodeDecodeError:
        return str(name)


def _alternatives(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The alternative texts of a tagged PDF."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and "/Alt" in found:
            yield str(found["/Alt"])


def _by_page(spots: Mapping[str, _Spot]) -> dict[int, list[tuple[str, _Spot]]]:
    found: dict[int, list[tuple[str, _Spot]]] = {}
    for name, spot in spots.items():
        found.setdefault(spot.page, []).append((name, spot))
    return found


def _inside(text: _Text, link: _Link) -> str:
    left, bottom, right, top = link.box
    low, high = (bottom + (top - bottom) * share for share in _BAND)
    box = left + _INSET, low, right - _INSET, high
    said = text.get_text_bounded(*box)
    if _runs_left(said) or not _runs_left(text.get_text_bounded(bottom=low, top=high)):
        return said
    return in_line(text, box)


def _runs_left(text: str) -> bool:
    """Whether letters of the text are of a script that runs from right to left."""
    return any(bidirectional(character) in ("R", "AL") for character in text)


def _below(text: _Text, spot: _Spot) -> str:
    return text.get_text_bounded(top=spot.top + _ABOVE)


def _has_turned(text: _Text) -> bool:
    """Whether letters of a page are turned by a right angle."""
    count = raw.FPDFText_CountChars(text)
    angles = (raw.FPDFText_GetCharAngle(text, index) for index in range(count))
    return any(abs(angle % math.pi - math.pi / 2) < 0.1 for angle in angles)


def _is_dead(target: str, spots: Mapping[str, _Spot]) -> bool:
    return target not in spots and ":" not in target
