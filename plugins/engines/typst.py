"""Run Typst, the engine that comes as a wheel, in a process of its own.

A process of its own can be stopped at a time limit and gives its memory back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as distribution_version
from pathlib import Path
from typing import Any

from chapbook.errors import RenderError, ToolError
from chapbook.plugins.engines.places import Places
from chapbook.plugins.engines.typst_host import PDF, SOURCE
from chapbook.plugins.engines.typst_process import compile_folder


@dataclass(frozen=True)
class Complaint:
    """What the compiler says is wrong: a message, its advice, and a line of the source."""

    message: str
    hints: tuple[str, ...]
    line: int | None


@cache
def version() -> str:
    """The version of the engine's distribution, or `missing`."""
    try:
        return distribution_version("typst")
    except PackageNotFoundError:
        return "missing"


def typeset(
    source: str,
    folder: Path,
    root: Path,
    *,
    timeout: float,
    epoch: int,
    standards: Sequence[str] = (),
    stays: bool = False,
) -> Path:
    """Make a PDF of Typst source in `folder` and return its path.

    `root` is the book's folder, for telling where an error comes from. The engine reads nothing
    outside `folder`. What breaks one of the `standards` is an error. An engine that `stays`
    remembers what it has set, for the next book.
    """
    if version() == "missing":
        raise ToolError(
            "the embedded engine Typst is not installed", hint="pip install 'typst>=0.14'"
        )
    (folder / SOURCE).write_text(source, "utf-8")
    said = json.loads(compile_folder(folder, epoch, standards, timeout, stays=stays))
    if said:
        raise _render_error(said, Places(source, root))
    return folder / PDF


def count_pages(path: Path) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _render_error(facts: Mapping[str, Any], places: Places) -> RenderError:
    found = Complaint(facts["message"], tuple(facts["hints"]), facts["line"])
    spot = places.at(found.line) if found.line else None
    return RenderError(
        f"Typst stopped: {found.message}",
        hint="\n".join(found.hints) or None,
        path=Path(spot.path) if spot else None,
        line=spot.line if spot else None,
    )
