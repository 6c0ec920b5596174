"""Faults of a finished package: what it claims, files that it lists, landmarks, large images."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

from chapbook.book import Metadata, Place
from chapbook.plugins.epub3.metadata import language_of
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, Element, text_of
from chapbook.readback import squeeze
from chapbook.roles import Manuscript

_DC = "{http://purl.org/dc/elements/1.1/}"
#: Files of the container that a package does not list.
_UNLISTED = ("mimetype", "META-INF/")
_BITMAPS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
#: Apple's shop takes images of so many pixels; readers with little memory show no larger ones.
MOST_PIXELS = 5_600_000


def wrong_claims(package: Element, metadata: Metadata) -> Iterator[str]:
    """A message for each statement that the package lacks or gets wrong."""
    titles = [text_of(title) for title in package.iter(f"{_DC}title")]
    if squeeze(metadata.title) not in map(squeeze, titles):
        yield f"the title is '{', '.join(titles)}', not '{metadata.title}'"
    authors = {squeeze(text_of(creator)) for creator in package.iter(f"{_DC}creator")}
    for author in metadata.authors:
        if squeeze(author) not in authors:
            yield f"the author {author} is not named"
    languages = [text_of(language) for language in package.iter(f"{_DC}language")]
    wanted = language_of(metadata)
    if wanted.lower() not in [language.lower() for language in languages]:
        said = f"'{', '.join(languages)}'" if languages else "not given"
        yield f"the language is {said}, the book's is '{wanted}'"
    if next(package.iter(f"{_DC}identifier"), None) is None:
        yield "the book has no identifier"


def lost_files(package: Element, folder: str, names: Collection[str]) -> Iterator[str]:
    """A message for each file that is listed and not there, or there and not listed."""
    hrefs = [item.get("href") or "" for item in package.iterfind(".//{*}manifest/{*}item")]
    listed = {posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs}
    for name in sorted(listed - set(names)):
        yield f"the package lists {name}, which is not there"
    for name in sorted(set(names) - listed):
        if not name.startswith(_UNLISTED) and not name.endswith(".opf"):
            yield f"the package does not list {name}"


def lost_landmarks(navigation: Element, manuscript: Manuscript) -> Iterator[str]:
    """A message for each landmark that readers look for and that is not there."""
    found = {
        kind
        for nav in navigation.iter("{*}nav")
        if nav.get(EPUB_TYPE) == "landmarks"
        for link in nav.iter("{*}a")
        for kind in (link.get(EPUB_TYPE) or "").split()
    }
    has_body = any(plan.chapter.place is Place.CHAPTER for plan in manuscript.included)
    wanted = {"toc": "contents", **({"bodymatter": "beginning of the text"} if has_body else {})}
    for kind, what in wanted.items():
        if kind not in found:
            yield f"no landmark leads to the {what} ({kind})"


def large_images(files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each bitmap with more pixels than shops take, and its size."""
    for name, data in files.items():
        if not name.lower().endswith(_BITMAPS):
            continue
        try:
            with Image.open(io.BytesIO(data)) as image:
                size = image.size
        except (UnidentifiedImageError, OSError):
            continue
        if size[0] * size[1] > MOST_PIXELS:
            yield name, size
