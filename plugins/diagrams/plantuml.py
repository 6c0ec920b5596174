"""Draw PlantUML diagrams, files and code blocks, where the program `plantuml` is installed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.hookspecs import hookimpl
from chapbook.process import find_program
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn

#: `!include parts.puml`; what stands in angle brackets comes with PlantUML itself.
_INCLUDE = re.compile(
    r"^[ \t]*!include(?:_once|_many|sub|url|def)?[ \t]+(?!<)(?P<name>[^\s!]+).*$", re.M
)
#: What reads files, addresses or the environment in another way.
_READS = re.compile(
    r"^[ \t]*!(?:import|includeurl|theme\s+\S+\s+from)\b"
    r"|%(?:load_json|getenv|get_all_theme|file_exists|dirpath|filename)\b|<img\b"
    r"|^[ \t]*sprite\s+\S+\s+\S+\.(?:png|svg|jpe?g)\b",
    re.M | re.I,
)
_FAULT = re.compile(r"^ERROR\n(?P<line>\d+)\n(?P<what>.*)$", re.M)


@dataclass(frozen=True)
class PlantUml:
    """The renderer `plantuml`."""

    name: str = "plantuml"
    suffixes: frozenset[str] = frozenset({".puml", ".plantuml"})
    classes: frozenset[str] = frozenset({"plantuml", "puml"})

    def version(self) -> str:
        """Which program there is."""
        from chapbook.plugins.diagramtext.programs import version_of

        return version_of("", "plantuml")

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The files that it includes."""
        text = data.decode("utf-8", "replace")
        return tuple(sorted({found["name"] for found in _INCLUDE.finditer(text)}))

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw it with the book's files put in for what it includes."""
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.source import read_text, require_inputs
        from chapbook.plugins.vector.apart import time_limit

        text = read_text(source.data)
        _refuse_reading(text)
        require_inputs(text, self.inputs(source.data), source)
        whole = _with_includes(text, source)
        is_bare = re.search(r"^\s*@start", whole, re.M) is None
        if is_bare:
            whole = f"@startuml\n{whole}\n@enduml\n"
        # What is put in for an include moves the lines that follow.
        above = None if source.inputs else int(is_bare)
        svg = _svg(whole, time_limit(options), above)
        return finish(svg, source, kinds, options, tool="PlantUML")


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [PlantUml()]


def _refuse_reading(text: str) -> None:
    from chapbook.plugins.diagramtext.source import line_at

    if found := _READS.search(text):
        raise DrawingError(
            f"'{found.group().strip()}' reads what is not the book's and is not drawn",
            hint="write it out, or `!include` a file of the book",
            line=line_at(text, found.start()),
        )


def _with_includes(text: str, source: DiagramSource) -> str:
    from chapbook.plugins.diagramtext.source import read_text

    def content(found: re.Match[str]) -> str:
        part = read_text(source.inputs[found["name"]])
        _refuse_reading(part)
        if more := _INCLUDE.search(part):
            raise DrawingError(
                f"'{found['name']}', which the diagram includes, itself includes '{more['name']}'",
                hint="include that file in the diagram itself",
            )
        return re.sub(r"^\s*@(?:start|end)\w+.*$", "", part, flags=re.M)

    return _INCLUDE.sub(content, text)


def _svg(text: str, seconds: float, above: int | None) -> str:
    """PlantUML's SVG; `above` is how many lines of the text come before the source's first."""
    from chapbook.plugins.diagramtext.programs import run_tool

    program = find_program("plantuml")
    if program is None:
        raise DrawingError(
            "PlantUML diagrams need the program plantuml, which is not installed",
            hint="`apt-get install plantuml`, or export the diagram as SVG",
        )
    # Releases before 2020.11 do not know it, hence `_refuse_reading`.
    env = {"PLANTUML_SECURITY_PROFILE": "SANDBOX"}
    args: list[str | Path] = [program, "-tsvg", "-pipe", "-charset", "UTF-8", "-nometadata"]
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        done = run_tool(args, text=text, folder=Path(folder), seconds=seconds, env=env)
    svg = done.stdout.decode("utf-8", "replace")
    if done.code == 0 and "</svg>" in svg:
        return svg
    fault = _FAULT.search(done.complaint)
    what = fault["what"].rstrip("?") if fault else done.complaint[:300] or "it drew nothing"
    line = int(fault["line"]) + 1 - above if fault and above is not None else None
    raise DrawingError(f"PlantUML cannot draw it: {what}", line=line)
