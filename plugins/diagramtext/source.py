"""Read the text of a diagram within limits, and hold it to the files of the book."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from chapbook.roles import DiagramSource, DrawingError

#: The longest text of a diagram, in bytes. The longest seen in a book had 9,000.
MAX_BYTES = 500_000
#: How far up a name may lead.
_DEPTH = 6


def read_text(data: bytes) -> str:
    """The diagram's text; raises `DrawingError` where it is too long, no UTF-8, or empty."""
    if len(data) > MAX_BYTES:
        raise DrawingError(
            f"the diagram's text is longer than {MAX_BYTES // 1000} kB",
            hint="split it into several diagrams",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError(
            f"the diagram is not UTF-8 (offset {error.start})", hint="save the file as UTF-8"
        ) from error
    if not text.strip():
        raise DrawingError("the diagram is empty")
    return text.replace("\r\n", "\n").replace("\0", "")


def line_at(text: str, place: int) -> int:
    """The line of an offset in the text, from 1."""
    return text.count("\n", 0, place) + 1


def require_inputs(text: str, names: Iterable[str], source: DiagramSource) -> None:
    """Raise `DrawingError` for the first file that the text names and the book does not hold."""
    for name in names:
        if name not in source.inputs:
            why = "does not exist in the book's folder"
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", name):
                why = "lies on the network, where a build does not go"
            place = text.find(name)
            raise DrawingError(
                f"the file '{name}', which the diagram names, {why}",
                hint="put the file into the book's folder and name it by its path from there",
                line=line_at(text, place) if place >= 0 else None,
            )


def lay_out_inputs(folder: Path, source: DiagramSource) -> Path:
    """Write the files that a source names below a folder; where the names count from.

    That place is some folders down, so that a name such as `../data/load.csv` stays within.
    """
    place = folder.joinpath(*["book"] * _DEPTH)
    place.mkdir(parents=True)
    for name, content in source.inputs.items():
        path = Path(os.path.normpath(place / name))
        if not path.is_relative_to(folder):
            raise DrawingError(f"the file '{name}', which the diagram names, is too far away")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place
