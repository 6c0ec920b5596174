"""The ways through the site: sidebar, contents, and the pages before and after."""

from __future__ import annotations

from collections.abc import Sequence

from chapbook.plugins.epub3.navigation import NavEntry
from chapbook.plugins.epub3.xhtml import Element, h
from chapbook.plugins.website.pages import SitePage, address, split_target

#: Kinds of entries that are a page of their own.
PAGES = frozenset({"part", "chapter", "appendix", "front-matter", "back-matter"})
#: The kind of a line that stands for lines which are not shown.
GAP = "more"
#: What a sidebar shows below an entry whatever the page is.
_SHOWN = PAGES | {GAP}


def sidebar(entries: Sequence[NavEntry], current: SitePage | None) -> Element:
    """Parts and chapters, the current page marked, with the sections of the current page alone."""
    return _list(entries, current.name if current else None, current.anchor if current else "")


def contents(entries: Sequence[NavEntry]) -> Element:
    """The whole book's contents."""
    return h("ol", *(_item(entry, contents(entry.entries)) for entry in entries))


def part_contents(entries: Sequence[NavEntry], part: SitePage) -> Element | None:
    """The contents of a Part for its own page, None for a page that is none."""
    found = (e for e in entries if e.kind == "part" and split_target(e.href) == _place_of(part))
    entry = next(found, None)
    if entry is None:
        return None
    return h("nav", contents(entry.entries), class_="contents part-contents", aria_label=part.title)


def turn(before: tuple[str, str] | None, after: tuple[str, str] | None, words: str,
         names: tuple[str, str]) -> Element:  # fmt: skip
    """Links to the pages before and after, each a title and an address; `names` says which."""
    nav = h("nav", class_="turn", aria_label=words)
    for page, kind, name in ((before, "prev", names[0]), (after, "next", names[1])):
        if page is not None:
            said = h("span", name, class_="way")
            title = h("span", page[0], class_="title")
            nav.append(h("a", said, " ", title, href=page[1], rel=kind, class_=kind))
    return nav


def line_address(entry: NavEntry) -> str:
    """Where a line leads: the top of a page where it is one, else a place in it."""
    name = _file(entry)
    return address(name) if entry.kind in PAGES and name else entry.href


def _list(entries: Sequence[NavEntry], current: str | None, anchor: str) -> Element:
    items = []
    for entry in entries:
        below = [e for e in entry.entries if e.kind in _SHOWN or _file(e) == current]
        items.append(_item(entry, _list(below, current, anchor), current, anchor))
    return h("ol", *items)


def _item(entry: NavEntry, below: Element, current: str | None = None, anchor: str = "") -> Element:
    name, fragment = split_target(entry.href) or ("", "")
    link = h("a", href=line_address(entry))
    if entry.number:
        link.append(h("span", entry.number, class_="number"))
        link.append(h("span", entry.title, class_="title"))
        link[0].tail = " "
    else:
        link.append(h("span", entry.title, class_="title"))
    if current is not None and name == current and fragment == anchor:
        link.set("aria-current", "page")
    item = h("li", link, class_=entry.kind)
    if len(below):
        item.append(below)
    return item


def _place_of(page: SitePage) -> tuple[str, str]:
    return page.name, page.anchor


def _file(entry: NavEntry) -> str:
    return (split_target(entry.href) or ("", ""))[0]
