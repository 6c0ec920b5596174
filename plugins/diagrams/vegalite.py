"""Draw Vega-Lite and Vega charts, files and code blocks, by the wheel vl-convert-python."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn

_PACKAGE = "vl-convert-python"
_FACE = "Liberation Sans"
_AXIS = {"labelFont": _FACE, "titleFont": _FACE}
#: Our face for each kind of text, where the chart names none.
_FONTS: dict[str, dict[str, Any]] = {
    "vega-lite": {"font": _FACE},
    "vega": {
        "axis": _AXIS,
        "legend": _AXIS,
        "header": _AXIS,
        "title": {"font": _FACE, "subtitleFont": _FACE},
        "text": {"font": _FACE},
    },
}
_MARKS = (
    "arc, area, bar, boxplot, circle, errorband, errorbar, geoshape, image, line, point, rect,"
    " rule, square, text, tick, trail"
)
_SCHEMA = re.compile(rb"\"\$schema\"\s*:\s*\"[^\"]*/vega(?:-lite)?/v\d")


@dataclass(frozen=True)
class VegaLite:
    """The renderer `vega-lite`."""

    name: str = "vega-lite"
    suffixes: frozenset[str] = frozenset({".vl", ".vegalite", ".json"})
    classes: frozenset[str] = frozenset({"vega-lite", "vegalite", "vega"})

    def version(self) -> str:
        """The version of vl-convert, empty where it is not installed."""
        try:
            return version(_PACKAGE)
        except PackageNotFoundError:
            return ""

    def takes(self, data: bytes) -> bool:
        """Every chart; other JSON has no `$schema` of Vega's."""
        return _SCHEMA.search(data) is not None or not data.lstrip().startswith(b"[")

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """The files that hold its data."""
        from chapbook.plugins.diagramtext.chart_data import names_of_data

        try:
            return tuple(names_of_data(json.loads(data)))
        except (ValueError, RecursionError):
            return ()

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw it; its alternative text is its own description, else its title."""
        from chapbook.plugins.diagramtext.chart_data import names_of_data, put_data_in
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.source import read_text, require_inputs
        from chapbook.plugins.vector.apart import time_limit

        text = read_text(source.data)
        chart = _read(text)
        require_inputs(text, names_of_data(chart), source)
        put_data_in(chart, source.inputs)
        language = "vega" if re.search(r"/vega/v\d", str(chart.get("$schema", ""))) else "vega-lite"
        if language == "vega-lite":
            _check_marks(chart, text)
        _set_fonts(chart, language)
        svg = _svg(chart, language, time_limit(options))
        return finish(svg, source, kinds, options, tool="Vega", alt=_words(chart))


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [VegaLite()]


def _read(text: str) -> dict[str, Any]:
    try:
        chart = json.loads(text)
    except json.JSONDecodeError as error:
        raise DrawingError(f"the chart is no JSON: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise DrawingError("the chart is nested too deeply") from error
    if not isinstance(chart, dict):
        raise DrawingError("the chart is no JSON object", hint="it begins with {", line=1)
    return chart


def _check_marks(chart: dict[str, Any], text: str) -> None:
    """Name a mark that Vega-Lite does not have; it would only say that something is undefined."""
    for mark in _marks(chart):
        if mark not in _MARKS.split(", "):
            found = re.search(rf"\"{re.escape(mark)}\"", text)
            raise DrawingError(
                f"Vega-Lite has no mark '{mark}'",
                hint=f"its marks are {_MARKS}",
                line=text.count("\n", 0, found.start()) + 1 if found else None,
            )


def _marks(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        mark = part.get("mark")
        name = mark.get("type") if isinstance(mark, dict) else mark
        if isinstance(name, str):
            yield name
        for key in ("layer", "hconcat", "vconcat", "concat", "spec"):
            yield from _marks(part.get(key))
    elif isinstance(part, list):
        for each in part:
            yield from _marks(each)


def _set_fonts(chart: dict[str, Any], language: str) -> None:
    said = chart.get("config")
    config = dict(said) if isinstance(said, dict) else {}
    for name, value in _FONTS[language].items():
        own = config.get(name)
        if isinstance(value, dict):
            config[name] = {**value, **own} if isinstance(own, dict) else value
        else:
            config[name] = own or value
    chart["config"] = config


def _words(chart: dict[str, Any]) -> str:
    title = chart.get("title")
    if isinstance(title, dict):
        title = title.get("text")
    words = chart.get("description") or title or ""
    return " ".join(map(str, words)) if isinstance(words, list) else str(words)


def _svg(chart: dict[str, Any], language: str, seconds: float) -> str:
    from chapbook.plugins.diagramtext.programs import run_tool
    from chapbook.plugins.vector.fonts import font_folder

    if find_spec("vl_convert") is None:
        raise DrawingError(
            "charts need the package vl-convert-python, which is not installed",
            hint="`pip install 'chapbook[diagrams]'`",
        )
    worker = find_spec("chapbook.plugins.diagramtext.vega_worker")
    assert worker is not None and worker.origin is not None
    args: list[str | Path] = [sys.executable, "-I", worker.origin, language, font_folder()]
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        text = json.dumps(chart)
        done = run_tool(args, text=text, folder=Path(folder), seconds=seconds, name="Vega")
    if done.code == 0:
        return done.stdout.decode()
    told = [line for line in done.complaint.split("\n") if line.strip() and "    at " not in line]
    what = next((line for line in told if "conversion failed" not in line), "it drew nothing")
    raise DrawingError(
        f"Vega cannot draw it: {re.sub(r'^(?:[A-Z][a-z]*)?Error: ', '', what)[:300]}",
        hint="look for a misspelt field or type",
    )
