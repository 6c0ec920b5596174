"""Take PNG and JPEG images, and GIF and WebP as PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, Drawn


@dataclass(frozen=True)
class Bitmap:
    """The renderer `bitmap`."""

    name: str = "bitmap"
    suffixes: frozenset[str] = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})

    classes: frozenset[str] = frozenset()

    def version(self) -> str:
        """Pillow's version."""
        return version("pillow")

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """None: it is whole in itself."""
        return ()

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """The image itself, made readable where need be, whatever kinds are asked for."""
        from chapbook.plugins.vector.bitmaps import read_bitmap

        made = read_bitmap(source.data)
        return Drawn({made.kind: made.data}, made.width, made.height, pixels=made.pixels)


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Bitmap()]
