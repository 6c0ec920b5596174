"""The EPUB container: a zip file that is the same for the same content, wherever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from chapbook.errors import RenderError
from chapbook.store import write_whole

#: The earliest time that a zip file can tell; it says nothing about the build.
_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = ("mimetype", "META-INF/container.xml")


def read_archive(path: Path) -> dict[str, bytes]:
    """Every file of a zip archive by its name."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def write_archive(files: Mapping[str, bytes], out: Path) -> None:
    """Write the archive whole, then move it into place.

    EPUB wants `mimetype` first and uncompressed; the rest is sorted by name.
    """
    names = [*_FIRST, *sorted(set(files) - set(_FIRST))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(_entry(name), files[name], compresslevel=9)
    try:
        write_whole(out, made.getvalue())
    except OSError as error:
        raise RenderError(
            f"cannot write {out}: {error.strerror or error}",
            hint="choose another folder with --out, or make room in this one",
        ) from error


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system = 3  # Unix on every machine, so that the bytes do not name the builder's
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    return info
