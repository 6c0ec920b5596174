"""What the head of each page says of it: description, authors, place on the web, neighbors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.book import Metadata
from chapbook.plugins.epub3.metadata import printed
from chapbook.plugins.epub3.xhtml import Element, h, local
from chapbook.plugins.website.pages import INDEX, SitePage, address

#: What search engines and messengers show of a description.
_DESCRIPTION = 160


@dataclass(frozen=True)
class Neighbors:
    """The pages before and after one, each a title and an address."""

    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None


def page_title(metadata: Metadata, page: SitePage | None) -> str:
    """What the browser's tab and bookmarks show."""
    title = printed(metadata.title)
    return title if page is None else f"{page.title} · {title}"


def describe(metadata: Metadata, page: SitePage | None, neighbors: Neighbors) -> Iterator[Element]:
    """The elements of a page's head; `page` is None for the page with title and contents."""
    text = metadata.description or metadata.subtitle or "" if page is None else _opening(page)
    title = printed(metadata.title) if page is None else page.title
    named = {
        "description": _shorten(text),
        "author": ", ".join(metadata.authors),
        "generator": "chapbook",
        "color-scheme": "light dark",
    }
    yield from (h("meta", name=name, content=said) for name, said in named.items() if said)
    place = _place(metadata, page)
    shared = {
        "og:title": title,
        "og:type": "book" if page is None else "article",
        "og:description": _shorten(text),
        "og:site_name": printed(metadata.title),
        "og:url": place,
    }
    for name, said in shared.items():
        if said:
            yield h("meta", attributes={"property": name, "content": said})
    if place:
        yield h("link", rel="canonical", href=place)
    for kind, neighbor in (("prev", neighbors.before), ("next", neighbors.after)):
        if neighbor is not None:
            yield h("link", rel=kind, href=neighbor[1])


def _place(metadata: Metadata, page: SitePage | None) -> str:
    """The page's address on the web, empty where the book does not say its own."""
    if not metadata.url:
        return ""
    folder = metadata.url.removesuffix(INDEX).rstrip("/")
    return f"{folder}/{address(page.name) if page is not None else ''}"


def _opening(page: SitePage) -> str:
    """The words of the first paragraph that runs as text."""
    said = (" ".join("".join(_spoken(p)).split()) for p in page.elements("p") if _runs(p))
    return next(filter(None, said), "")


def _spoken(element: Element) -> Iterator[str]:
    """The words of an element without the marks of its notes and what is no text."""
    yield element.text or ""
    for child in element:
        is_text = isinstance(child.tag, str) and child.get("role") != "doc-noteref"
        if is_text and local(child) not in ("math", "svg"):
            yield from _spoken(child)
        yield child.tail or ""


def _runs(paragraph: Element) -> bool:
    apart = {"aside", "details", "figcaption", "td", "li", "footer"}
    return not any(local(around) in apart for around in paragraph.iterancestors())


def _shorten(text: str) -> str:
    said = " ".join(text.split())
    if len(said) <= _DESCRIPTION:
        return said
    return f"{said[: _DESCRIPTION - 1].rpartition(' ')[0]}…"
