"""Read what a PDF page paints, in order, with pdfium: glyphs with their colors, and paths."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from chapbook.plugins.vector.backdrop import Color
from chapbook.plugins.vector.geometry import Box, Point, box_of
from chapbook.plugins.vector.measured import UNKNOWN, Glyph, Shape

_Matrix = tuple[float, float, float, float, float, float]
#: Forms within forms that are followed.
_DEEPEST = 24
#: Straight pieces that stand for a Bézier curve.
_PIECES = 5


@dataclass(frozen=True)
class Painted:
    """Everything a page paints; `texts` are pdfium's handles of its text objects."""

    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    texts: tuple[Any, ...]


def read_page(page: Any, width: float, height: float) -> Painted:
    """What a page paints, in pixels of a drawing of this width and height."""
    across, down = page.get_size()
    to_pixels = (width / across, 0.0, 0.0, -height / down, 0.0, height)
    letters = _letters(page)
    glyphs: list[Glyph] = []
    shapes: list[Shape] = []
    texts = []
    for order, (thing, matrix, alpha) in enumerate(_things(page, to_pixels)):
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(thing)
            _add(glyphs, _glyph(thing, matrix, alpha, order, letters))
        elif alpha > 0 and (shape := _shape(thing, matrix, alpha, order)) is not None:
            shapes.append(shape)
    return Painted(tuple(glyphs), tuple(shapes), tuple(texts))


def _things(page: Any, to_pixels: _Matrix) -> Iterator[tuple[Any, _Matrix, float]]:
    """Text objects and paths with the way from their coordinates to pixels, and their opacity."""
    count = pdfium.FPDFPage_CountObjects(page)
    stack = [
        (pdfium.FPDFPage_GetObject(page, i), to_pixels, 1.0, 0) for i in reversed(range(count))
    ]
    while stack:
        thing, matrix, alpha, depth = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH):
            yield thing, matrix, alpha
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _joined(_matrix(thing), matrix)
            opacity = alpha * _color(thing, pdfium.FPDFPageObj_GetFillColor)[1]
            parts = range(pdfium.FPDFFormObj_CountObjects(thing))
            stack.extend(
                (pdfium.FPDFFormObj_GetObject(thing, i), inner, opacity, depth + 1)
                for i in reversed(parts)
            )


def _letters(page: Any) -> dict[int, str]:
    """The text of each text object, by its address. What is painted twice has it once."""
    textpage = page.get_textpage()
    found: dict[int, str] = {}
    last, space = 0, ""
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            # Where words stand apart without a space between them: one within a text object.
            space = " "
            continue
        address = _address(pdfium.FPDFText_GetTextObject(textpage, index))
        letter = chr(code) if 31 < code < 0x110000 else UNKNOWN
        found[address] = found.get(address, "") + (space if address == last else "") + letter
        last, space = address, ""
    textpage.close()
    # pdfium gives characters beyond U+FFFF in two halves.
    return {
        address: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for address, text in found.items()
    }


def _glyph(
    thing: Any, matrix: _Matrix, alpha: float, order: int, letters: dict[int, str]
) -> Glyph | None:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
    own = _joined(_matrix(thing), matrix)
    rate = math.hypot(own[2], own[3])
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing, size)
    length = math.hypot(own[0], own[1])
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return None
    if not length or not rate or not size.value:
        return None
    is_outline = mode == pdfium.FPDF_TEXTRENDERMODE_STROKE
    read = pdfium.FPDFPageObj_GetStrokeColor if is_outline else pdfium.FPDFPageObj_GetFillColor
    color, opacity = _color(thing, read)
    box = _bounds(thing, matrix)
    font, weight = _font(thing)
    return Glyph(
        # A space has no ink; what pdfium takes for painted twice has no text.
        text=letters.get(_address(thing), UNKNOWN if box.area else " "),
        box=box,
        seen=box if (clip := _clip(thing, matrix)) is None else box.shared(clip),
        origin=(own[4], own[5]),
        along=(own[0] / length, own[1] / length),
        size=size.value * rate,
        color=color,
        alpha=alpha * opacity,
        font=font,
        weight=weight,
        order=order,
        halo=color if is_outline else None,
    )


def _add(glyphs: list[Glyph], glyph: Glyph | None) -> None:
    """Add a glyph; one that is painted over its own outline or shadow joins that."""
    if glyph is None:
        return
    if glyph.text == UNKNOWN:
        for index in range(len(glyphs) - 1, max(len(glyphs) - 400, -1), -1):
            below = glyphs[index]
            if below.halo is not None and math.dist(below.origin, glyph.origin) < 0.5:
                glyphs[index] = replace(glyph, text=below.text, halo=below.halo)
                return
    glyphs.append(glyph)


def _shape(thing: Any, matrix: _Matrix, alpha: float, order: int) -> Shape | None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    opacity = _color(thing, pdfium.FPDFPageObj_GetFillColor)[1] if fill.value else 0.0
    is_filled = opacity > 0.02
    own = _joined(_matrix(thing), matrix)
    width = ctypes.c_float()
    if stroke.value and _color(thing, pdfium.FPDFPageObj_GetStrokeColor)[1] > 0.02:
        pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
    wide = width.value * math.sqrt(abs(own[0] * own[3] - own[1] * own[2]))
    parts = tuple(_polylines(thing, own))
    if not parts or not (is_filled or wide):
        return None
    box = box_of(point for part in parts for point in part)
    clip = _clip(thing, matrix)
    seen = box if clip is None else box.shared(clip)
    is_opaque = opacity * alpha > 0.97 and not pdfium.FPDFPageObj_HasTransparency(thing)
    return Shape(parts, seen, is_filled, is_opaque, wide, order)


def _polylines(path: Any, matrix: _Matrix) -> Iterator[tuple[Point, ...]]:
    points: list[Point] = []
    curve: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved((x.value, y.value), matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield tuple(points)
            points = [point]
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            curve.append(point)
            if len(curve) == 3:
                points.extend(_bent(points[-1], curve))
                curve = []
        if pdfium.FPDFPathSegment_GetClose(segment) and not curve and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield tuple(points)


def _bent(start: Point, curve: list[Point]) -> Iterator[Point]:
    corners = (start, *curve)
    for step in range(1, _PIECES + 1):
        t = step / _PIECES
        rates = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(rate * corner[0] for rate, corner in zip(rates, corners, strict=True)),
            sum(rate * corner[1] for rate, corner in zip(rates, corners, strict=True)),
        )


def _color(thing: Any, read: Any) -> tuple[Color, float]:
    parts = [ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(255)]
    read(thing, *parts)
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha / 255


def _bounds(thing: Any, matrix: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    xs, ys = (left.value, right.value), (bottom.value, top.value)
    return box_of(_moved((x, y), matrix) for x in xs for y in ys)


def _clip(thing: Any, matrix: _Matrix) -> Box | None:
    """The box that its clips leave. pdfium keeps only those that take something away."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    box = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFClipPath_CountPaths(clip)):
        points = []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, index)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(_moved((x.value, y.value), matrix))
        if points:
            one = box_of(points)
            box = one if box is None else box.shared(one)
    return box


def _font(thing: Any) -> tuple[str, int]:
    font = pdfium.FPDFTextObj_GetFont(thing)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, 128)
    spelled = name.value.decode("utf-8", "replace")
    weight = 700 if "bold" in spelled.lower() and "semi" not in spelled.lower() else 400
    return spelled, weight


def _matrix(thing: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _joined(first: _Matrix, then: _Matrix) -> _Matrix:
    """One after the other."""
    a, b, c, d, e, f = first
    x, y = _moved((e, f), then)
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        x,
        y,
    )


def _moved(point: Point, matrix: _Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return x * a + y * c + e, x * b + y * d + f


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0
