"""The renderer of PNG, JPEG, GIF and WebP images."""

from __future__ import annotations

import io
from typing import Any

import pytest
from drawings import drawing_source
from PIL import Image, ImageCms
from support import PNG

from chapbook.plugins.diagrams.bitmap import Bitmap
from chapbook.roles import DrawingError, Drawn

RED, BLUE = (255, 0, 0), (0, 0, 255)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def two_halves(mode: str = "RGB") -> Image.Image:
    """40 × 20 pixels, red on the left and blue on the right."""
    image = Image.new("RGB", (40, 20), RED)
    image.paste(BLUE, (20, 0, 40, 20))
    return image.convert(mode)


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def draw(data: bytes) -> Drawn:
    return Bitmap().draw(drawing_source(data), ("pdf",), {})


def opened(drawn: Drawn) -> Image.Image:
    (data,) = drawn.files.values()
    return Image.open(io.BytesIO(data))


def test_a_png_is_taken_as_it_is_with_its_size() -> None:
    drawn = draw(PNG)
    assert (drawn.files, drawn.width, drawn.height) == ({"png": PNG}, 1, 1)
    assert drawn.pixels == (1, 1)


def test_a_jpeg_is_known_by_its_content_and_taken_as_it_is() -> None:
    data = saved(two_halves(), "JPEG", icc_profile=SRGB)
    assert draw(data).files == {"jpg": data}


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_a_gif_or_webp_becomes_a_png(format: str) -> None:
    drawn = draw(saved(two_halves(), format, lossless=True))
    image = opened(drawn)
    assert list(drawn.files) == ["png"]
    assert image.convert("RGB").getpixel((0, 0)) == RED
    assert (drawn.width, drawn.height, drawn.pixels) == (40, 20, (40, 20))


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_of_what_moves_the_first_frame_is_shown(format: str) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in (RED, BLUE)]
    data = saved(frames[0], format, save_all=True, append_images=frames[1:], lossless=True)
    image = opened(draw(data))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((4, 4)) == RED


def test_what_is_transparent_stays_so() -> None:
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    assert (
        opened(draw(saved(clear, "WEBP", lossless=True))).convert("RGBA").getpixel((1, 1))[3] == 0
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_stands_upright(format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to the right
    drawn = draw(saved(two_halves(), format, exif=exif, quality=95))
    image = opened(drawn).convert("RGB")
    assert (drawn.pixels, image.size) == ((20, 40), (20, 40))
    top, bottom = image.getpixel((10, 4)), image.getpixel((10, 36))
    assert top[0] > 200 > 50 > top[2]
    assert bottom[2] > 200 > 50 > bottom[0]


@pytest.mark.parametrize("profile", [None, b"no profile"])
def test_a_jpeg_for_print_becomes_one_for_screens(profile: bytes | None) -> None:
    image = opened(draw(saved(two_halves("CMYK"), "JPEG", icc_profile=profile)))
    assert image.mode == "RGB"
    assert image.info.get("icc_profile") is None
    assert image.getpixel((4, 10))[0] > 200


def test_a_color_profile_is_kept_where_the_image_has_to_be_written_anew() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    image = opened(draw(saved(two_halves(), "JPEG", exif=exif, icc_profile=SRGB)))
    assert image.info["icc_profile"] == SRGB


def test_sixteen_bits_become_eight() -> None:
    image = opened(draw(saved(Image.new("I;16", (4, 4), 0x8000), "PNG")))
    assert (image.mode, image.getpixel((1, 1))) == ("L", 128)


def test_an_interlaced_png_is_written_anew(interlaced: bytes) -> None:
    drawn = draw(interlaced)
    assert drawn.files["png"][28] == 0
    assert opened(drawn).convert("RGB").getpixel((0, 0)) == RED


@pytest.fixture
def interlaced() -> bytes:
    """One red pixel in the first of Adam7's passes: the others are empty."""
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 1)
    content = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("dpi", "width"),
    [((192, 192), 20), ((72, 72), 53.3), ((1, 1), 40), ((100_000, 100_000), 40), (None, 40)],
)
@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_its_resolution_gives_its_size(
    format: str, dpi: tuple[int, int] | None, width: float
) -> None:
    drawn = draw(saved(two_halves(), format, **({"dpi": dpi} if dpi else {})))
    assert drawn.width == pytest.approx(width, rel=0.01)
    assert drawn.pixels == (40, 20)


@pytest.mark.parametrize("data", [b"", b"BM", b"<svg/>", b"\x89PNG", b"GIF89a", b"\xff\xd8"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(DrawingError, match="neither PNG, JPEG, GIF nor WebP"):
        draw(data)


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
        draw(data)


def test_what_follows_a_png_is_no_trouble() -> None:
    assert draw(PNG + b"more").width == 1


@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_an_image_that_is_cut_off_is_refused(format: str) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = saved(noise, format)
    with pytest.raises(DrawingError, match="damaged"):
        draw(data[: len(data) // 2])


@pytest.mark.parametrize("side", [11_000, 20_000, 60_000])
def test_an_image_that_unpacks_to_too_much_is_refused(side: int, interlaced: bytes) -> None:
    import struct
    import zlib

    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    bomb = interlaced[:12] + head + struct.pack(">I", zlib.crc32(head)) + interlaced[33:]
    with pytest.raises(DrawingError, match="million pixels"):
        draw(bomb)
