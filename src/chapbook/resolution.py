"""Bitmaps in finished files: whether their pixels show in print, and which chapter shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from chapbook.finding import Finding
from chapbook.finished_files import Picture

CODE = "image-resolution"
#: The least resolution in pixels per inch: of a page that may be printed, and of one for a press.
LEAST, PRESS = 150, 300
#: A picture narrower than this, in points, is an ornament.
_ICON = 18.0


def pictured(pictures: Iterable[Picture], pixels: tuple[int, int]) -> Picture | None:
    """The first picture whose bitmap has this size; finished files keep no names."""
    return next((picture for picture in pictures if picture.pixels == pixels), None)


def too_coarse(
    pixels: tuple[int, int],
    points: tuple[float, float],
    pictures: Sequence[Picture],
    manifest: PurePosixPath,
    least: int = LEAST,
) -> Finding | None:
    """A finding where a bitmap of `pixels` is shown so large, in `points`, that its pixels show."""
    if min(points) <= 0 or points[0] < _ICON:
        return None
    found = min(size * 72 / length for size, length in zip(pixels, points, strict=True))
    if found >= least - 0.5:
        return None
    picture = pictured(pictures, pixels)
    name = f"'{picture.file.name}'" if picture else f"an image of {pixels[0]} × {pixels[1]} pixels"
    return Finding(
        CODE,
        f"{name} has {found:.0f} pixels per inch at its size on the page",
        picture.chapter if picture else manifest,
        picture.line if picture else None,
        hint=f"{least} and more print well: use a larger image, a smaller width, or a vector file",
    )
