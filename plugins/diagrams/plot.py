"""Draw plots: run a Python file or code block that writes an SVG, where the book allows it."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn

#: The environment variable that names the file which a plot may write instead of its output.
VARIABLE = "CHAPBOOK_PLOT"
_DATA = re.compile(r"^#\s*data\s*:\s*(.+)$", re.I)
#: Matplotlib reads these from the folder that it runs in: the same ids each time, and no window.
_MATPLOTLIB = "backend: svg\nsavefig.format: svg\nsvg.hashsalt: chapbook\n"


@dataclass(frozen=True)
class Plot:
    """The renderer `plot`."""

    name: str = "plot"
    suffixes: frozenset[str] = frozenset({".py"})
    classes: frozenset[str] = frozenset({"plot"})

    def version(self) -> str:
        """That of Python; what the plot imports is the author's own."""
        return platform.python_version()

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The files that its first comments name: `# data: load.csv, hosts.csv`."""
        names: list[str] = []
        for line in data.decode("utf-8", "replace").splitlines():
            if line.strip() and not line.startswith("#"):
                break
            if found := _DATA.match(line):
                names.extend(name.strip() for name in found[1].split(",") if name.strip())
        return tuple(dict.fromkeys(names))

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Run it in an empty folder with its data, and draw the SVG that it writes."""
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.source import read_text, require_inputs
        from chapbook.plugins.vector.apart import time_limit

        if options.get("plots") != "on":
            raise DrawingError(
                "plots are programs, and this book does not allow them to run",
                hint="`diagrams: {plots: on}` in book.yaml, if you trust each of its plots",
            )
        text = read_text(source.data)
        require_inputs(text, self.inputs(source.data), source)
        svg = _svg(text, source, time_limit(options))
        return finish(svg, source, kinds, options, tool="the plot")


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Plot()]


def _svg(text: str, source: DiagramSource, seconds: float) -> str:
    from chapbook.plugins.diagramtext.programs import run_tool

    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        place, written = Path(folder) / "plot", Path(folder) / "plot.svg"
        place.mkdir()
        for name, content in source.inputs.items():
            (place / PurePosixPath(name).name).write_bytes(content)
        (place / "matplotlibrc").write_text(_MATPLOTLIB, encoding="utf-8")
        env = {VARIABLE: str(written), "HOME": folder, "SOURCE_DATE_EPOCH": "0"}
        args = [sys.executable, "-I", "-"]
        done = run_tool(args, text=text, folder=place, seconds=seconds, env=env, name="the plot")
        svg = written.read_bytes() if written.is_file() else done.stdout
    if done.code != 0:
        raise _failure(done.complaint)
    if b"<svg" not in svg:
        raise DrawingError(
            "the plot wrote no SVG",
            hint=f"write it to standard output, or to the file that {VARIABLE} names",
        )
    return svg.decode("utf-8", "replace")


def _failure(complaint: str) -> DrawingError:
    lines = re.findall(r"File \"<stdin>\", line (\d+)", complaint)
    told = complaint.strip().split("\n")[-1][:300]
    return DrawingError(f"the plot failed: {told}", line=int(lines[-1]) if lines else None)
