"""The images of the pages that Pandoc wrote: their names, and whether readers can open them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from chapbook.errors import RenderError
from chapbook.plugins.epub3.xhtml import XHTML, Element, parse
from chapbook.roles import Manuscript


def name_media(inside: Mapping[str, bytes], manuscript: Manuscript) -> dict[str, str]:
    """Pandoc numbers the images (`file7.svg`); give each the name that its author knows.

    The key in a drawing's name (`wave-82b2be69.svg`) changes with the program; only where two
    drawings share a name is one told from the other, by its content.
    """
    known = {_digest(path.read_bytes()): name for name, path in sorted(manuscript.media.items())}
    found: dict[str, str] = {}
    for name in sorted(inside):
        if name.startswith("media/"):
            key = _digest(inside[name])
            path = PurePosixPath(known.get(key, name))
            stem = re.sub(r"-[0-9a-f]{8}$", "", path.stem)
            free = f"media/{stem}{path.suffix}"
            if free in found.values() or stem == "cover":
                free = f"media/{stem}-{key[:8]}{path.suffix}"
            found[name] = free
    return found


def rename_media(root: Element, media: Mapping[str, str]) -> None:
    """Let the images of a page at `text/` lead to the names that `media` gives them."""
    for image in root.iter(f"{{{XHTML}}}img"):
        name = (image.get("src") or "").removeprefix("../")
        if name in media:
            image.set("src", f"../{media[name]}")


def checked_image(name: str, data: bytes) -> bytes:
    """The image as it is; raises `RenderError` for a drawing that no XML reader can open."""
    if PurePosixPath(name).suffix.lower() != ".svg":
        return data
    try:
        parse(data)
    except SyntaxError as error:  # what lxml's XMLSyntaxError is
        raise RenderError(
            f"the drawing {PurePosixPath(name).name} is not well-formed: {error}",
            hint="open it in a browser or an SVG editor and save it again",
            path=Path(name),
        ) from error
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
