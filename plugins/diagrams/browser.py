"""Draw pages of HTML and CSS, and SVG files that hold HTML, with the system's Chromium."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, Drawn

#: Seconds that one drawing may take where the book says nothing.
_TIMEOUT = "30"
#: What is made of each kind that may be asked for: SVG is made of the printed page.
_MADE_OF = {"pdf": "pdf", "svg": "pdf", "outlines": "pdf", "png": "png"}


@dataclass(frozen=True)
class Browser:
    """The renderer `browser`, for what the renderer `svg` does not take."""

    name: str = "browser"
    suffixes: frozenset[str] = frozenset({".svg", ".html", ".htm"})

    classes: frozenset[str] = frozenset()

    def version(self) -> str:
        """The browser's version, and those of the libraries that drive it and make SVG."""
        from importlib.metadata import version

        from chapbook.plugins.browsing.client import browser_version

        return f"{browser_version()}, typst {version('typst')}"

    def takes(self, data: bytes) -> bool:
        """Whether there is more in it than one SVG."""
        from chapbook.plugins.vector.extract import is_only_svg

        return not is_only_svg(data)

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """Pictures, style sheets, scripts and fonts that the page names."""
        from chapbook.plugins.browsing.source import PageSource

        return PageSource.read(data).names

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw in each of `pdf`, `svg`, `outlines` and `png` that is asked for."""
        from chapbook.plugins.browsing.client import draw_page
        from chapbook.plugins.browsing.job import Job
        from chapbook.plugins.browsing.source import PageSource
        from chapbook.plugins.vector.from_pdf import svg_from_pdf

        page = PageSource.read(source.data)
        scripts = options.get("scripts") == "on"
        page.refuse_scripts(scripts)
        job = Job(
            page=f"page{source.path.suffix}",
            is_svg=page.is_svg,
            width=page.width,
            files={name: f"input-{i}" for i, name in enumerate(source.inputs)},
            kinds=tuple(sorted({_MADE_OF[kind] for kind in kinds if kind in _MADE_OF})),
            scripts=scripts and not page.is_svg,
            timeout=float(options.get("timeout", _TIMEOUT)),
        )
        size, made = draw_page(page.content, source.inputs, job)
        files: dict[str, bytes] = {kind: made[kind] for kind in kinds if kind in made}
        wanted = [kind for kind in kinds if kind in ("svg", "outlines")]
        if wanted:
            svg = svg_from_pdf(made["pdf"], size.width, size.height)
            files.update(dict.fromkeys(wanted, svg))
        return Drawn(files, size.width, size.height, page.title, page.description)


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Browser()]
