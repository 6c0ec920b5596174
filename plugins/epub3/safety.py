"""Take out of a page what would run code or ask for something when it is opened.

For EPUB pages and websites alike: neither needs anything but its own files.
"""

from __future__ import annotations

import re

from lxml import etree

from chapbook.plugins.epub3.xhtml import Element, elements, local

#: Attributes that load something, beside those of links and pictures.
_LOADING = frozenset({"srcset", "poster", "background", "action", "formaction", "ping", "data"})
#: Elements that load what their links name.
_FETCHING = frozenset({"image", "use", "feImage", "source"})
#: Attributes whose values are CSS or may hold an address as CSS writes one.
_STYLING = frozenset(
    {"clip-path", "cursor", "fill", "filter", "marker-end", "marker-mid", "marker-start"}
    | {"mask", "stroke", "style"}
)
#: An address in CSS, or an escape (`u\\72l`) that may hide one.
_ADDRESS = re.compile(r"url\(\s*[\"']?(?!#)|@import|(image-set|src)\(|\\", re.IGNORECASE)
_SCRIPT = re.compile(r"\s*(javascript|vbscript|data):", re.IGNORECASE)


def drop_unsafe(piece: Element) -> None:
    """Drop event handlers, addresses that run code, and what a browser would fetch unasked.

    They come from raw HTML and from attributes: `[word]{onclick="…"}`.
    """
    for element in elements(piece):
        for name, value in list(element.attrib.items()):
            if _is_unsafe(element, etree.QName(name).localname.lower(), str(value)):
                del element.attrib[name]


def _is_unsafe(element: Element, name: str, value: str) -> bool:
    if name.startswith("on") or name in _LOADING:
        return True
    if name == "href":
        if local(element) in _FETCHING:
            return not value.startswith(("#", "data:image/"))
        return bool(_SCRIPT.match(value))
    if name == "src":
        return local(element) != "img"
    return name in _STYLING and bool(_ADDRESS.search(value))
