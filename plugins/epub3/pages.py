"""The pages that Pandoc wrote: read them, and give each the place it has in the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from chapbook.errors import RenderError
from chapbook.outline import ChapterPlan, Label
from chapbook.plugins.epub3.markup import tidy_markup
from chapbook.plugins.epub3.semantics import PART, Semantics, semantics_of
from chapbook.plugins.epub3.xhtml import (
    EPUB_TYPE,
    XHTML,
    Element,
    drop,
    elements,
    local,
    parse,
    replace_by_content,
    text_of,
)
from chapbook.roles import Manuscript

_SECTION = re.compile(rb'<section id="([^"]+)"')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Page:
    """One file of the text: its name in the package, its tree, the chapter or Part it holds."""

    name: str
    root: Element
    plan: ChapterPlan | None
    part: Label | None

    @property
    def semantics(self) -> Semantics:
        """What the page is, in the vocabularies' words."""
        if self.part is not None:
            return PART
        return semantics_of(self.plan) if self.plan else Semantics("bodymatter", None, None)

    @property
    def ids(self) -> frozenset[str]:
        """What a link can lead to on this page."""
        found = (element.get("id") for element in elements(self.root))
        return frozenset(str(name) for name in found if name is not None)


def read_pages(files: Mapping[str, bytes], manuscript: Manuscript) -> tuple[Page, ...]:
    """Parse the pages in reading order.

    Raises `RenderError` that names the chapter whose page is not well-formed.
    """
    plans = {plan.label.anchor: plan for plan in manuscript.included}
    parts = {part.anchor: part for part in manuscript.outline.parts}
    pages = []
    for name in sorted(files):
        match = _SECTION.search(files[name])
        anchor = match[1].decode() if match else ""
        plan = plans.get(anchor)
        pages.append(Page(name, _parse(files[name], plan, manuscript), plan, parts.get(anchor)))
    return tuple(pages)


def finish_page(page: Page, book_title: str) -> None:
    """Give the page its title and roles and tidy what Pandoc and raw HTML left in it."""
    _set_title(page, book_title)
    _set_roles(page)
    _clean_headings(page.root)
    tidy_markup(page.root)


def anchors_of(pages: tuple[Page, ...]) -> dict[str, str]:
    """The page that holds each anchor, by the anchor."""
    return {anchor: page.name for page in pages for anchor in page.ids}


def _parse(content: bytes, plan: ChapterPlan | None, manuscript: Manuscript) -> Element:
    try:
        return parse(content)
    except etree.XMLSyntaxError as error:
        place = plan.chapter.path if plan else None
        line = content.decode("utf-8", "replace").splitlines()[max((error.lineno or 1) - 1, 0)]
        raise RenderError(
            f"{place or 'a Part'} does not make a well-formed EPUB page: {error.msg}",
            hint=f"close or remove the raw HTML near: {_shorten(line)}",
            path=Path(manuscript.book.root, place) if place else None,
        ) from error


def _shorten(line: str) -> str:
    said = " ".join(line.split())
    return said if len(said) <= 120 else f"{said[:119]}…"


def _first_section(root: Element) -> Element | None:
    return root.find(f"{{{XHTML}}}body/{{{XHTML}}}section")


def _set_title(page: Page, book_title: str) -> None:
    """The title is the heading's text; text before the first heading stands under the book's."""
    heading = page.root.find(f".//{{{XHTML}}}h1")
    title = page.root.find(f".//{{{XHTML}}}title")
    assert title is not None, "the template of a page has a title"
    title.text = (text_of(heading) if heading is not None else "") or book_title
    if heading is not None and not text_of(heading):
        replace_by_content(heading)


def _set_roles(page: Page) -> None:
    body = page.root.find(f"{{{XHTML}}}body")
    section = _first_section(page.root)
    assert body is not None, "the template of a page has a body"
    body.set(EPUB_TYPE, page.semantics.body)
    if section is None or page.semantics.section is None or page.semantics.role is None:
        return
    section.set(EPUB_TYPE, page.semantics.section)
    section.set("role", page.semantics.role)
    heading = section.find(f"{{{XHTML}}}h1")
    if heading is not None:
        section.set("aria-label", text_of(heading))


def _clean_headings(root: Element) -> None:
    """Pandoc repeats a section's class on its heading; what filters told it stands in the text."""
    for element in elements(root):
        if local(element) in _HEADINGS:
            drop(element, "class")
        for name in ("data-number", "data-kind", "data-page"):
            drop(element, name)
