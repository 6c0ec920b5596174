"""The cover image: the book's own, or a typographic one drawn from title and authors."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.book import Book, Metadata
from chapbook.errors import RenderError
from chapbook.plugins.epub3.metadata import printed
from chapbook.roles import Workbench

_BITMAPS = frozenset({".gif", ".jpeg", ".jpg", ".png"})
#: Pixels for each CSS pixel of a cover drawn on 800 by 1200 points: 1600 by 2400 pixels.
_DENSITY = 144.0
#: Latin, Greek and Cyrillic: what the fonts inside the typst wheel can set.
_LAST_OWN_LETTER = 0x052F


@dataclass(frozen=True)
class Cover:
    """An image and the ending its file must have."""

    content: bytes
    suffix: str


def make_cover(book: Book, bench: Workbench) -> Cover:
    """The image that `cover:` names, else a drawn one."""
    if book.metadata.cover is None:
        return Cover(draw_cover(book.metadata, bench), ".png")
    path = book.root / book.metadata.cover
    suffix = path.suffix.lower()
    if not path.resolve().is_relative_to(book.root.resolve()):
        raise RenderError(
            f"the cover {book.metadata.cover} lies outside the book's folder",
            hint="copy the image into the book and name it relative to the book's folder",
        )
    content = _read(path, book)
    if suffix in _BITMAPS:
        return Cover(content, suffix)
    if suffix == ".svg":
        (bench.folder / "cover.svg").write_bytes(content)
        return Cover(_draw({"image": "cover.svg"}, bench), ".png")
    raise RenderError(
        f"a cover cannot be a {suffix or 'file without an ending'}",
        hint=f"make it one of {', '.join(sorted(_BITMAPS | {'.svg'}))}",
        path=path,
    )


def draw_cover(metadata: Metadata, bench: Workbench) -> bytes:
    """A cover as PNG, 1600 by 2400 pixels; the title decides color and pattern."""
    words = {
        "title": printed(metadata.title),
        "subtitle": printed(metadata.subtitle or ""),
        "authors": "\n".join(metadata.authors),
    }
    seed = hashlib.sha256("\n".join(words.values()).encode()).hexdigest()
    return _draw({**words, "seed": seed}, bench)


def _read(path: Path, book: Book) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(
            f"the cover {book.metadata.cover} cannot be read: {error.strerror or error}",
            hint="correct `cover:` in book.yaml, or remove it to get a drawn cover",
            path=book.root / book.manifest,
        ) from error


def _draw(inputs: Mapping[str, str], bench: Workbench) -> bytes:
    import typst

    letters = [char for char in "".join(inputs.values()) if char.isalpha()]
    source = bench.folder / "cover.typ"
    source.write_bytes(bench.resources("templates", "epub/cover.typ").read_bytes())
    try:
        image: object = typst.compile(
            source,
            root=bench.folder,
            format="png",
            ppi=_DENSITY,
            sys_inputs=dict(inputs),
            ignore_system_fonts=all(ord(letter) <= _LAST_OWN_LETTER for letter in letters),
        )
    except (typst.TypstError, ValueError) as error:
        raise RenderError(
            f"the cover could not be drawn: {error}",
            hint="name a PNG or JPEG image as `cover:` in book.yaml",
        ) from error
    if not isinstance(image, bytes):
        raise RenderError("the cover's template must make one page", hint="see epub/cover.typ")
    return image
