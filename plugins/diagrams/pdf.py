"""Take the first page of a PDF, and draw it as SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, Drawn


@dataclass(frozen=True)
class Pdf:
    """The renderer `pdf`."""

    name: str = "pdf"
    suffixes: frozenset[str] = frozenset({".pdf"})

    classes: frozenset[str] = frozenset()

    def version(self) -> str:
        """The libraries' versions."""
        return " ".join(map(version, ("pikepdf", "pypdfium2", "typst")))

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """None: it is whole in itself."""
        return ()

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw in each of `pdf`, `svg`, `outlines` and `png` that is asked for."""
        from chapbook.plugins.vector.pages_of_pdf import read_page

        page = read_page(source.data)
        files = {"pdf": page.data} if "pdf" in kinds else {}
        others = [kind for kind in kinds if kind in ("svg", "outlines", "png")]
        if others:
            from chapbook.plugins.vector.apart import convert_apart

            files |= convert_apart(page.data, page.width, page.height, others, options)
        return Drawn(files, page.width, page.height)


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Pdf()]
