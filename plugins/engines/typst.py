"""Run Typst, the engine that comes as a wheel, in a process of its own.

A process of its own can be stopped at a time limit and gives its memory back. Run as a module,
this file is that process: it compiles `book.typ` in the current folder and prints what the
compiler says as JSON.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as distribution_version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chapbook.errors import RenderError, ToolError
from chapbook.plugins.engines.places import Places
from chapbook.process import run

if TYPE_CHECKING:
    from typst import PDFStandard

_SOURCE = "book.typ"
_PDF = "book.pdf"


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
) -> Path:
    """Make a PDF of Typst source in `folder` and return its path.

    `root` is the book's folder, for telling where an error comes from. The engine reads nothing
    outside `folder`. What breaks one of the `standards` is an error.
    """
    if version() == "missing":
        raise ToolError(
            "the embedded engine Typst is not installed", hint="pip install 'typst>=0.14'"
        )
    (folder / _SOURCE).write_text(source, "utf-8")
    command = [sys.executable, "-P", "-m", __name__, str(epoch), *standards]
    done = run(command, cwd=folder, timeout=timeout)
    if done.code != 0:
        raise _render_error(done.stdout, done.complaint, Places(source, root))
    return folder / _PDF


def count_pages(path: Path) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _render_error(said: bytes, complaint: str, places: Places) -> RenderError:
    try:
        facts = json.loads(said)
    except ValueError:
        last = (complaint.splitlines() or ["no message"])[-1]
        return RenderError(f"Typst stopped: {last}")
    found = Complaint(facts["message"], tuple(facts["hints"]), facts["line"])
    spot = places.at(found.line) if found.line else None
    return RenderError(
        f"Typst stopped: {found.message}",
        hint="\n".join(found.hints) or None,
        path=Path(spot.path) if spot else None,
        line=spot.line if spot else None,
    )


def _compile(epoch: int, standards: Sequence[str]) -> int:
    import typst

    try:
        typst.compile(
            _SOURCE,
            output=_PDF,
            root=".",
            format="pdf",
            timestamp=epoch,
            pdf_standards=cast("list[PDFStandard]", list(standards)),
        )
    except typst.TypstError as error:
        said = str(error.diagnostic)  # warnings come before the error
        traced = re.search(rf"{re.escape(_SOURCE)}:(\d+)", said[max(said.find("error:"), 0) :])
        line = int(traced[1]) if traced else None
        print(json.dumps({"message": error.message, "hints": list(error.hints), "line": line}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_compile(int(sys.argv[1]), sys.argv[2:]))
