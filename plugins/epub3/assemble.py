"""Make a publisher's EPUB of the one that Pandoc wrote: same text, our navigation and metadata."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chapbook.errors import RenderError
from chapbook.plugins.epub3.cover import Cover
from chapbook.plugins.epub3.front import cover_page, title_page
from chapbook.plugins.epub3.landmarks import plan_landmarks
from chapbook.plugins.epub3.links import drop_dead_links, lead_across
from chapbook.plugins.epub3.metadata import describe, describe_access, identifier_of, language_of
from chapbook.plugins.epub3.navigation import nav_page, ncx, plan_navigation
from chapbook.plugins.epub3.notes import number_notes
from chapbook.plugins.epub3.package import Contents, package_document
from chapbook.plugins.epub3.pages import Page, anchors_of, finish_page, read_pages
from chapbook.plugins.epub3.xhtml import XHTML, Element, parse, serialize
from chapbook.roles import Manuscript

_FOLDER = "EPUB/"
_STYLE = "styles/stylesheet1.css"
_NAV, _NCX, _PACKAGE = "nav.xhtml", "toc.ncx", "content.opf"
_COVER, _TITLE = "text/cover.xhtml", "text/title_page.xhtml"
_CHAPTER = re.compile(r"^text/ch\d+\.xhtml$")


@dataclass(frozen=True)
class Settings:
    """What a target's options decide: `toc_depth` is the deepest heading level in the contents."""

    toc_depth: int = 2


def assemble(
    written: Mapping[str, bytes], manuscript: Manuscript, cover: Cover, settings: Settings
) -> dict[str, bytes]:
    """All files of the finished package, from those that Pandoc wrote."""
    metadata, language = manuscript.book.metadata, language_of(manuscript.book.metadata)
    inside = {name.removeprefix(_FOLDER): data for name, data in written.items()}
    media = _name_media(inside, manuscript)
    chapters = {name: data for name, data in inside.items() if _CHAPTER.match(name)}
    pages = read_pages(chapters, manuscript)
    for page in pages:
        finish_page(page, metadata.title)
        _rename_media(page.root, media)
    number_notes(pages, manuscript.book.numbering.footnotes)
    images = {media[name]: _checked_image(media[name], inside[name]) for name in media}
    _unlink_dead(pages, images)

    cover_name = f"media/cover{cover.suffix}"
    files = anchors_of(pages)
    places = {"cover": _COVER, "title": _TITLE, "contents": f"{_NAV}#toc"}
    landmarks = list(plan_landmarks(manuscript, pages, **places))
    entries = plan_navigation(manuscript, files, settings.toc_depth)
    trees = {
        _COVER: cover_page(metadata, f"../{cover_name}", language, f"../{_STYLE}"),
        _TITLE: title_page(metadata, language, f"../{_STYLE}"),
        _NAV: nav_page(entries, landmarks, language, _STYLE),
        **{page.name: page.root for page in pages},
    }
    others = {
        **images,
        cover_name: cover.content,
        _STYLE: inside[_STYLE],
        _NCX: ncx(entries, metadata.title, identifier_of(metadata)),
    }
    contents = Contents(trees, tuple(others), tuple(trees), _NAV, cover_name)
    statements = [*describe(metadata, manuscript.epoch), *describe_access(pages)]
    others[_PACKAGE] = package_document(statements, contents, landmarks, language)
    outer = {name: data for name, data in written.items() if not name.startswith(_FOLDER)}
    return {
        **outer,
        **{f"{_FOLDER}{name}": serialize(tree) for name, tree in trees.items()},
        **{f"{_FOLDER}{name}": data for name, data in others.items()},
    }


def _name_media(inside: Mapping[str, bytes], manuscript: Manuscript) -> dict[str, str]:
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


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _rename_media(root: Element, media: Mapping[str, str]) -> None:
    for image in root.iter(f"{{{XHTML}}}img"):
        name = (image.get("src") or "").removeprefix("../")
        if name in media:
            image.set("src", f"../{media[name]}")


def _checked_image(name: str, data: bytes) -> bytes:
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


def _unlink_dead(pages: tuple[Page, ...], images: Mapping[str, bytes]) -> None:
    lead_across(pages, anchors_of(pages))
    anchors = {page.name: page.ids for page in pages}
    drop_dead_links(pages, anchors, frozenset({*anchors, *images, _NAV, _TITLE, _COVER}))
