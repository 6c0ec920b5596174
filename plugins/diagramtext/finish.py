"""Turn the SVG that a tool wrote into a drawing of each kind, cleaned like any other SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chapbook.plugins.vector.draw import draw_svg
from chapbook.roles import DiagramSource, DrawingError, Drawn

#: A stroke of negative width counts as not given; converters leave the line out instead.
_NEGATIVE = re.compile(r"stroke-width\s*:\s*-\d[\d.]*(?:px)?\s*(?:!important)?\s*;?")


def finish(
    svg: str,
    source: DiagramSource,
    kinds: Sequence[str],
    options: Mapping[str, str],
    *,
    tool: str,
    alt: str | None = None,
) -> Drawn:
    """The drawing that a tool made of a source, as SVG; its own title is `alt` where that is given.

    Images in the SVG are those of the source's inputs, by the names that it uses.
    """
    start = max(svg.find("<svg"), 0)
    cleaned = _NEGATIVE.sub("", svg[start:]).encode()
    try:
        drawn = draw_svg(replace(source, data=cleaned), kinds, options)
    except DrawingError as error:
        # Its line would be one of the SVG, which nobody sees.
        message = f"what {tool} drew cannot be used: {error.message}"
        raise DrawingError(message, hint=error.hint) from error
    return drawn if alt is None else replace(drawn, alt=alt)
