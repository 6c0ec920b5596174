"""Links and images inside the package: what points nowhere would make the file invalid."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from chapbook.plugins.epub3.pages import Page
from chapbook.plugins.epub3.xhtml import XHTML, Element, append, h, local

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
#: Schemes that EPUB does not allow in a link.
_REFUSED = frozenset({"data", "file", "javascript"})


def lead_across(pages: tuple[Page, ...], files: Mapping[str, str]) -> None:
    """Let each link lead to the file that holds its anchor: Pandoc forgets those to figures.

    `files` is the page that holds each anchor, by the anchor.
    """
    for page in pages:
        own = page.ids
        for link in page.root.iter(f"{{{XHTML}}}a"):
            target = link.get("href") or ""
            anchor = unquote(target[1:])
            if target.startswith("#") and anchor not in own and anchor in files:
                link.set(
                    "href", posixpath.relpath(files[anchor], posixpath.dirname(page.name)) + target
                )


def drop_dead_links(
    pages: tuple[Page, ...], anchors: Mapping[str, frozenset[str]], files: frozenset[str]
) -> None:
    """Keep the words of a link that points nowhere, but not the link.

    `anchors` holds the ids of each page, `files` every name in the package. What an author
    must mend is told by the check of links; this only keeps the file valid.
    """
    for page in pages:
        for link in list(page.root.iter(f"{{{XHTML}}}a")):
            href = link.get("href")
            if href is not None and not _opens(href, page.name, anchors, files):
                del link.attrib["href"]
        for image in list(page.root.iter(f"{{{XHTML}}}img")):
            source = image.get("src") or ""
            if not source.startswith("data:") and _inside(source, page.name) not in files:
                _replace_by_words(image)


def _opens(
    target: str, page: str, anchors: Mapping[str, frozenset[str]], files: frozenset[str]
) -> bool:
    scheme = _SCHEME.match(target)
    if scheme:
        return scheme[1].lower() not in _REFUSED and _is_address(target)
    name = _inside(target, page)
    fragment = unquote(target.partition("#")[2])
    return name in files and (not fragment or fragment in anchors.get(name, frozenset()))


def _is_address(target: str) -> bool:
    """Whether EPUBCheck's parser, which is strict about hosts and ports, would take it."""
    try:
        parts = urlsplit(target)
        return parts.port is None or parts.hostname is not None
    except ValueError:
        return False


def _inside(target: str, page: str) -> str:
    """The name in the package that a relative address on `page` means."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def _replace_by_words(image: Element) -> None:
    parent = image.getparent()
    assert parent is not None, "an image stands in a page"
    tag = "p" if local(parent) == "figure" else "span"
    words = h(tag, class_="missing-image")
    append(words, image.get("alt") or "")
    words.tail = image.tail
    parent.replace(image, words)
