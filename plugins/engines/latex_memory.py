"""What a pass of LaTeX tells the next one: page numbers, kept from one build to the next."""

from __future__ import annotations

import shutil
from pathlib import Path

from chapbook.store import write_whole

#: The files that a pass writes and the next one reads.
_KINDS = (".aux", ".toc")
#: Lines that begin with this change with each pass and have no effect on pages.
_IDLE = b"\\global\\@namedef{scr@dte@"


def page_numbers(folder: Path, source: str) -> tuple[bytes, ...]:
    """What the last pass wrote, as far as the next one's pages depend on it."""
    return tuple(map(_effective, _files(folder, source)))


def keep(memory: Path, folder: Path, source: str) -> None:
    """Keep it for the next build; where there is no room it will need one pass more."""
    try:
        for path in _files(folder, source):
            write_whole(memory / path.name, path.read_bytes())
    except OSError:
        shutil.rmtree(memory, ignore_errors=True)


def recall(memory: Path, folder: Path, source: str) -> bool:
    """Bring what the last build kept; False where there is none."""
    kept = _files(memory, source)
    if not all(path.is_file() for path in kept):
        return False
    for path in kept:
        shutil.copyfile(path, folder / path.name)
    return True


def forget(folder: Path, source: str) -> None:
    """Take it away."""
    for path in _files(folder, source):
        path.unlink(missing_ok=True)


def _files(folder: Path, source: str) -> tuple[Path, ...]:
    return tuple((folder / source).with_suffix(kind) for kind in _KINDS)


def _effective(path: Path) -> bytes:
    if not path.is_file():
        return b""
    lines = path.read_bytes().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_IDLE))
