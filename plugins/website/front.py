"""The page that the site opens with: what the book is, who wrote it, and its contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.book import Metadata
from chapbook.plugins.epub3.metadata import identifier_of, printed
from chapbook.plugins.epub3.navigation import NavEntry
from chapbook.plugins.epub3.xhtml import Element, h
from chapbook.plugins.website.navigation import contents
from chapbook.words import Words

#: Where the contents are on their page.
CONTENTS = "contents"


def title_section(
    metadata: Metadata, cover: str | None, start: str | None, words: Words
) -> Element:
    """Title, people, imprint and description; `cover` is an image, `start` the first page."""
    lines = [h("h1", printed(metadata.title), class_="title")]
    if metadata.subtitle:
        lines.append(h("p", printed(metadata.subtitle), class_="subtitle", role="doc-subtitle"))
    if metadata.authors:
        lines.append(h("p", ", ".join(metadata.authors), class_="author"))
    if metadata.description:
        lines.append(h("p", printed(metadata.description), class_="description"))
    if start:
        lines.append(h("p", h("a", words.site["start"], href=start, class_="start")))
    facts = (metadata.edition, metadata.publisher, metadata.date, metadata.rights, _isbn(metadata))
    imprint = [h("span", fact) for fact in facts if fact]
    if imprint:
        lines.append(h("p", *imprint, class_="imprint"))
    content = [h("div", *lines, class_="words")]
    if cover:
        content.insert(0, h("img", src=cover, alt=words.places["cover"], class_="cover"))
    return h("section", *content, class_="title-page")


def contents_section(entries: Sequence[NavEntry], words: Words) -> Element:
    """The contents as a part of the page that can be jumped to."""
    heading = h("h2", words.contents)
    return h(
        "nav",
        heading,
        contents(entries),
        class_="contents",
        id=CONTENTS,
        role="doc-toc",
        aria_label=words.contents,
    )


def _isbn(metadata: Metadata) -> str | None:
    if not identifier_of(metadata).startswith("urn:isbn:"):
        return None
    return f"ISBN {re.sub(r'(?i)^(urn:)?isbn[: ]*', '', metadata.identifier or '')}"
