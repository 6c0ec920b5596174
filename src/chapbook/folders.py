"""Artifacts that are folders: packed into one file to be kept, and put into place as a whole."""

from __future__ import annotations

import errno
import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from chapbook.errors import RenderError

#: The file that names all files of a folder that a build has made: no other is ever removed.
MARKER = ".chapbook"
#: What file managers leave in every folder.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
#: The earliest time that a zip file can tell; it says nothing about the build.
_TIME = (1980, 1, 1, 0, 0, 0)
#: How often a folder is put into place anew where another build does the same.
_TRIES = 20
#: How often a folder is looked at before it is said to hold what no build has made.
_LOOKS = 5
#: What the system says where a folder stands in the place already.
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY})


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of the files, the same wherever it is made."""
    made = io.BytesIO()
    listed = "".join(f"{name}\n" for name in sorted([*files, MARKER])).encode()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted({**files, MARKER: listed}.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # Unix on every machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a packed folder by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the folder holds these files and no others."""
    found = _found(folder)
    if set(found) != set(files):
        return False
    return all(found[name].read_bytes() == data for name, data in files.items())


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder under a temporary name beside it and move it into place.

    Raises `RenderError` where files would be lost that no build has made.
    """
    _ensure_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=folder.parent, prefix=".", suffix=".part", ignore_cleanup_errors=True
    ) as aside:
        new = Path(aside) / "new"
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        _swap(new, folder, Path(aside))


def drop_folder(folder: Path) -> None:
    """Take a folder away that a build has made, where it is there."""
    if (folder / MARKER).is_file() and not _strangers(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _swap(new: Path, folder: Path, aside: Path) -> None:
    """Move the old folder away and the new one in; what another build put there goes, too."""
    for turn in range(_TRIES):
        old = aside / f"old-{turn}"
        with suppress(FileNotFoundError):
            folder.rename(old)
        try:
            new.rename(folder)
            return
        except OSError as error:
            if error.errno in _TAKEN:
                continue  # another build was faster, and its folder is whole, too
            if old.exists():
                old.rename(folder)
            raise
    raise RenderError(
        f"the folder {folder} cannot be replaced: other builds write it at the same time",
        hint="build again when they are done",
    )


def _ensure_ours(folder: Path) -> None:
    is_taken = folder.exists() and not folder.is_dir()
    strangers = [folder.name] if is_taken else _lasting_strangers(folder)
    if strangers:
        raise RenderError(
            f"{folder} would be replaced, but no build has made {strangers[0]} there",
            hint="move it elsewhere, or choose another folder with --out",
        )


def _lasting_strangers(folder: Path) -> list[str]:
    """Strangers at every look: another build may put its folder there while one is taken."""
    found = set(_strangers(folder))
    for _ in range(_LOOKS - 1):
        found = found and found.intersection(_strangers(folder))
    return sorted(found)


def _strangers(folder: Path) -> list[str]:
    """The files in the folder that no build has made."""
    marker = folder / MARKER
    ours = set(marker.read_text("utf-8").splitlines()) if marker.is_file() else set()
    return sorted(set(_found(folder)) - ours)


def _found(folder: Path) -> dict[str, Path]:
    """The files in the folder by their names in it."""
    paths = (path for path in folder.rglob("*") if path.name not in _LITTER)
    return {path.relative_to(folder).as_posix(): path for path in paths if not path.is_dir()}
