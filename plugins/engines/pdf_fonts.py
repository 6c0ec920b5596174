"""Whether the fonts of a PDF are in it, as the letters that it uses, and sharp at any size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from chapbook.finding import Finding
from chapbook.plugins.engines.pdf_tree import Resource, read_resources
from chapbook.roles import Manuscript, Picture

CODE = "font-embedding"
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET = re.compile(r"/?[A-Z]{6}\+")
#: So many glyphs of a font whose letters are drawings are looked at.
_GLYPHS = 3


def inspect_fonts(fonts: Iterable[Resource], manuscript: Manuscript) -> Iterator[Finding]:
    """A finding for each font that is not embedded, not subset, or made of bitmaps."""
    told: set[str] = set()
    for font in fonts:
        fault = _fault(font.object)
        if fault is None or fault in told:
            continue
        told.add(fault)
        picture = _drawn_in(font.object, manuscript)
        where = f"in '{picture.file.name}', " if picture else ""
        yield Finding(
            CODE,
            f"{fault} ({where}first on page {font.page})",
            picture.chapter if picture else manuscript.book.manifest,
            picture.line if picture else None,
            hint="save the drawing again with its fonts embedded, or as an SVG file"
            if picture
            else "look for a template or a plugin that chooses this font",
        )


def _fault(font: pikepdf.Object) -> str | None:
    name = _name(font)
    if font.get("/Subtype") == "/Type3":
        is_coarse = _has_bitmaps(font)
        return f"the letters of the font {name} are bitmaps" if is_coarse else None
    inner = font.get("/DescendantFonts")
    whole = inner[0] if isinstance(inner, pikepdf.Array) and len(inner) else font
    descriptor = whole.get("/FontDescriptor")
    is_embedded = isinstance(descriptor, pikepdf.Dictionary) and any(
        key in descriptor for key in _FILES
    )
    if not is_embedded:
        return f"the font {name} is not embedded"
    if not _SUBSET.match(str(font.get("/BaseFont", ""))):
        return f"the font {name} is embedded whole, not as the letters that are used"
    return None


def _name(font: pikepdf.Object) -> str:
    name = font.get("/BaseFont", font.get("/Name", "without a name"))
    return _SUBSET.sub("", str(name)).removeprefix("/")


def _has_bitmaps(font: pikepdf.Object) -> bool:
    """Whether glyphs that are drawings are pictures, inline (`BI`) or by name."""
    glyphs = font.get("/CharProcs")
    if not isinstance(glyphs, pikepdf.Dictionary):
        return False
    streams = [glyphs[key] for key in list(glyphs.keys())[:_GLYPHS]]
    return any(re.search(rb"\bBI\s.*?\bID\s", s.read_bytes(), re.DOTALL) for s in streams)


def _drawn_in(font: pikepdf.Object, manuscript: Manuscript) -> Picture | None:
    """The drawing that brings the font along: an author's own PDF file."""
    name = str(font.get("/BaseFont", font.get("/Name", "")))
    for picture in manuscript.pictures:
        files = (manuscript.media.get(media) for media in picture.media if media.endswith(".pdf"))
        if any(file is not None and name in _names(file) for file in files):
            return picture
    return None


def _names(file: Path) -> frozenset[str]:
    with pikepdf.open(file) as pdf:
        fonts = (font.object for font in read_resources(pdf).fonts)
        return frozenset(str(font.get("/BaseFont", font.get("/Name", ""))) for font in fonts)
