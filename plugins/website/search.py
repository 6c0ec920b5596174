"""The search index: a script, for a page opened from a disk may load scripts but fetch no file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from chapbook.plugins.epub3.xhtml import MATHML, Element, local
from chapbook.plugins.website.pages import SitePage, address

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"script", "style", "svg", "annotation"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd"}
    | {
        "mark",
        "math",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    }
)

#: A page's number, an address, the heading there, and the text below it.
Entry = tuple[int, str, str, str]


def search_index(pages: tuple[SitePage, ...], *, single: bool) -> str:
    """The script that tells the titles of all pages and the text of each section."""
    entries = [entry for place, page in enumerate(pages) for entry in _entries(place, page, single)]
    index = {"pages": [page.title for page in pages], "entries": entries}
    said = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"window.chapbookIndex = {safe_in_script(said)};\n"


def anchors_index(pages: tuple[SitePage, ...], labels: frozenset[str]) -> str:
    """The script with which `index.html#anchor` finds the page that holds the anchor."""
    found = {a: address(page.name, a) for page in pages for a in page.ids if a in labels}
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"window.chapbookAnchors = {safe_in_script(said)};\n"


def safe_in_script(said: str) -> str:
    """JSON without what would end a script in a page, or a line in an old browser."""
    return said.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _entries(place: int, page: SitePage, single: bool) -> Iterator[Entry]:
    """One entry for each section that a link can lead to, the page's own first."""
    sections: dict[str, tuple[str, list[str]]] = {page.anchor: (page.title, [])}
    for piece in page.content:
        _read(piece, page.anchor, sections)
    name = "" if single else page.name
    for anchor, (heading, pieces) in sections.items():
        target = anchor if single or anchor != page.anchor else ""
        yield place, address(name, target), heading, " ".join("".join(pieces).split())


def _read(element: Element, anchor: str, sections: dict[str, tuple[str, list[str]]]) -> None:
    """Take the element's text for the section `anchor`, that of inner sections for those."""
    name, own = local(element), element.get("id")
    if name in _SKIPPED or element.get("role") == "doc-backlink":
        return
    if name == "section" and own and own not in sections:
        heading = next((child for child in element if local(child) in _HEADINGS), None)
        anchor = own if heading is not None else anchor
        sections.setdefault(anchor, (" ".join(_words(heading).split()), []))
    pieces = sections[anchor][1]
    if name not in _HEADINGS:
        pieces.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                _read(child, anchor, sections)
            pieces.append(child.tail or "")
    if name not in _INLINE and not str(element.tag).startswith(f"{{{MATHML}}}"):
        pieces.append(" ")


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    inner = (
        (_words(child) if isinstance(child.tag, str) and local(child) not in _SKIPPED else "")
        + (child.tail or "")
        for child in element
    )
    return (element.text or "") + "".join(inner)
