"""Put a fault into a finished file and hear what its format says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from support import BookTest

from chapbook.folders import pack
from chapbook.pipeline import Settings, examine
from chapbook.roles import Inspects, Manuscript, Picture, Workbench
from chapbook.stages.choose import choose_targets

#: What becomes of a file's parts, by their names.
Change = Callable[[dict[str, bytes]], None]


@dataclass(frozen=True)
class Finished:
    """A book's finished file of one target, as parts that can be changed."""

    path: Path
    format: Inspects
    manuscript: Manuscript

    def faults(
        self, folder: Path, change: Change = lambda parts: None, pictures: tuple[Picture, ...] = ()
    ) -> list[str]:
        """What is said of the file after a change of its parts: code, place and message."""
        parts = read_parts(self.path)
        change(parts)
        path = folder / f"changed{self.path.suffix or '.zip'}"
        if self.path.is_dir():
            path.write_bytes(pack(parts))
        elif zipfile.is_zipfile(self.path):
            with zipfile.ZipFile(path, "w") as archive:
                for name, data in parts.items():
                    archive.writestr(name, data)
        else:
            path.write_bytes(parts[""])
        manuscript = replace(self.manuscript, pictures=pictures)
        found = self.format.inspect(path, manuscript, Workbench(folder, 60, _no_resources))
        return [f"{f.place}: {f.severity} {f.code}: {f.message}" for f in found]


def finish(book: BookTest, target: str) -> Finished:
    """Build a book's target."""
    examined = examine(book.root, Settings())
    (chosen,) = choose_targets(examined.book, examined.registry, (target,))
    outline = examined.outline
    manuscript = Manuscript(examined.book, outline, chosen, b"", {}, outline.plans)
    format = examined.registry.formats[chosen.format]
    assert isinstance(format, Inspects)
    return Finished(book.build(target).path, format, manuscript)


def read_parts(path: Path) -> dict[str, bytes]:
    """The files of a folder or an archive; a single file's name is empty."""
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file() and file.name[0] != ".")
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def swap(part: str, old: str, new: str) -> Change:
    """Replace a text that a part holds, once."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert old in text, f"{old!r} is not in {part}: {text[:2000]}"
        parts[part] = text.replace(old, new, 1).encode()

    return change


def add(name: str, data: bytes) -> Change:
    """Add a file, or replace one."""

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = data

    return change


def drop(name: str) -> Change:
    """Take a file away."""

    def change(parts: dict[str, bytes]) -> None:
        del parts[name]

    return change


def _no_resources(kind: str, name: str) -> Path:
    raise AssertionError(f"{kind}/{name} is not asked for by a look at a finished file")
