"""Draw Graphviz DOT, files and code blocks, by graphviz-pure or the program `dot`."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn

_PACKAGE = "graphviz-pure"
#: What a string follows that is the name of a file, in attributes and in labels that are HTML.
_NAMES_FILE = re.compile(
    r"(?:(?<![\w.])(?:image|shapefile)\s*=\s*|<img\b[^<>]*\bsrc\s*=\s*)$", re.I
)
_BARE_FILE = re.compile(r"(?<![\w.])(?:image|shapefile)\s*=\s*([\w./-]+)", re.I)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
#: Attributes that name folders to read from, or files that we do not follow.
_FOLDERS = re.compile(r"(?<![\w.])(imagepath|fontpath|_background)\s*=", re.I)
#: Arial has the widths of our own Liberation Sans, which stands in for it.
_FACE = tuple(f"-{kind}fontname=Arial" for kind in "GNE")
_FAULT = re.compile(r"^Error: (?:<stdin>: )?(?P<what>.*)$", re.M)
_LINE = re.compile(r" in line (\d+)")


@dataclass(frozen=True)
class Graphviz:
    """The renderer `graphviz`."""

    name: str = "graphviz"
    suffixes: frozenset[str] = frozenset({".dot", ".gv"})
    classes: frozenset[str] = frozenset({"dot", "graphviz", "gv"})

    def version(self) -> str:
        """The version of Graphviz, empty where there is none."""
        from chapbook.plugins.diagramtext.programs import version_of

        return version_of(_PACKAGE, "dot")

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The images that nodes and labels show."""
        text = data.decode("utf-8", "replace")
        named = [
            found[1]
            for found in _STRING.finditer(text)
            if _NAMES_FILE.search(text[max(0, found.start() - 200) : found.start()])
        ]
        bare = _BARE_FILE.findall(_without_strings(text))
        return tuple(sorted({name for name in [*named, *bare] if name}))

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw it, with the layout that the graph asks for (`layout=neato`), else `dot`'s."""
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.source import line_at, read_text, require_inputs
        from chapbook.plugins.vector.apart import time_limit

        text = read_text(source.data)
        if found := _FOLDERS.search(_without_strings(text)):
            message = f"the attribute '{found[1]}' leads out of the book and is not read"
            hint = "give each image by its path"
            raise DrawingError(message, hint=hint, line=line_at(text, found.start()))
        require_inputs(text, self.inputs(source.data), source)
        svg = _svg(text, source, time_limit(options))
        return finish(svg, source, kinds, options, tool="Graphviz")


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Graphviz()]


def _without_strings(text: str) -> str:
    """The text with quotes for all in quotes, so that every place stays where it is."""
    return _STRING.sub(lambda found: re.sub(r"[^\n]", '"', found.group()), text)


def _svg(text: str, source: DiagramSource, seconds: float) -> str:
    from chapbook.plugins.diagramtext.programs import program_of, run_tool
    from chapbook.plugins.diagramtext.source import lay_out_inputs
    from chapbook.process import find_program

    program = program_of(_PACKAGE, _PACKAGE) or find_program("dot")
    if program is None:
        raise DrawingError(
            "Graphviz diagrams need Graphviz, which is not installed",
            hint=f"`pip install {_PACKAGE}`, or `apt-get install graphviz`",
        )
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        place = lay_out_inputs(Path(folder), source)
        done = run_tool([program, "-Tsvg", *_FACE], text=text, folder=place, seconds=seconds)
    svg = done.stdout.decode("utf-8", "replace")
    if done.code == 0 and "</svg>" in svg:
        # Several graphs in one file are several drawings, one after the other.
        if svg.count("</svg>") > 1:
            raise DrawingError("the file holds several graphs", hint="give each its own file")
        return svg
    fault = _FAULT.search(done.complaint)
    what = fault["what"] if fault else done.complaint or "it drew nothing"
    line = _LINE.search(what)
    raise DrawingError(
        f"Graphviz cannot draw it: {_LINE.sub('', what)}", line=int(line[1]) if line else None
    )
