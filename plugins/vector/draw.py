"""Draw an SVG in every kind: what renderers that make SVG end with."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from lxml import etree

from chapbook.plugins.vector.embedding import embed_fonts
from chapbook.plugins.vector.extract import read_drawing, size_of, words_of
from chapbook.plugins.vector.fonts import name_fonts
from chapbook.plugins.vector.ids import prefix_ids
from chapbook.plugins.vector.soft_edges import draw_soft_edges
from chapbook.roles import DiagramSource, Drawn
from chapbook.store import digest

_CONVERTED = ("pdf", "outlines", "png")


def draw_svg(source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]) -> Drawn:
    """Draw a source that holds one SVG; raises `DrawingError` where it cannot be drawn."""
    drawing = read_drawing(source.data, source.inputs)
    svg = drawing.svg
    name_fonts(svg)
    draw_soft_edges(svg)
    width, height = size_of(svg)
    asked = [kind for kind in kinds if kind in _CONVERTED]
    text = etree.tostring(svg, encoding="unicode")
    files: dict[str, bytes] = {}
    if asked and drawing.weight.is_heavy:
        from chapbook.plugins.vector.apart import convert_apart

        files = convert_apart(text.encode(), width, height, asked, options)
    elif asked:
        from chapbook.plugins.vector.convert import convert

        files = convert(text, width, height, asked, source.made)
    if "svg" in kinds:
        files["svg"] = self_contained(svg, f"d{digest(source.data)[:8]}")
    return Drawn(
        {kind: files[kind] for kind in kinds if kind in files}, width, height, *words_of(svg)
    )


def self_contained(svg: etree._Element, prefix: str) -> bytes:
    """An SVG file with the fonts that it uses, whose names begin with `prefix`."""
    own = copy.deepcopy(svg)
    embed_fonts(own, prefix)
    prefix_ids(own, prefix)
    text = etree.tostring(own, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
