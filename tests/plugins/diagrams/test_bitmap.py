"""The renderer of PNG and JPEG images."""

from __future__ import annotations

import struct

import pytest
from support import PNG

from chapbook.plugins.diagrams.bitmap import Bitmap, read_jpeg_size
from chapbook.roles import DrawingError

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"rest"


def test_a_png_is_taken_as_it_is_with_its_size() -> None:
    drawn = Bitmap().draw(PNG, ("pdf",), {})
    assert (drawn.files, drawn.width, drawn.height) == ({"png": PNG}, 1, 1)


def test_a_jpeg_is_known_by_its_content_and_not_by_its_name() -> None:
    drawn = Bitmap().draw(JPEG, ("png",), {})
    assert (list(drawn.files), drawn.width, drawn.height) == (["jpg"], 40, 30)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(DrawingError, match="neither PNG nor JPEG"):
        Bitmap().draw(data, ("png",), {})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (PNG[:24], "ends within"),
        (PNG[:40], "ends within"),
        (PNG[:-12], "ends within"),
        (PNG[:20] + b"\0\0\0\2" + PNG[24:], "damaged"),
        (PNG[:50] + bytes(4) + PNG[54:], "damaged"),
    ],
)
def test_a_broken_png_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(DrawingError, match=told):
        Bitmap().draw(data, ("png",), {})


def test_what_follows_a_png_is_no_trouble() -> None:
    assert Bitmap().draw(PNG + b"more", ("png",), {}).width == 1


@pytest.mark.parametrize("data", [b"\xff\xd8", JPEG[:14], b"\xff\xd8\xff\xe0\x00\x00" * 9])
def test_a_broken_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(DrawingError, match="frame header"):
        read_jpeg_size(data)
