"""Files around an engine's run: the drawings go in, the finished file comes out whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from chapbook.errors import RenderError
from chapbook.store import write_whole


def bring_media(media: Mapping[str, Path], folder: Path) -> None:
    """Put each file under the name by which the document calls it.

    A hard link where the file system allows it: the engines may not read outside their folder.
    """
    for name, source in sorted(media.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, path)
        except OSError:
            shutil.copyfile(source, path)


def deliver(made: Path, out: Path) -> int:
    """Move a finished file into place, whole, and return its size."""
    try:
        data = made.read_bytes()
        write_whole(out, data)
    except OSError as error:
        raise RenderError(
            f"cannot write {out}: {error.strerror or error}",
            hint="choose another folder with --out, or make room in this one",
        ) from error
    return len(data)
