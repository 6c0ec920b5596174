"""Colors of a rendered drawing, and the contrast between two (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from chapbook.plugins.vector.geometry import Point

Color = tuple[int, int, int]


@dataclass(frozen=True)
class Backdrop:
    """A rendering, four bytes a pixel (blue, green, red), `scale` pixels for one CSS pixel."""

    pixels: bytes
    columns: int
    rows: int
    stride: int
    scale: float

    def at(self, point: Point) -> Color:
        """The color at a place; that of the edge where it lies beyond."""
        column = min(max(int(point[0] * self.scale), 0), self.columns - 1)
        row = min(max(int(point[1] * self.scale), 0), self.rows - 1)
        blue, green, red = self.pixels[(start := row * self.stride + column * 4) : start + 3]
        return red, green, blue


@lru_cache(maxsize=4096)
def luminance(color: Color) -> float:
    """The relative luminance of a color, 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colors, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(one: Color, other: Color) -> int:
    """The largest difference between two colors in red, green or blue, 0 to 255."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def laid_over(color: Color, alpha: float, under: Color) -> Color:
    """What shows where a color of some opacity is painted over another."""
    red, green, blue = (
        round(c * alpha + u * (1 - alpha)) for c, u in zip(color, under, strict=True)
    )
    return red, green, blue


def spell(color: Color) -> str:
    """A color as CSS writes it."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def _parts(color: Color) -> tuple[float, ...]:
    return tuple(part / 255 for part in color)
