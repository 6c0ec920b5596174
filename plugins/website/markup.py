"""Make HTML of a page's elements: what only EPUB knows goes, what only browsers can do comes."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from chapbook.plugins.epub3.safety import drop_unsafe
from chapbook.plugins.epub3.xhtml import (
    EPUB_TYPE,
    LANG,
    VOID,
    XHTML,
    Element,
    drop,
    elements,
    h,
    local,
    text_of,
)
from chapbook.plugins.website.pages import SitePage

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: EPUB's names of things whose ARIA roles a browser knows.
_ROLES = {"noteref": "doc-noteref", "footnote": "doc-footnote", "footnotes": "doc-endnotes"}


def finish_markup(page: SitePage, link_words: str, notes_words: str) -> None:
    """Change the page in place; `link_words` names a section's link, `notes_words` the notes."""
    for piece in page.content:
        drop_unsafe(piece)
        for element in elements(piece):
            _tell_role(element, f"{notes_words}: {page.title}")
            drop(element, EPUB_TYPE)
            drop(element, LANG)
        for box in piece.iter(f"{{{XHTML}}}aside"):
            _name_box(box)
        for section in list(piece.iter(f"{{{XHTML}}}section")):
            _link_section(section, link_words)


def link_pictures(page: SitePage) -> None:
    """A figure's picture leads to its file, where it can be seen as large as it is."""
    for figure in list(page.elements("figure")):
        for image in list(figure.iter(f"{{{XHTML}}}img")):
            parent = image.getparent()
            is_linked = any(a.tag == f"{{{XHTML}}}a" for a in image.iterancestors())
            if parent is None or is_linked or next(image.iterancestors(figure.tag)) is not figure:
                continue
            link = h("a", href=image.get("src") or "", class_="zoom")
            link.tail, image.tail = image.tail, None
            parent.replace(image, link)
            link.append(image)


def to_html(element: Element) -> str:
    """The element as HTML that is well-formed XML, too, so that it can be read back strictly."""
    alone = deepcopy(element)
    alone.tail = None
    etree.cleanup_namespaces(alone)
    for inner in elements(alone):
        if not len(inner) and inner.text is None and local(inner) not in VOID:
            inner.text = ""
    text = etree.tostring(alone, encoding="unicode")
    return text.replace(f' xmlns="{XHTML}"', "")


def _tell_role(element: Element, notes_name: str) -> None:
    for kind in (element.get(EPUB_TYPE) or "").split():
        if kind in _ROLES:
            element.set("role", _ROLES[kind])
        if kind == "footnotes":
            element.set("aria-label", notes_name)
        if kind == "footnote":
            # An aside would be a landmark, one for each note.
            element.tag = f"{{{XHTML}}}div"


def _name_box(box: Element) -> None:
    """A box is called by its title, so that those who cannot see it can tell one from another."""
    titles = (e for e in box if "callout-title" in (e.get("class") or "").split())
    title = next(titles, None)
    if title is not None and box.get("aria-label") is None:
        box.set("aria-label", text_of(title))


def _link_section(section: Element, words: str) -> None:
    heading = next((child for child in section if local(child) in _HEADINGS), None)
    anchor = section.get("id")
    if heading is not None and anchor:
        heading.append(h("a", href=f"#{anchor}", class_="anchor", aria_label=words))
