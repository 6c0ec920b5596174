"""Make a publisher's EPUB of the one that Pandoc wrote: same text, our navigation and metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.plugins.epub3.body import FOLDER, finish_body
from chapbook.plugins.epub3.cover import Cover
from chapbook.plugins.epub3.front import cover_page, title_page
from chapbook.plugins.epub3.landmarks import plan_landmarks
from chapbook.plugins.epub3.links import drop_unknown_schemes
from chapbook.plugins.epub3.metadata import describe, describe_access, identifier_of, language_of
from chapbook.plugins.epub3.navigation import nav_page, ncx, plan_navigation
from chapbook.plugins.epub3.package import Contents, package_document
from chapbook.plugins.epub3.pages import anchors_of
from chapbook.plugins.epub3.xhtml import serialize
from chapbook.roles import Manuscript

#: The style sheets as Pandoc names them: the book's, and what it changes on dark pages.
_STYLES = ("styles/stylesheet1.css", "styles/stylesheet2.css")
_NAV, _NCX, _PACKAGE = "nav.xhtml", "toc.ncx", "content.opf"
_COVER, _TITLE = "text/cover.xhtml", "text/title_page.xhtml"


@dataclass(frozen=True)
class Settings:
    """What a target's options decide: `toc_depth` is the deepest heading level in the contents."""

    toc_depth: int = 2


def assemble(
    written: Mapping[str, bytes], manuscript: Manuscript, cover: Cover, settings: Settings
) -> dict[str, bytes]:
    """All files of the finished package, from those that Pandoc wrote."""
    metadata, language = manuscript.book.metadata, language_of(manuscript.book.metadata)
    body = finish_body(written, manuscript, frozenset({_NAV, _TITLE, _COVER}))
    pages = body.pages
    drop_unknown_schemes(pages)

    cover_name = f"media/cover{cover.suffix}"
    files = anchors_of(pages)
    places = {"cover": _COVER, "title": _TITLE, "contents": f"{_NAV}#toc"}
    landmarks = list(plan_landmarks(manuscript, pages, **places))
    entries = plan_navigation(manuscript, files, settings.toc_depth)
    sheets = [f"../{name}" for name in _STYLES]
    trees = {
        _COVER: cover_page(metadata, f"../{cover_name}", language, sheets),
        _TITLE: title_page(metadata, language, sheets),
        _NAV: nav_page(entries, landmarks, language, _STYLES),
        **{page.name: page.root for page in pages},
    }
    others = {
        **body.images,
        cover_name: cover.content,
        **{name: written[f"{FOLDER}{name}"] for name in _STYLES},
        _NCX: ncx(entries, metadata.title, identifier_of(metadata)),
    }
    contents = Contents(trees, tuple(others), tuple(trees), _NAV, cover_name)
    statements = [*describe(metadata, manuscript.epoch), *describe_access(pages)]
    others[_PACKAGE] = package_document(statements, contents, landmarks, language)
    outer = {name: data for name, data in written.items() if not name.startswith(FOLDER)}
    return {
        **outer,
        **{f"{FOLDER}{name}": serialize(tree) for name, tree in trees.items()},
        **{f"{FOLDER}{name}": data for name, data in others.items()},
    }
