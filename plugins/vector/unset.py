"""Characters of a drawing that no font has: they show as empty boxes, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from unicodedata import category

from lxml import etree

from chapbook.plugins.vector.embedding import codes_of_ours
from chapbook.roles import FinishedDrawing

#: Forms within forms that are looked into.
_DEEPEST = 6


def unset_characters(drawing: FinishedDrawing) -> tuple[str, ...]:
    """The characters that no font of the finished drawing has, in the order of their codes.

    The boxes in the PDF do not tell which characters they stand for: they are those that our fonts
    lack and that the PDF shows nowhere, or one of these where it tells a wrong one.
    """
    pdf = drawing.files.get("pdf")
    if drawing.source.data.startswith(b"%PDF"):
        return ()  # it brings its glyphs along
    foreign = sorted(char for char in _written(drawing) if ord(char) not in codes_of_ours())
    if pdf is None or not foreign or not _has_boxes(pdf):
        return ()
    shown = _shown(pdf)
    return tuple(char for char in foreign if char not in shown) or tuple(foreign)


def _written(drawing: FinishedDrawing) -> set[str]:
    text = unescape(drawing.source.data.decode("utf-8", "ignore"))
    svg = drawing.files.get("svg")
    if svg is not None:
        root = etree.fromstring(svg, etree.XMLParser(huge_tree=True, resolve_entities=False))
        text += "".join(map(str, root.itertext()))
    return {char for char in set(text) if _has_shape(char)}


def _has_shape(char: str) -> bool:
    """Not so signs that join, turn or vary others; private ones do, as of fonts of icons."""
    kind = category(char)
    return (kind[0] not in "CZ" or kind == "Co") and not 0xFE00 <= ord(char) <= 0xFE0F


def _shown(pdf: bytes) -> str:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def _has_boxes(pdf: bytes) -> bool:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return any(_boxes(document.pages[0].obj, _DEEPEST))


def _boxes(content: Any, depth: int) -> Iterator[bool]:
    """Whether each piece of text holds the glyph 0, that of no character."""
    import pikepdf

    resources = content.get("/Resources", pikepdf.Dictionary())
    fonts, forms = resources.get("/Font", {}), resources.get("/XObject", {})
    is_composite = False
    for instruction in pikepdf.parse_content_stream(content):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                font = fonts.get(str(operands[0]), pikepdf.Dictionary())
                is_composite = font.get("/Encoding") == "/Identity-H"
            case "Tj" | "TJ" if is_composite:
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                for piece in pieces:
                    codes = bytes(piece) if isinstance(piece, pikepdf.String) else b""
                    yield any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
            case "Do" if depth:
                form = forms.get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form":
                    yield from _boxes(form, depth - 1)
