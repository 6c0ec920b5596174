"""The pages before the text that the book's metadata make: cover and title page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.book import Metadata
from chapbook.plugins.epub3.metadata import identifier_of, printed
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, Element, h, new_page


def cover_page(
    metadata: Metadata, image: str, language: str, stylesheets: Sequence[str]
) -> Element:
    """The cover as a page, for reading systems that do not show the image themselves."""
    words = ", ".join([metadata.title, *metadata.authors])
    picture = h("img", src=image, alt=words, role="doc-cover")
    section = h("section", picture, class_="cover", attributes={EPUB_TYPE: "cover"})
    return new_page(metadata.title, language, stylesheets, "frontmatter", [section])


def title_page(metadata: Metadata, language: str, stylesheets: Sequence[str]) -> Element:
    """Title, subtitle and authors, and the imprint at the foot."""
    lines = [h("h1", printed(metadata.title), class_="title")]
    if metadata.subtitle:
        lines.append(h("p", printed(metadata.subtitle), class_="subtitle", role="doc-subtitle"))
    lines += [h("p", author, class_="author") for author in metadata.authors]
    urn = identifier_of(metadata)
    digits = re.sub(r"(?i)^(urn:)?isbn[: ]*", "", metadata.identifier or "")
    isbn = f"ISBN {digits}" if urn.startswith("urn:isbn:") else None
    imprint = [
        h("p", text, class_=name)
        for name, text in (
            ("edition", metadata.edition),
            ("publisher", metadata.publisher),
            ("date", metadata.date),
            ("rights", metadata.rights),
            ("identifier", isbn),
        )
        if text
    ]
    if imprint:
        lines.append(h("div", *imprint, class_="imprint"))
    section = h("section", *lines, class_="title-page", attributes={EPUB_TYPE: "titlepage"})
    return new_page(metadata.title, language, stylesheets, "frontmatter", [section])
