"""Take PNG and JPEG images as they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chapbook.hookspecs import hookimpl
from chapbook.roles import DiagramRenderer, DrawingError, Drawn


@dataclass(frozen=True)
class Bitmap:
    """The renderer `bitmap`."""

    name: str = "bitmap"
    suffixes: frozenset[str] = frozenset({".png", ".jpg", ".jpeg"})

    def draw(self, source: bytes, kinds: Sequence[str], options: Mapping[str, str]) -> Drawn:
        """The image itself, whatever kinds are asked for."""
        if source.startswith(b"\x89PNG\r\n\x1a\n") and len(source) >= 24:
            check_png(source)
            width, height = struct.unpack(">II", source[16:24])
            return Drawn({"png": source}, width, height)
        if source.startswith(b"\xff\xd8"):
            width, height = read_jpeg_size(source)
            return Drawn({"jpg": source}, width, height)
        raise DrawingError(
            "the file is neither PNG nor JPEG, whatever its name says",
            hint="convert the image to PNG",
        )


@hookimpl
def chapbook_diagrams() -> Iterable[DiagramRenderer]:
    """The renderer of this module."""
    return [Bitmap()]


def check_png(data: bytes) -> None:
    """Raise `DrawingError` where a chunk is cut off or its checksum is wrong (PNG, section 5.3).

    TeX stops at such an image without naming it, and readers of the other formats show nothing.
    """
    place, kind = 8, b""
    while kind != b"IEND":
        end = place + 12 + int.from_bytes(data[place : place + 4])
        if end > len(data):
            raise DrawingError("the PNG ends within the image", hint="copy or save it again")
        kind, content = data[place + 4 : place + 8], memoryview(data)[place + 4 : end - 4]
        if zlib.crc32(content) != int.from_bytes(data[end - 4 : end]):
            raise DrawingError("the PNG is damaged", hint="copy or save it again")
        place = end


def read_jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the frame header (ITU-T T.81, B.2.2)."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    raise DrawingError("the JPEG has no frame header", hint="save the image again")
