"""Faults of a finished page: ids that are there twice, no language, files from the network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from chapbook.plugins.epub3.xhtml import LANG, Element, elements, local

#: Attributes by which elements load a file.
_LOADING = {"src": None, "poster": None, "data": frozenset({"object"})}
#: Relations of a `link` for which a browser goes to the network at once.
_LOADED = frozenset({"stylesheet", "icon", "preload", "prefetch", "preconnect", "manifest"})
_XLINK = "{http://www.w3.org/1999/xlink}href"
_DRAWN = frozenset({"image", "use", "feImage"})
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


def repeated_ids(root: Element) -> Iterator[str]:
    """A message for each id that several elements of a page have."""
    ids = Counter(str(id) for e in elements(root) if (id := e.get("id")) is not None)
    for id, count in ids.items():
        if count > 1:
            yield f"the id '{id}' is there {count} times, so links may lead to the wrong place"


def wrong_language(root: Element, language: str) -> Iterator[str]:
    """A message where a page does not say that its text is in the book's language."""
    said = root.get("lang") or root.get(LANG) or ""
    if said.lower() != language.replace("_", "-").lower():
        told = f"'{said}'" if said else "not given"
        yield f"the language of the page is {told}, the book's is '{language}'"


def remote_files(root: Element) -> Iterator[str]:
    """The address of each file that a page loads from the network."""
    for element in elements(root):
        if not element.attrib and element.text is None:
            continue
        tag = local(element)
        for key, tags in _LOADING.items():
            address = element.get(key)
            if address and (tags is None or tag in tags) and _REMOTE.match(address):
                yield address.strip()
        if tag == "link" and _LOADED.intersection((element.get("rel") or "").lower().split()):
            address = element.get("href") or ""
            if _REMOTE.match(address):
                yield address.strip()
        if tag in _DRAWN:
            address = element.get("href") or element.get(_XLINK) or ""
            if _REMOTE.match(address):
                yield address.strip()
        style = element.text if tag == "style" else element.get("style")
        yield from remote_in_style(style or "")


def remote_in_style(sheet: str) -> Iterator[str]:
    """The address of each file that a style sheet loads from the network."""
    yield from _IN_CSS.findall(sheet)
