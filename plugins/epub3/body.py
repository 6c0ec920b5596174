"""The text of the book: the pages that Pandoc wrote, finished, and the images that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chapbook.plugins.epub3.links import drop_dead_links, lead_across
from chapbook.plugins.epub3.media import checked_image, name_media, rename_media
from chapbook.plugins.epub3.notes import number_notes
from chapbook.plugins.epub3.pages import Page, anchors_of, finish_page, read_pages
from chapbook.roles import Manuscript

#: The folder of Pandoc's EPUB that holds the book.
FOLDER = "EPUB/"
_CHAPTER = re.compile(r"^text/ch\d+\.xhtml$")


@dataclass(frozen=True)
class Body:
    """The pages in reading order, and each image by its name in the package."""

    pages: tuple[Page, ...]
    images: Mapping[str, bytes]


def finish_body(
    written: Mapping[str, bytes], manuscript: Manuscript, others: frozenset[str] = frozenset()
) -> Body:
    """Finish all pages of Pandoc's EPUB; `others` are more names that a link may lead to."""
    inside = {name.removeprefix(FOLDER): data for name, data in written.items()}
    media = name_media(inside, manuscript)
    chapters = {name: data for name, data in inside.items() if _CHAPTER.match(name)}
    pages = read_pages(chapters, manuscript)
    for page in pages:
        finish_page(page, manuscript.book.metadata.title)
        rename_media(page.root, media)
    number_notes(pages, manuscript.book.numbering.footnotes)
    images = {media[name]: checked_image(media[name], inside[name]) for name in media}
    lead_across(pages, anchors_of(pages))
    anchors = {page.name: page.ids for page in pages}
    drop_dead_links(pages, anchors, frozenset({*anchors, *images, *others}))
    return Body(pages, images)
