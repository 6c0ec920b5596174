"""The PDF standards that a target asks for: PDF/UA for readers with aids, PDF/A for archives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from chapbook.book import Target
from chapbook.errors import ChapbookError, RenderError
from chapbook.plugins.engines.document import anchor_of
from chapbook.plugins.engines.places import spots
from chapbook.plugins.engines.spoken import spoken
from chapbook.roles import Manuscript

#: The standards that Typst writes and checks.
STANDARDS = (
    *("ua-1", "a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u"),
    *("a-4", "a-4e", "a-4f"),
)

#: The option that `read_standards` reads, and what it does.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {"standard": f"one or more of {', '.join(STANDARDS)}; Typst only (none)"}
)

#: What the store adds to the name of a picture's file.
_KEY = re.compile(r"-[0-9a-f]{8}(?:\.\w+)+$")


def read_standards(target: Target) -> tuple[str, ...]:
    """The standards that the option `standard` names."""
    asked = target.options.get("standard")
    if asked is None:
        return ()
    named = tuple(map(str, asked)) if isinstance(asked, tuple) else (str(asked),)
    for name in named:
        if name not in STANDARDS:
            raise ChapbookError(
                f"target '{target.name}': standard '{name}' is not known",
                hint=f"one or more of {', '.join(STANDARDS)}",
            )
    return named


def is_tagged(standards: tuple[str, ...]) -> bool:
    """Whether a standard asks that every picture has an alternative text."""
    return any(name == "ua-1" or name.endswith("a") for name in standards)


def require_alternatives(manuscript: Manuscript) -> None:
    """Raise `RenderError` that names the pictures without an alternative text."""
    lacking = sorted(set(_lacking(manuscript)))
    if not lacking:
        return
    standards = ", ".join(read_standards(manuscript.target))
    raise RenderError(
        f"target '{manuscript.target.name}': without alternative text, which the standard "
        f"{standards} asks for: {', '.join(lacking)}",
        hint="write what the picture shows into its brackets: `![A lamp at night](lamp.svg)`",
    )


def _lacking(manuscript: Manuscript) -> Iterator[str]:
    """The pictures that say nothing, each with the file that it stands in."""
    known = spots(manuscript.outline)
    found: list[str] = []

    def collect(node: dict[str, Any]) -> dict[str, Any]:
        if node.get("t") == "Image" and not spoken(node["c"][1]).strip():
            found.append(_KEY.sub("", PurePosixPath(node["c"][2][0]).name))
        return node

    place = ""
    for block in json.loads(manuscript.document)["blocks"]:
        spot = known.get(anchor_of(block))
        place = f" ({spot.path})" if spot else place
        json.loads(json.dumps(block), object_hook=collect)
        yield from (f"{name}{place}" for name in found)
        found.clear()
