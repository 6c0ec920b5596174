"""Move a stop or comma that stands behind a closing quotation mark before it.

Pandoc does so within a work, but not where it has made a link of the work and the stop is the
citation's: `Hale, “Tides”.`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_CLOSING = re.compile("’?”$")


def with_stops_inside(inlines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inlines with each stop and comma after a quotation within it: `Hale, “Tides.”`."""
    out: list[dict[str, Any]] = []
    for inline in inlines:
        text = str(inline["c"]) if inline["t"] == "Str" else ""
        if text[:1] in {".", ","} and out and (moved := _ended(out[-1], text[0])) is not None:
            out[-1] = moved
            inline = {**inline, "c": text[1:]}
        if inline.get("c") != "":
            out.append(inline)
    return out


def _ended(inline: dict[str, Any], stop: str) -> dict[str, Any] | None:
    """The inline with the stop before the mark that ends it; None if none does."""
    content: Any = inline.get("c")
    if inline["t"] == "Str":
        found = _CLOSING.search(str(content))
        return found and {**inline, "c": f"{content[: found.start()]}{stop}{found[0]}"}
    if inline["t"] in {"Span", "Link"}:
        inner = _last_ended(content[1], stop)
        return None if inner is None else {**inline, "c": [content[0], inner, *content[2:]]}
    if inline["t"] in {"Emph", "Strong", "SmallCaps", "Underline"}:
        inner = _last_ended(content, stop)
        return None if inner is None else {**inline, "c": inner}
    return None


def _last_ended(inlines: list[dict[str, Any]], stop: str) -> list[dict[str, Any]] | None:
    last = _ended(inlines[-1], stop) if inlines else None
    return None if last is None else [*inlines[:-1], last]
