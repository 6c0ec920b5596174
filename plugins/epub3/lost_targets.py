"""Files and places that a finished EPUB's pages, styles and navigation name and that are not there.

Links in the text are compared with the book's, when the file is read back.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from chapbook.plugins.epub3.xhtml import Element, elements, local

#: What shows or loads a file, and by which attribute.
_SHOWN = {"img": "src", "source": "src", "link": "href", "script": "src", "object": "data"}
#: What leads somewhere, in the navigation and in that of EPUB 2.
_LED = {"a": "href", "content": "src"}
_XLINK = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)""", re.IGNORECASE)


def lost_files_of(name: str, root: Element, files: Mapping[str, bytes]) -> Iterator[str]:
    """A message for each picture, style or other file that a page names and that is not there."""
    for element in elements(root):
        tag = local(element)
        key = _SHOWN.get(tag)
        address = element.get(key) if key else None
        if tag == "image":
            address = element.get("href") or element.get(_XLINK)
        if address and not _is_there(name, address, files):
            yield f"{name} shows {address}, which is not there"


def lost_files_of_style(name: str, sheet: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """A message for each font or picture that a style sheet names and that is not there."""
    for address in _URL.findall(sheet):
        if not _is_there(name, address, files):
            yield f"{name} loads {address}, which is not there"


def lost_places(
    name: str, root: Element, pages: Mapping[str, Element], files: Mapping[str, bytes]
) -> Iterator[str]:
    """A message for each entry of a table of contents that leads nowhere."""
    ids: dict[str, frozenset[str]] = {}
    for element in elements(root):
        key = _LED.get(local(element))
        address = element.get(key) if key else None
        if not address or urlsplit(address).scheme:
            continue
        target, fragment = _file_of(name, address), unquote(address.partition("#")[2])
        if target in pages and target not in ids:
            found = (e.get("id") for e in elements(pages[target]))
            ids[target] = frozenset(id for id in found if id)
        if target not in files or (fragment and fragment not in ids.get(target, ())):
            yield f"{name}: an entry leads to {address}, which is not there"


def _is_there(name: str, address: str, files: Mapping[str, bytes]) -> bool:
    is_inside = not urlsplit(address).scheme and not address.startswith(("//", "#"))
    return not is_inside or _file_of(name, address) in files


def _file_of(name: str, address: str) -> str:
    path = unquote(address.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
