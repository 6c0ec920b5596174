"""Links and images inside the package: what points nowhere would make the file invalid."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from chapbook.plugins.epub3.pages import Page
from chapbook.plugins.epub3.xhtml import XHTML, Element, append, h, local
from chapbook.web_address import (
    escape_percent,
    has_scheme,
    is_known,
    mend_address,
)


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
            if href is None:
                continue
            mended = _mend(href, page.name, anchors, files)
            if mended is None:
                del link.attrib["href"]
            else:
                link.set("href", mended)
        for image in list(page.root.iter(f"{{{XHTML}}}img")):
            source = image.get("src") or ""
            if not source.startswith("data:") and _inside(source, page.name) not in files:
                _replace_by_words(image)


def drop_unknown_schemes(pages: tuple[Page, ...]) -> None:
    """Keep the words, but not the link, of an address such as `vscode:…` that no e-reader opens."""
    for page in pages:
        for link in page.root.iter(f"{{{XHTML}}}a"):
            href = link.get("href") or ""
            if has_scheme(href) and not is_known(href):
                del link.attrib["href"]


def _mend(
    target: str, page: str, anchors: Mapping[str, frozenset[str]], files: frozenset[str]
) -> str | None:
    """The address as it may stand in the file, None for one that leads nowhere."""
    if has_scheme(target):
        return mend_address(target)
    name = _inside(target, page)
    fragment = unquote(target.partition("#")[2])
    opens = name in files and (not fragment or fragment in anchors.get(name, frozenset()))
    return escape_percent(target) if opens else None


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
