"""Read a finished website or single file back, as the pages show it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from chapbook.errors import RenderError
from chapbook.folders import unpack
from chapbook.plugins.epub3.readback import ReadPage, read_back
from chapbook.plugins.epub3.xhtml import XHTML, Element, elements, h, parse, replace_by_content
from chapbook.plugins.website.pages import split_target
from chapbook.readback import Readback

#: What is no text, and need not be XML.
_NO_TEXT = re.compile(rb"<(script|style)\b[^>]*>.*?</\1>", re.DOTALL)
#: Links that a browser needs and the book's text does not have.
_CONTROLS = frozenset({"anchor", "zoom"})


@dataclass(frozen=True)
class _File:
    """A page as it is, with the text in it apart."""

    name: str
    whole: Element
    text: ReadPage


def read_site(path: Path) -> Readback:
    """What the pages of the archive or the file at `path` show."""
    if zipfile.is_zipfile(path):
        files = unpack(path.read_bytes())
        pages = [_read_page(name, data) for name, data in files.items() if name.endswith(".html")]
    else:
        files, pages = {"": b""}, [_read_page("", path.read_bytes())]
    dead = tuple(_dead_links(pages, files))  # of the whole pages, sidebars among them
    seen = read_back([page.text for page in _in_order(pages)], files)
    return replace(seen, dead=dead)


def without_code(page: bytes) -> bytes:
    """A page without its scripts and style sheets, which need not be XML."""
    return _NO_TEXT.sub(b"", page)


def _in_order(pages: Sequence[_File]) -> list[_File]:
    """The pages as they are read: each says which is the next, and no other leads to the first."""
    by_name = {page.name: page for page in pages}
    following = {page.name: _next(page.whole) for page in pages}
    order: list[str] = []
    name = next((name for name in sorted(by_name) if name not in following.values()), "")
    while name in by_name and name not in order:
        order.append(name)
        name = following[name]
    return [by_name[name] for name in [*order, *sorted(set(by_name) - set(order))]]


def _next(root: Element) -> str:
    links = (e for e in root.iter(f"{{{XHTML}}}link") if e.get("rel") == "next")
    link = next(links, None)
    return unquote(link.get("href") or "") if link is not None else ""


def _read_page(name: str, data: bytes) -> _File:
    try:
        whole = parse(without_code(data))
    except etree.XMLSyntaxError as error:
        raise RenderError(
            f"the page {name or 'of the book'} is not well-formed: {error.msg}",
            hint="close every element of templates/html/page.html as in XML: `<br />`",
        ) from error
    main = next(whole.iter(f"{{{XHTML}}}main"), None)
    if main is None:
        raise RenderError(
            f"the page {name or 'of the book'} has no <main>",
            hint="let templates/html/page.html put $text into <main>",
        )
    text = deepcopy(main)
    for link in list(text.iter(f"{{{XHTML}}}a")):
        if _CONTROLS.intersection((link.get("class") or "").split()):
            replace_by_content(link)
    root = h("html", h("body", text))
    return _File(name, whole, ReadPage(name, root, _ids(text)))


def _ids(root: Element) -> dict[str, Element]:
    return {str(e.get("id")): e for e in elements(root) if e.get("id") is not None}


def _dead_links(pages: Sequence[_File], files: Collection[str]) -> Iterator[str]:
    ids = {page.name: frozenset(_ids(page.whole)) for page in pages}
    for page in pages:
        for element in elements(page.whole):
            for key in ("href", "src"):
                said = element.get(key)
                target = split_target(said) if said is not None else None
                if target is None:
                    continue
                name, anchor = target[0] or page.name, target[1]
                if name not in files or (anchor and anchor not in ids.get(name, ())):
                    yield anchor or name
