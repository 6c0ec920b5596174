"""The book's navigation, from the outline: nav.xhtml and its twin toc.ncx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from chapbook.book import Book
from chapbook.naming import label_text
from chapbook.outline import ChapterPlan, Label
from chapbook.plugins.epub3.landmarks import Landmark
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, Element, h, new_page, prefixes
from chapbook.roles import Manuscript
from chapbook.words import words_for

_NCX = "http://www.daisy.org/z3986/2005/ncx/"
#: Between number and title: white space that shows as a gap where no style can be applied.
_GAP = "\N{EN SPACE}"


@dataclass(frozen=True)
class NavEntry:
    """One line of the contents and the lines below it."""

    kind: str
    number: str | None
    title: str
    href: str
    entries: tuple[NavEntry, ...] = field(default=())

    @property
    def text(self) -> str:
        """The line as plain text, with the same number as in the book's text."""
        return f"{self.number}{_GAP}{self.title}" if self.number else self.title

    @property
    def depth(self) -> int:
        """How many levels there are from here down."""
        return 1 + max((entry.depth for entry in self.entries), default=0)


def plan_navigation(
    manuscript: Manuscript, files: Mapping[str, str], depth: int
) -> tuple[NavEntry, ...]:
    """The contents: Parts hold their chapters, chapters their sections down to level `depth`.

    `files` maps an anchor to the file that holds it; a label that is in no file is left out.
    """
    planner = _Planner(files, manuscript.book, depth)
    entries: list[NavEntry] = []
    for plan in manuscript.included:
        chapters = planner.plan_chapter(plan)
        part = manuscript.outline.part_of(plan)
        if part is None or part.anchor not in files:
            _extend(entries, chapters)
        elif entries and entries[-1].href == _href(part, files):
            below = list(entries[-1].entries)
            _extend(below, chapters)
            entries[-1] = replace(entries[-1], entries=tuple(below))
        else:
            entries.append(planner.enter(part, chapters))
    return tuple(entries)


@dataclass(frozen=True)
class _Planner:
    files: Mapping[str, str]
    book: Book
    depth: int

    def plan_chapter(self, plan: ChapterPlan) -> tuple[NavEntry, ...]:
        headings = [label for label in plan.labels if label.level > 0]
        found = [label for label in headings if label.anchor in self.files]
        return self.nest([label for label in found if label.level <= self.depth])

    def nest(self, labels: Sequence[Label]) -> tuple[NavEntry, ...]:
        """Each label with those of deeper levels that follow it."""
        entries = []
        start = 0
        while start < len(labels):
            end = start + 1
            while end < len(labels) and labels[end].level > labels[start].level:
                end += 1
            entries.append(self.enter(labels[start], self.nest(labels[start + 1 : end])))
            start = end
        return tuple(entries)

    def enter(self, label: Label, below: tuple[NavEntry, ...]) -> NavEntry:
        worded = label.kind in ("part", "appendix")
        number = label_text(label, self.book) if worded else label.number
        return NavEntry(label.kind, number or None, label.title, _href(label, self.files), below)


def _extend(entries: list[NavEntry], more: Iterable[NavEntry]) -> None:
    """Add a chapter's entries; a file that only continues a chapter goes below that chapter."""
    for entry in more:
        if entry.kind == "section" and entries:
            entries[-1] = replace(entries[-1], entries=(*entries[-1].entries, entry))
        else:
            entries.append(entry)


def _href(label: Label, files: Mapping[str, str]) -> str:
    return f"{files[label.anchor]}#{label.anchor}"


def nav_page(
    entries: Sequence[NavEntry],
    landmarks: Sequence[Landmark],
    language: str,
    stylesheets: Sequence[str],
) -> Element:
    """The contents page; it is read as a page and by the reading system's own menu."""
    heading = words_for(language).contents
    contents = h(
        "nav",
        h("h1", heading),
        _list(entries),
        id="toc",
        role="doc-toc",
        aria_label=heading,
        attributes={EPUB_TYPE: "toc"},
    )
    places = h(
        "nav",
        h("h2", words_for(language).places["landmarks"]),
        h("ol", *(h("li", _landmark(landmark)) for landmark in landmarks)),
        id="landmarks",
        hidden="hidden",
        attributes={EPUB_TYPE: "landmarks"},
    )
    return new_page(heading, language, stylesheets, "frontmatter", [contents, places])


def _landmark(landmark: Landmark) -> Element:
    kind = {EPUB_TYPE: landmark.kind}
    return h("a", landmark.title, href=landmark.href, attributes=kind)


def _list(entries: Sequence[NavEntry]) -> Element:
    return h("ol", *map(_item, entries))


def _item(entry: NavEntry) -> Element:
    link = h("a", href=entry.href)
    if entry.number:
        number = h("span", entry.number, class_="number")
        number.tail = _GAP + entry.title
        link.append(number)
    else:
        link.text = entry.title
    item = h("li", link, class_=entry.kind)
    if entry.entries:
        item.append(_list(entry.entries))
    return item


def ncx(entries: Sequence[NavEntry], title: str, identifier: str) -> bytes:
    """The contents for reading systems of EPUB 2."""
    root = etree.Element(f"{{{_NCX}}}ncx", nsmap=prefixes(_NCX), version="2005-1")
    head = _ncx(root, "head")
    depth = max((entry.depth for entry in entries), default=1)
    for name, value in (("dtb:uid", identifier), ("dtb:depth", str(depth))):
        _ncx(head, "meta", name=name, content=value)
    for name in ("dtb:totalPageCount", "dtb:maxPageNumber"):
        _ncx(head, "meta", name=name, content="0")
    _ncx(_ncx(root, "docTitle"), "text").text = title
    _add_points(_ncx(root, "navMap"), entries, 1)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_points(parent: Element, entries: Sequence[NavEntry], order: int) -> int:
    for entry in entries:
        point = _ncx(parent, "navPoint", id=f"point-{order}", playOrder=str(order))
        _ncx(_ncx(point, "navLabel"), "text").text = entry.text
        _ncx(point, "content", src=entry.href)
        order = _add_points(point, entry.entries, order + 1)
    return order


def _ncx(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_NCX}}}{tag}", attributes)
