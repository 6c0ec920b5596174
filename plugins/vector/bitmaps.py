"""Bitmaps made such that every engine and every reader takes them, and their sizes.

What is fine already stays as it is, to the byte. Facts on PNG: W3C PNG, second edition.
"""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chapbook.roles import DrawingError

if TYPE_CHECKING:
    from PIL import Image

#: The most pixels that an image may have: what a page of 14 × 20 inches holds at 600 dpi.
MAX_PIXELS = 100_000_000
#: Resolutions that are believed, in pixels per inch.
_RESOLUTIONS = (30.0, 4800.0)
_ORIENTATION = 0x0112
_KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "png", "WEBP": "png"}
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Bitmap:
    """An image: its file's content, `png` or `jpg`, and its sizes in pixels and in CSS pixels."""

    data: bytes
    kind: str
    pixels: tuple[int, int]
    width: float
    height: float

    @property
    def media_type(self) -> str:
        """What its `data:` address is said to be."""
        return "image/png" if self.kind == "png" else "image/jpeg"


def read_bitmap(data: bytes) -> Bitmap:
    """An image as PNG or JPEG in RGB or gray, upright, one frame; raises `DrawingError`."""
    from PIL import Image

    if data.startswith(_PNG):
        check_png(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=tuple(_KINDS))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise DrawingError(
            "the file is neither PNG, JPEG, GIF nor WebP, whatever its name says, or is damaged",
            hint="open it in an image editor and save it as PNG",
        ) from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    try:
        return _readable(image, data)
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error) as error:
        raise DrawingError(
            f"the {image.format} is damaged: {error}", hint="copy or save the image again"
        ) from error


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


def _readable(image: Image.Image, data: bytes) -> Bitmap:
    from PIL import ImageOps

    kind = _KINDS[image.format or ""]
    resolution = image.info.get("dpi")
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    if image.format in ("PNG", "JPEG") and not turned and not _is_odd(image, data):
        size = image.size
        if kind == "jpg":
            image.draft("RGB", (1, 1))  # an eighth of the size: enough to see that all is there
        image.load()
    else:
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        made, profile = _in_rgb(upright, profile)
        data, size = _encode(made, kind, profile, resolution), made.size
        if turned and resolution and image.size != made.size:
            resolution = resolution[::-1]
    return Bitmap(data, kind, size, *_natural(size, resolution))


def _is_odd(image: Image.Image, data: bytes) -> bool:
    """Whether an engine or a reader may fail at it, or show it wrong."""
    if image.format == "JPEG":
        return image.mode not in ("L", "RGB")
    depth, interlace = data[24], data[28]
    return depth == 16 or interlace != 0 or bool(getattr(image, "is_animated", False))


def _in_rgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None]:
    """The image in a mode that PNG and JPEG share, and the color profile that goes with it."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L"), profile
    if image.mode in ("CMYK", "YCCK", "LAB", "HSV"):
        return _by_profile(image, profile), None
    if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        return image, profile
    return image.convert("RGBA" if image.has_transparency_data else "RGB"), profile


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A CMYK image in sRGB: by its own profile where it has one that can be used."""
    from PIL import ImageCms

    if profile and image.mode == "CMYK":
        try:
            made = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (OSError, ImageCms.PyCMSError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


def _encode(
    image: Image.Image, kind: str, profile: bytes | None, resolution: tuple[float, float] | None
) -> bytes:
    out = io.BytesIO()
    more = {"dpi": resolution} if resolution else {}
    if kind == "jpg":
        image.save(out, "JPEG", quality=95, subsampling=0, icc_profile=profile, **more)
    else:
        image.save(out, "PNG", icc_profile=profile, **more)
    return out.getvalue()


def _natural(size: tuple[int, int], resolution: tuple[float, float] | None) -> tuple[float, float]:
    """The size in CSS pixels: by the resolution that the file says, else pixel for pixel."""
    across, down = (float(each) for each in resolution or (96, 96))
    least, most = _RESOLUTIONS
    if not (least <= across <= most and least <= down <= most):
        return float(size[0]), float(size[1])
    return size[0] * 96 / across, size[1] * 96 / down


def _too_large() -> DrawingError:
    return DrawingError(
        f"the image has more than {MAX_PIXELS // 1_000_000} million pixels",
        hint="make it smaller: a page needs no more than 300 pixels an inch",
    )
