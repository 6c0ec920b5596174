"""The website's pages: what each is called and holds, made of those that EPUB and website share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from chapbook.plugins.epub3.body import Body
from chapbook.plugins.epub3.pages import Page
from chapbook.plugins.epub3.xhtml import XHTML, Element, text_of

#: The page that the title and the contents are on, and what stands for a chapter of that name.
INDEX = "index.html"
_ALSO_INDEX = "index-page.html"


@dataclass(frozen=True)
class SitePage:
    """One page of the text: the name of its file, its title, and the elements of its body.

    `anchor` is that of its chapter or Part, empty for text before the first heading.
    """

    name: str
    title: str
    anchor: str
    content: tuple[Element, ...]

    def elements(self, tag: str) -> Iterator[Element]:
        """The elements of one name, in order."""
        for piece in self.content:
            yield from piece.iter(f"{{{XHTML}}}{tag}")

    @property
    def ids(self) -> Iterator[str]:
        """What a link can lead to on this page, in order."""
        for piece in self.content:
            yield from (str(e.get("id")) for e in piece.iter("*") if e.get("id") is not None)


def make_pages(body: Body) -> tuple[SitePage, ...]:
    """The pages under the names that readers bookmark: each chapter's slug, each Part's anchor."""
    names = {page.name: _name(page, place) for place, page in enumerate(body.pages, 1)}
    pages = []
    for page in body.pages:
        root = page.root.find(f"{{{XHTML}}}body")
        title = page.root.find(f"{{{XHTML}}}head/{{{XHTML}}}title")
        assert root is not None and title is not None, "the template of a page has both"
        _rename_targets(root, page.name, names)
        pages.append(SitePage(names[page.name], text_of(title), _anchor(page), tuple(root)))
    return tuple(pages)


def files_of(pages: tuple[SitePage, ...]) -> dict[str, str]:
    """The page that holds each anchor, by the anchor."""
    return {anchor: page.name for page in pages for anchor in page.ids}


def address(name: str, anchor: str = "") -> str:
    """A link to a file of the site, and to a place in it."""
    path = quote(name, safe="/")
    return f"{path}#{anchor}" if anchor else path


def split_target(href: str) -> tuple[str, str] | None:
    """The file and the anchor that a link of the site means; None where it leads out."""
    if urlsplit(href).scheme:
        return None
    path, _, anchor = href.partition("#")
    return unquote(path), unquote(anchor)


def _anchor(page: Page) -> str:
    if page.part is not None:
        return page.part.anchor
    return page.plan.slug if page.plan is not None else ""


def _name(page: Page, place: int) -> str:
    name = f"{_anchor(page) or f'page-{place}'}.html"
    return _ALSO_INDEX if name == INDEX else name


def _rename_targets(root: Element, page: str, names: Mapping[str, str]) -> None:
    """Links and images lead to the site's files, which all lie beside or below its pages."""
    folder = posixpath.dirname(page)
    for element in root.iter(f"{{{XHTML}}}a", f"{{{XHTML}}}img"):
        key = "src" if element.tag == f"{{{XHTML}}}img" else "href"
        target = split_target(element.get(key) or "")
        if target is None or not target[0]:
            continue
        name = posixpath.normpath(posixpath.join(folder, target[0]))
        is_here = name == page and target[1]
        element.set(key, f"#{target[1]}" if is_here else address(names.get(name, name), target[1]))
