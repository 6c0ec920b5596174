"""What renderers of drawings are given in tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from chapbook.roles import DiagramSource


def drawing_source(
    data: bytes | str,
    path: str = "assets/drawing.svg",
    inputs: Mapping[str, bytes] | None = None,
) -> DiagramSource:
    """What a renderer draws: this content, and the files of the book that it names."""
    content = data if isinstance(data, bytes) else data.encode()
    return DiagramSource(content, PurePosixPath(path), inputs or {})
