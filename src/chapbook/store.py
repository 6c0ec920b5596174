"""The store: what was computed before, found again by a digest of everything it depends on.

It lies under the user's cache directory and is safe for several builds at once: an entry is
written under a temporary name and renamed, so a reader sees all of it or nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

from chapbook.errors import ChapbookError


def digest(*parts: object) -> str:
    """A SHA-256 over the parts: bytes as they are, everything else through its JSON or `str`."""
    sha = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part, default=str).encode()
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()


@cache
def program_digest() -> str:
    """A digest of chapbook's own code and templates, so that an upgrade never reuses old work."""
    packages = ("chapbook", "chapbook.filters", "chapbook.plugins", "chapbook.templates")
    roots = [Path(str(files(name))) for name in (*packages, "chapbook.csl")]
    paths = {path for root in roots for path in root.rglob("*") if path.suffix != ".pyc"}
    return digest(*(path.read_bytes() for path in sorted(paths) if path.is_file()))


def default_store() -> Store:
    """The user's store; `CHAPBOOK_CACHE` names another folder."""
    named = os.environ.get("CHAPBOOK_CACHE")
    return Store(Path(named) if named else user_cache_path("chapbook"))


@dataclass(frozen=True)
class Store:
    """A folder of entries, each of a kind (`ast`, `drawing`, …) and a key (a hex digest)."""

    root: Path

    def path(self, kind: str, key: str, suffix: str = "") -> Path:
        """Where an entry lies, whether or not it is there."""
        return self.root / kind / key[:2] / f"{key[2:]}{suffix}"

    def get(self, kind: str, key: str, suffix: str = "") -> bytes | None:
        """The entry, or None."""
        try:
            return self.path(kind, key, suffix).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from error

    def find(self, kind: str, key: str, suffix: str = "") -> Path | None:
        """The entry's path if it is there."""
        path = self.path(kind, key, suffix)
        return path if path.is_file() else None

    def put(self, kind: str, key: str, data: bytes, suffix: str = "") -> Path:
        """Write an entry whole and return its path."""
        path = self.path(kind, key, suffix)
        try:
            write_whole(path, data)
        except OSError as error:
            raise self._unusable(error) from error
        return path

    def _unusable(self, error: OSError) -> ChapbookError:
        return ChapbookError(
            f"the cache {self.root} cannot be used: {error.strerror or error}",
            hint="free some space or set CHAPBOOK_CACHE to a folder that can be written",
        )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it and move it into place.

    Errors name the file, and not the temporary one, which is gone when they are read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write_beside(path, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write_beside(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def digest_files(paths: Iterable[Path]) -> str:
    """A digest of the files' contents, in the order given; a missing file counts as missing."""
    return digest(*(path.read_bytes() if path.is_file() else "missing" for path in paths))
