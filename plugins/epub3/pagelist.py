"""The pages of the print edition in the EPUB: a mark where each begins, and a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chapbook.amounts import amount
from chapbook.page_starts import PageStart
from chapbook.plugins.epub3.archive import read_archive, write_archive
from chapbook.plugins.epub3.flow import key_of, read_flow
from chapbook.plugins.epub3.pagemarks import page_mark, place_mark
from chapbook.plugins.epub3.pagematch import find_pages
from chapbook.plugins.epub3.xhtml import (
    EPUB_TYPE,
    LANG,
    XHTML,
    Element,
    h,
    parse,
    serialize,
)
from chapbook.words import words_for

_FOLDER = "EPUB/"
_PACKAGE, _NAV = f"{_FOLDER}content.opf", f"{_FOLDER}nav.xhtml"
_TEXT = re.compile(rf"^{_FOLDER}text/ch\d+\.xhtml$")
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
#: What the list says of the book's accessibility (schema.org).
_FEATURES = ("pageBreakMarkers", "pageNavigation")


@dataclass(frozen=True)
class _Mark:
    """A page that was found: its label, the id of its mark, its place and its letters."""

    label: str
    id: str
    place: int
    text: str


def add_page_list(epub: Path, pages: Sequence[PageStart], out: Path) -> int:
    """Write `epub` to `out` with the pages' marks and a list of them; say how many were placed.

    What is found nowhere in the text (a blank page, a title page, the contents) is left out.
    `epub` and `out` may be the same file; where no page is found, `out` is as `epub` was.
    """
    files = read_archive(epub)
    names = sorted(name for name in files if _TEXT.match(name))
    roots = {name: parse(files[name]) for name in names}
    flow = read_flow(roots.values())
    marks = list(_marks(pages, find_pages(flow, pages), set(flow.ids)))
    listed = []
    for mark in reversed(marks):
        element = page_mark(mark.label, mark.id)
        place_mark(flow, mark.place, mark.text, element)
        listed.append((mark, _name_of(element, roots).removeprefix(_FOLDER)))
    if listed:
        for name in {f"{_FOLDER}{name}" for _, name in listed}:
            files[name] = serialize(roots[name])
        links = [(mark.label, f"{name}#{mark.id}") for mark, name in reversed(listed)]
        files[_NAV] = _with_list(files[_NAV], links)
        files[_PACKAGE] = _with_statements(files[_PACKAGE], len(pages))
    write_archive(files, out)
    return len(listed)


def _marks(
    pages: Sequence[PageStart], places: Sequence[int | None], taken: set[str]
) -> Iterator[_Mark]:
    for page, place in zip(pages, places, strict=True):
        if place is not None and page.label:
            identifier = name = "page-" + (re.sub(r"[^\w.-]+", "-", page.label) or "x")
            count = 2
            while identifier in taken:
                identifier, count = f"{name}-{count}", count + 1
            taken.add(identifier)
            yield _Mark(page.label, identifier, place, key_of(page.text))


def _name_of(element: Element, roots: dict[str, Element]) -> str:
    top = element.getroottree().getroot()
    return next(name for name, root in roots.items() if root is top)


def _with_list(nav: bytes, links: Sequence[tuple[str, str]]) -> bytes:
    root = parse(nav)
    body = root.find(f"{{{XHTML}}}body")
    assert body is not None, "the contents page has a body"
    title = words_for(root.get(LANG) or "en").places["pages"]
    items = (h("li", h("a", label, href=href)) for label, href in links)
    body.append(
        h(
            "nav",
            h("h2", title),
            h("ol", *items),
            id="page-list",
            role="doc-pagelist",
            hidden="hidden",
            aria_label=title,
            attributes={EPUB_TYPE: "page-list"},
        )
    )
    return serialize(root)


def _with_statements(package: bytes, count: int) -> bytes:
    """The package with the print edition as the source of the pages."""
    root = parse(package)
    metadata = root.find(f"{{{_OPF}}}metadata")
    title = root.find(f".//{{{_DC}}}title")
    assert metadata is not None and title is not None, "a package has a title"
    said = f"{title.text} (PDF, {amount(count, 'page')})"
    source = etree.SubElement(metadata, f"{{{_DC}}}source", id="print-edition")
    source.text = said
    _meta(metadata, "source-of", "pagination").set("refines", "#print-edition")
    _meta(metadata, "pageBreakSource", said)
    for feature in _FEATURES:
        _meta(metadata, "schema:accessibilityFeature", feature)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _meta(metadata: Element, name: str, value: str) -> Element:
    meta = etree.SubElement(metadata, f"{{{_OPF}}}meta", property=name)
    meta.text = value
    return meta
