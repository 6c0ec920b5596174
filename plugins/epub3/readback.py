"""Read a finished EPUB back: labels, links, notes and alternative texts as its pages show them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from chapbook.plugins.epub3.archive import read_archive
from chapbook.plugins.epub3.xhtml import (
    EPUB_TYPE,
    MATHML,
    XHTML,
    Element,
    elements,
    local,
    parse,
    raw_text_of,
)
from chapbook.readback import Readback, Seen, marks_in, squeeze

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Classes of what shows a label's number, and of what is the title of a box.
_NUMBERS = frozenset({"number", "caption-label", "equation-number"})
_TITLES = frozenset({"title", "callout-title", "caption", "heading"})
_MARKS = frozenset({"noteref", "doc-noteref", "backlink", "doc-backlink"})


@dataclass(frozen=True)
class ReadPage:
    """A page of a finished file: `root` is the part that is text to read."""

    name: str
    root: Element
    ids: Mapping[str, Element]


def read_epub(path: Path) -> Readback:
    """What the pages of the EPUB at `path` show, in the order of its spine."""
    files = read_archive(path)
    return read_back(list(_pages(files)), files)


def read_back(pages: Sequence[ReadPage], files: Collection[str]) -> Readback:
    """What pages show; `files` are the names of all that their links may lead to."""
    anchors = {page.name: page.ids for page in pages}
    links, dead, marked = [], [], set()
    for page in pages:
        for link in _links(page.root):
            href = link.get("href") or ""
            name, fragment = _resolve(href, page.name)
            if _MARKS.intersection(_roles(link)):
                marked.add((name, fragment))
                continue
            links.append((raw_text_of(link), href if name is None else fragment or name))
            if name is None:
                continue
            if name not in files or (fragment and fragment not in anchors.get(name, {})):
                dead.append(fragment or name)
    texts = [_text(page.root) for page in pages]
    notes = {(p.name, str(e.get("id"))) for p in pages for e in p.ids.values() if _is_note(e)}
    return Readback(
        labels={id: seen for page in pages for id, seen in _labels(page)},
        links=tuple(links),
        notes=len(notes & marked),
        alts=tuple(
            image.get("alt") or "" for page in pages for image in page.root.iter(f"{{{XHTML}}}img")
        ),
        dead=tuple(dead),
        pages=tuple(map(squeeze, texts)),
        marks=tuple(mark for text in texts for mark in marks_in(text)),
    )


def _pages(files: Mapping[str, bytes]) -> Iterator[ReadPage]:
    package = next(name for name in sorted(files) if name.endswith(".opf"))
    tree = parse(files[package])
    hrefs = {str(item.get("id")): str(item.get("href")) for item in tree.iterfind(".//{*}item")}
    for reference in tree.iterfind(".//{*}spine/{*}itemref"):
        href = unquote(hrefs[str(reference.get("idref"))])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), href))
        if name in files:
            root = parse(files[name])
            ids = {str(e.get("id")): e for e in elements(root) if e.get("id") is not None}
            yield ReadPage(name, root, ids)


def _labels(page: ReadPage) -> Iterator[tuple[str, Seen]]:
    place = posixpath.basename(posixpath.dirname(page.name))
    name = posixpath.join(place, posixpath.basename(page.name))
    for id, element in page.ids.items():
        shown = _shown_in(element)
        if shown is not None:
            numbers = (e for e in elements(shown) if _NUMBERS.intersection(_classes(e)))
            number = next(numbers, None)
            text = "".join(_spoken(shown))
            said = None if number is None else raw_text_of(number)
            yield id, Seen(said, " ".join(text.split()), f"{name}#{id}")


def _shown_in(element: Element) -> Element | None:
    """The heading, caption or title of a thing; an equation shows itself."""
    tag, classes = local(element), _classes(element)
    if tag in _HEADINGS or "equation" in classes:
        return element
    if tag == "section":
        return next((e for e in element if local(e) in _HEADINGS), None)
    if tag in ("figure", "table"):
        captions = (e for e in element if local(e) in ("figcaption", "caption"))
        return next(captions, None)
    for child in element:
        if _TITLES.intersection(_classes(child)):
            return child
    return None


def _links(root: Element) -> Iterator[Element]:
    return (a for a in root.iter(f"{{{XHTML}}}a") if a.get("href") is not None)


def _resolve(href: str, page: str) -> tuple[str | None, str]:
    """The file and the id that an address on `page` leads to; no file for one that leads out."""
    if urlsplit(href).scheme:
        return None, ""
    path, _, fragment = href.partition("#")
    joined = posixpath.join(posixpath.dirname(page), unquote(path))
    return posixpath.normpath(joined) if path else page, unquote(fragment)


def _is_note(element: Element) -> bool:
    return bool({"footnote", "doc-footnote"}.intersection(_roles(element)))


def _roles(element: Element) -> list[str]:
    return f"{element.get(EPUB_TYPE) or ''} {element.get('role') or ''}".split()


def _classes(element: Element) -> list[str]:
    return str(element.get("class") or "").split()


def _text(root: Element) -> str:
    body = root.find(f"{{{XHTML}}}body")
    return "" if body is None else "".join(_spoken(body))


def _spoken(element: Element) -> Iterator[str]:
    """All text in an element but TeX's writing of its formulas."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{{{MATHML}}}annotation":
            yield from _spoken(child)
        yield child.tail or ""
