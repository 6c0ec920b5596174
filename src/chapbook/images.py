"""Find the file behind an image's target, and say what is wrong where there is none."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote


class Trouble(StrEnum):
    """Why an image cannot be used."""

    MISSING = "missing"
    OUTSIDE = "outside"
    REMOTE = "remote"
    WRITTEN = "written"


@dataclass(frozen=True)
class ImageFile:
    """An image in the book's folder: its path relative to that folder."""

    path: PurePosixPath


def find_image(root: Path, chapter: PurePosixPath, src: str) -> ImageFile | Trouble:
    """The file that `src`, written in `chapter`, names.

    It is looked for beside the chapter, then from the book's folder. A path that leads out of the
    folder, also by a symbolic link, is not followed.
    """
    if re.match(r"^file:", src, re.I):
        return Trouble.OUTSIDE
    if re.match(r"^data:", src, re.I):
        return Trouble.WRITTEN
    if re.match(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]+:|//)", src):
        return Trouble.REMOTE
    name = unquote(src.partition("#")[0].partition("?")[0])
    if name.startswith("/") or "\\" in name or "\0" in name:
        return Trouble.OUTSIDE
    beside = posixpath.normpath(posixpath.join(str(chapter.parent), name))
    candidates = [beside, posixpath.normpath(name)]
    inside = [PurePosixPath(c) for c in candidates if not c.startswith("..")]
    if not inside:
        return Trouble.OUTSIDE
    for path in inside:
        if name and _is_file(root / path):
            real = (root / path).resolve()
            return ImageFile(path) if real.is_relative_to(root.resolve()) else Trouble.OUTSIDE
    return Trouble.MISSING


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system takes
        return False
