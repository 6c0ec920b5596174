"""Draw SVG files, and HTML files that hold one SVG, as SVG, PDF and PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, Drawn


@dataclass(frozen=True)
class Svg:
    """The renderer `svg`."""

    name: str = "svg"
    suffixes: frozenset[str] = frozenset({".svg", ".html", ".htm"})

    classes: frozenset[str] = frozenset()

    def version(self) -> str:
        """The converters' versions."""
        return _versions()

    def takes(self, data: bytes) -> bool:
        """A file that shows one SVG and no more; others need a browser."""
        from chapbook.plugins.vector.extract import is_only_svg

        return is_only_svg(data)

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The images that the drawing names."""
        from chapbook.plugins.vector.extract import inputs_of

        return inputs_of(data)

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw in each of `svg`, `outlines`, `pdf` and `png` that is asked for."""
        from chapbook.plugins.vector.draw import draw_svg

        return draw_svg(source, kinds, options)


@cache
def _versions() -> str:  # asked for each drawing
    return " ".join(map(version, ("svg2pdf-py", "typst", "uharfbuzz", "pillow")))


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Svg()]
