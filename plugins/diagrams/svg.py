"""Draw SVG files, and HTML files that hold one SVG, as SVG, PDF and PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, Drawn


@dataclass(frozen=True)
class Svg:
    """The renderer `svg`."""

    name: str = "svg"
    suffixes: frozenset[str] = frozenset({".svg", ".html", ".htm"})

    def draw(self, source: bytes, kinds: Sequence[str], options: Mapping[str, str]) -> Drawn:
        """Draw in each of `svg`, `pdf` and `png` that is asked for."""
        from lxml import etree

        from chapbook.plugins.vector.convert import to_pdf, to_png
        from chapbook.plugins.vector.extract import read_svg, size_of, title_of
        from chapbook.plugins.vector.fonts import name_fonts

        svg = read_svg(source)
        name_fonts(svg)
        width, height = size_of(svg)
        text = etree.tostring(svg, encoding="unicode")
        makers = {
            "svg": lambda: f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode(),
            "pdf": lambda: to_pdf(text, width, height),
            "png": lambda: to_png(text, width, height),
        }
        files = {kind: makers[kind]() for kind in kinds if kind in makers}
        return Drawn(files, width, height, title_of(svg))


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Svg()]
