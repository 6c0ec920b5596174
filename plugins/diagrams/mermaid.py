"""Draw Mermaid diagrams, files and code blocks, by Merman: no browser, no script, no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from chapbook.amounts import amount
from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DiagramSource, DrawingError, Drawn
from chapbook.store import digest

#: The look that Mermaid has on the web; Merman's own default is the next release's, with thick
#: strokes and right-angled lines. A diagram's front matter may say otherwise.
_FACE = "Liberation Sans"
_COMMON = {"minNodeWidth": 0, "wrappingWidth": 200}
_CONFIG = {
    "theme": "default",
    "look": "classic",
    "layout": "dagre",
    "fontFamily": _FACE,
    "flowchart": _COMMON,
    "state": {**_COMMON, "layout": "dagre"},
    "usecase": {**_COMMON, "actorFontFamily": _FACE},
    "sequence": dict.fromkeys(("actorFontFamily", "messageFontFamily", "noteFontFamily"), _FACE),
    "mindmap": {"layout": "cose-bilkent"},
}
#: What a Mermaid diagram may say that is not drawn here, and what to do instead.
_NOT_DRAWN = (
    (re.compile(r"<img\b|@\{[^}]*\bimg\s*:", re.I), "images", "draw it as SVG or HTML"),
    (re.compile(r"@\{[^}]*\bicon\s*:|::icon\(|\bfa[bklrs]?:fa-", re.I), "icons", "use a word"),
    (re.compile(r"\$\$"), "formulas", "write it as text, in Unicode characters"),
)


@dataclass(frozen=True)
class Mermaid:
    """The renderer `mermaid`."""

    name: str = "mermaid"
    suffixes: frozenset[str] = frozenset({".mmd", ".mermaid"})
    classes: frozenset[str] = frozenset({"mermaid"})

    def version(self) -> str:
        """The versions of Merman and of what measures text, empty where there is no Merman."""
        try:
            return " ".join(map(version, ("merman", "uharfbuzz", "svg2pdf-py", "typst", "pillow")))
        except PackageNotFoundError:
            return ""

    def takes(self, data: bytes) -> bool:
        """Every file."""
        return True

    def inputs(self, data: bytes) -> tuple[str, ...]:
        """None: images are not drawn."""
        return ()

    def draw(
        self, source: DiagramSource, kinds: Sequence[str], options: Mapping[str, str]
    ) -> Drawn:
        """Draw it; a fault in the diagram is named with its line."""
        from chapbook.plugins.diagramtext.finish import finish
        from chapbook.plugins.diagramtext.mermaid_labels import place_labels
        from chapbook.plugins.diagramtext.source import line_at, read_text
        from chapbook.plugins.vector.apart import time_limit

        text = read_text(source.data)
        for pattern, what, advice in _NOT_DRAWN:
            if found := pattern.search(_without_comments(text)):
                line = line_at(text, found.start())
                message = f"{what} in Mermaid diagrams are not drawn"
                raise DrawingError(message, hint=advice, line=line)
        svg = place_labels(_svg(text, time_limit(options)))
        return finish(svg, source, kinds, options, tool="Mermaid")


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Mermaid()]


def _svg(text: str, seconds: float) -> str:
    try:
        import merman

        from chapbook.plugins.diagramtext.mermaid_text import FontMeasurer
    except ImportError as error:
        raise DrawingError(
            "Mermaid diagrams need the package merman, which is not installed",
            hint="`pip install merman`; where it has no wheel, export the diagram as SVG",
        ) from error

    settings = {
        "version": 2,
        "site_config": _CONFIG,
        # Ids and the style sheet's selectors begin with it: two drawings on one page stay apart.
        "svg": {"pipeline": "resvg-safe", "diagram_id": f"m{digest(text)[:10]}"},
        "resources": {"profile": "interactive"},
    }
    services = merman.MermanEngineServices().with_text_measurer(FontMeasurer())
    engine = merman.MermanEngine(json.dumps(settings), services)
    request = merman.MermanOperationRequestV4(
        operation_id="svg",
        source=text,
        uri=None,
        options_json=None,
        control=merman.MermanOperationControl(int(seconds * 1000)),
    )
    try:
        svg: bytes = engine.execute(request).data
    except merman.MermanError as error:
        raise _fault(text, error, seconds) from error
    return svg.decode()


def _fault(text: str, error: Exception, seconds: float) -> DrawingError:
    import merman

    if getattr(error, "cancellation", None) is not None:
        return DrawingError(
            f"the diagram was not drawn within {amount(seconds, 'second')}",
            hint="make it smaller, or raise `diagrams: {timeout: …}` in book.yaml",
        )
    message = str(getattr(error, "message", error))
    if "no Mermaid diagram" in message or "No Mermaid diagram" in message:
        first = next((line.strip() for line in text.split("\n") if line.strip()), "")
        return DrawingError(
            f"'{first[:40]}' begins no type of Mermaid diagram that is known",
            hint="the first line names the type: flowchart, sequenceDiagram, classDiagram, gantt",
            line=1,
        )
    told = json.loads(merman.Merman().analyze_json(text, None)).get("diagnostics", [])
    fault = next((each for each in told if each.get("severity") == "error"), None)
    if fault is None:
        return DrawingError(f"the Mermaid diagram cannot be drawn: {message}")
    kind = str(fault.get("diagram_type") or "Mermaid").removesuffix("-v2")
    line = int((fault.get("span") or {}).get("line") or 1)
    return DrawingError(f"the {kind} diagram cannot be read: {fault['message']}", line=line)


def _without_comments(text: str) -> str:
    """The text with `%%` comments blanked out, so that every place stays where it is."""
    return re.sub(r"^\s*%%(?!\{).*$", lambda found: " " * len(found.group()), text, flags=re.M)
