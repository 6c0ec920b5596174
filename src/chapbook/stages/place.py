"""Put finished files into place: whole, and only where they agree with the book."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from chapbook.book import Artifact, Book, Target
from chapbook.errors import RenderError
from chapbook.finding import Finding, Severity
from chapbook.folders import drop_folder, holds, put_folder, unpack
from chapbook.roles import Format, MakesFolders
from chapbook.stages.examine import weigh
from chapbook.stages.inspect import rejection
from chapbook.stages.keep import Kept
from chapbook.store import write_whole


@dataclass(frozen=True)
class Place:
    """Where a target's file belongs: `path`, a file or a folder; `suffix` is the kept file's."""

    path: Path
    suffix: str
    is_folder: bool = False

    @property
    def rejected(self) -> Path:
        """Where a file goes that has a fault: beside the last good one."""
        if self.is_folder:
            return self.path.with_name(f"{self.path.name}.rejected")
        stem = self.path.name.removesuffix(self.suffix)
        return self.path.with_name(f"{stem}.rejected{self.suffix}")


def place_of(folder: Path, stem: str, format: Format, target: Target) -> Place:
    """`book.pdf`, or the folder `book-html` of a format that makes folders."""
    if isinstance(format, MakesFolders) and format.makes_folder(target):
        return Place(folder / f"{stem}-{format.name}", ".zip", is_folder=True)
    return Place(folder / f"{stem}{format.suffix}", format.suffix)


def ensure_writable(out: Path) -> None:
    """Make the folder; raises `RenderError` where nothing can be written into it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise RenderError(
            f"the output folder {out} cannot be written: {error.strerror or error}",
            hint="choose another with --out",
        ) from error


def put_into_place(
    kept: Kept, book: Book, target: Target, place: Place, seconds: float
) -> tuple[Artifact | None, tuple[Finding, ...]] | None:
    """The file in its place and its findings; one that has errors stays beside it.

    So the last good file is left as it was. None where the store's own file is not whole.
    """
    weighed = tuple(weigh(book, iter(kept.inspected.findings)))
    errors = sum(finding.severity is Severity.ERROR for finding in weighed)
    out = place.rejected if errors else place.path
    size = _put_folder(kept, out) if place.is_folder else _put_file(kept, out)
    if size is None:
        return None
    findings = (*kept.findings, *weighed)
    if errors:
        told = rejection(book.manifest, target.name, errors, out)
        return None, (*findings, told)
    if place.is_folder:
        drop_folder(place.rejected)
    else:
        place.rejected.unlink(missing_ok=True)
    places = kept.inspected.places
    return Artifact(target.name, out, size, seconds, kept.pages, kept.note, places), findings


def _put_file(kept: Kept, out: Path) -> int | None:
    """The file's size, None where the kept one is not whole."""
    if out.is_dir():
        raise RenderError(
            f"{out} is a folder, and a file belongs there",
            hint="move it elsewhere, or choose another folder with --out",
        )
    if not (out.is_file() and _sha(out.read_bytes()) == kept.sha256):
        data = kept.path.read_bytes()
        if _sha(data) != kept.sha256:
            return None
        write_whole(out, data)
    return out.stat().st_size


def _put_folder(kept: Kept, out: Path) -> int | None:
    """The size of all files together, None where the kept archive is not whole."""
    data = kept.path.read_bytes()
    if _sha(data) != kept.sha256:
        return None
    files = unpack(data)
    if not holds(out, files):
        put_folder(out, files)
    return sum(map(len, files.values()))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
