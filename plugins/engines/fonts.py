"""The fonts of this machine, and which characters each of them has."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from chapbook.process import find_program, run
from chapbook.store import digest

#: What fontconfig is asked: a line for each face.
_FORMAT = "%{file}\t%{index}\t%{slant}\t%{weight}\t%{family}\n"
#: Fontconfig's weight of regular faces, and the most that still looks regular.
_REGULAR = (75, 100)
#: Where fonts lie where there is no fontconfig to ask.
_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts"),
    "C:/Windows/Fonts",
)
_ENDINGS = (".otf", ".ttc", ".ttf")
_FAMILY, _STYLE = 1, 2


@dataclass(frozen=True, order=True)
class Face:
    """A face of a font: its family's names and the file that holds it."""

    families: tuple[str, ...]
    path: str
    index: int = 0
    is_regular: bool = True


@cache
def installed() -> tuple[Face, ...]:
    """Every face of this machine, in an order that does not depend on where they were found."""
    search = find_program("fc-list")
    found = _listed(search) if search is not None else _scanned()
    return tuple(sorted(set(found)))


@cache
def fonts_digest() -> str:
    """What changes when a font comes or goes."""
    return digest(*(f"{face.path}:{face.index}" for face in installed()))[:16]


@cache
def coverage(family: str) -> frozenset[int]:
    """The characters that a family's regular face has; none where it is not installed."""
    faces = [face for face in installed() if family in face.families]
    regular = [face for face in faces if face.is_regular] or faces
    return _characters(regular[0]) if regular else frozenset()


def first_installed(families: Sequence[str]) -> str | None:
    """The first of the families that this machine has."""
    return next((family for family in families if family in _families()), None)


def families_with(character: str) -> tuple[str, ...]:
    """Every family with a regular face that has a character."""
    code = ord(character)
    regular = (face for face in installed() if face.is_regular)
    return tuple(dict.fromkeys(f.families[0] for f in regular if code in _characters(f)))


@cache
def is_colored(family: str) -> bool:
    """Whether a family's glyphs are pictures in color, which XeTeX cannot set."""
    face = next((face for face in installed() if family in face.families), None)
    opened = _open(face) if face is not None else None
    return opened is not None and bool(
        opened.has_color_png or opened.has_color_layers or opened.has_color_svg
    )


@cache
def _families() -> frozenset[str]:
    return frozenset(name for face in installed() for name in face.families)


@cache
def _characters(face: Face) -> frozenset[int]:
    opened = _open(face)
    return frozenset(opened.unicodes) if opened is not None else frozenset()


@cache
def _open(face: Face) -> hb.Face | None:
    try:
        return hb.Face(hb.Blob.from_file_path(face.path), face.index)
    except (OSError, hb.HarfBuzzError):
        return None


def _listed(search: Path) -> Iterator[Face]:
    said = run([search, "--format", _FORMAT], timeout=60).stdout.decode("utf-8", "replace")
    for line in said.splitlines():
        path, index, slant, weight, families = (line.split("\t") + [""] * 5)[:5]
        if not path.lower().endswith(_ENDINGS) or not index.isdecimal():
            continue
        is_regular = slant == "0" and _is_regular(weight)
        # The index of a variable font's instance holds its number in the upper half.
        yield Face(tuple(families.split(",")), path, int(index) & 0xFFFF, is_regular)


def _is_regular(weight: str) -> bool:
    try:
        return _REGULAR[0] <= float(weight) <= _REGULAR[1]
    except ValueError:  # a range: a variable font
        return True


def _scanned() -> Iterator[Face]:
    for folder in _FOLDERS:
        for parent, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                if name.lower().endswith(_ENDINGS):
                    yield from _faces(Path(parent) / name)


def _faces(path: Path) -> Iterator[Face]:
    try:
        count = hb.Blob.from_file_path(path)
    except (OSError, hb.HarfBuzzError):
        return
    for index in range(hb.Face(count).count):
        face = hb.Face(count, index)
        family, style = face.get_name(_FAMILY), face.get_name(_STYLE)
        if family:
            yield Face((family,), str(path), index, style in ("Regular", "Book", "Roman", None))
