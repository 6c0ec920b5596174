"""Put the website together: pages, pictures, styles, scripts, search index; or all in one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath

from chapbook.errors import RenderError
from chapbook.plugins.epub3.body import Body, finish_body
from chapbook.plugins.epub3.navigation import NavEntry, plan_navigation
from chapbook.plugins.epub3.xhtml import Element
from chapbook.plugins.website import assets
from chapbook.plugins.website.front import CONTENTS, contents_section, title_section
from chapbook.plugins.website.markup import finish_markup, link_pictures, to_html
from chapbook.plugins.website.metadata import Neighbors, describe, page_title
from chapbook.plugins.website.navigation import part_contents, sidebar, turn
from chapbook.plugins.website.nearby import Nearby, contents_script, plan_nearby
from chapbook.plugins.website.pages import INDEX, SitePage, address, files_of, make_pages
from chapbook.plugins.website.search import anchors_index, search_index
from chapbook.plugins.website.shell import Shell
from chapbook.plugins.website.single import embed_picture, join_pages
from chapbook.roles import Manuscript, Resources
from chapbook.words import Words, words_for


def make_site(
    written: Mapping[str, bytes], manuscript: Manuscript, resources: Resources, depth: int
) -> dict[str, bytes]:
    """Every file of the website by its name."""
    text = _read(written, manuscript, depth)
    for page in text.pages:
        link_pictures(page)
    shell = _shell(manuscript, resources, INDEX, address(INDEX, CONTENTS))
    found = assets.read_assets(resources)
    cover = _cover(manuscript)
    files = {
        **{name: shell.fill(parts) for name, parts in _pages(text, manuscript, cover)},
        **text.body.images,
        **({cover[0]: cover[1]} if cover else {}),
        assets.STYLE: found.style.encode(),
        assets.SCRIPT: found.script.encode(),
        assets.FIRST: found.first.encode(),
        **({assets.LINES: contents_script(text.entries).encode()} if text.nearby else {}),
        assets.INDEX: search_index(text.pages, single=False).encode(),
        assets.ANCHORS: anchors_index(text.pages, _anchors(manuscript)).encode(),
    }
    return dict(sorted(files.items()))


def make_single(
    written: Mapping[str, bytes], manuscript: Manuscript, resources: Resources, depth: int
) -> bytes:
    """The one file with everything in it."""
    text = _read(written, manuscript, depth)
    pages = join_pages(text.pages, text.body.images)
    entries = plan_navigation(manuscript, dict.fromkeys(files_of(pages), ""), depth)
    shell = _shell(manuscript, resources, "#main", f"#{CONTENTS}")
    found = assets.read_assets(resources)
    cover = _cover(manuscript)
    start = f"#{pages[0].anchor}" if pages else None
    front = title_section(
        manuscript.book.metadata, embed_picture(*cover) if cover else None, start, text.words
    )
    body = [front, contents_section(entries, text.words), *(e for p in pages for e in p.content)]
    index = search_index(pages, single=True)
    return shell.fill(
        {
            "kind": "single",
            "title": escape(page_title(manuscript.book.metadata, None)),
            "head": _html(describe(manuscript.book.metadata, None, Neighbors())),
            "styles": f"<style>\n{found.style}</style>\n<script>\n{found.first}</script>",
            "sidebar": to_html(sidebar(entries, None)),
            "text": _html(body),
            "turn": "",
            "scripts": f"<script>\n{index}</script>\n<script>\n{found.script}</script>",
        }
    )


@dataclass(frozen=True)
class _Text:
    body: Body
    pages: tuple[SitePage, ...]
    entries: Sequence[NavEntry]
    words: Words
    nearby: Nearby | None

    def content_of(self, page: SitePage) -> tuple[Element, ...]:
        """What stands on a page: below the title of a Part, what is in it."""
        below = part_contents(self.entries, page)
        return (*page.content, below) if below is not None else page.content

    def sidebar_of(self, page: SitePage | None) -> Element:
        """All Parts and chapters, or those near the page in a long book."""
        if self.nearby is None:
            return sidebar(self.entries, page)
        return sidebar(self.nearby.lines(page.name if page else None), page)

    def scripts_of(self, page: SitePage | None) -> Iterator[str]:
        """The scripts of a page in the order in which they run."""
        if page is None:
            yield assets.ANCHORS
        if self.nearby is not None:
            yield assets.LINES
        yield assets.SCRIPT


def _read(written: Mapping[str, bytes], manuscript: Manuscript, depth: int) -> _Text:
    body = finish_body(written, manuscript)
    pages = make_pages(body)
    words = words_for(manuscript.book.metadata.language)
    for page in pages:
        finish_markup(page, words.site["link"], words.site["notes"])
    files = {anchor: address(name) for anchor, name in files_of(pages).items()}
    entries = plan_navigation(manuscript, files, depth)
    nearby = plan_nearby(entries, address(INDEX, CONTENTS), words.contents)
    return _Text(body, pages, entries, words, nearby)


def _pages(
    text: _Text, manuscript: Manuscript, cover: tuple[str, bytes] | None
) -> Iterator[tuple[str, dict[str, str]]]:
    """The name of each page and what fills the template, the page with the contents first."""
    metadata, words = manuscript.book.metadata, text.words
    places = [(metadata.title, INDEX), *((p.title, address(p.name)) for p in text.pages)]
    assert len(set(places)) == len(places), "the outline's anchors are unique"
    start = places[1][1] if text.pages else None
    front = title_section(metadata, cover[0] if cover else None, start, words)
    bodies = [(front, contents_section(text.entries, words)), *map(text.content_of, text.pages)]
    for place, page in enumerate((None, *text.pages)):
        before = places[place - 1] if place else None
        after = places[place + 1] if place + 1 < len(places) else None
        around = (words.site["previous"], words.site["next"])
        scripts = text.scripts_of(page)
        yield (
            page.name if page else INDEX,
            {
                "kind": "page" if page else "front",
                "title": escape(page_title(metadata, page)),
                "head": _html(describe(metadata, page, Neighbors(before, after))),
                "styles": f'<link rel="stylesheet" href="{assets.STYLE}" />\n'
                f'<script src="{assets.FIRST}"></script>',
                "sidebar": to_html(text.sidebar_of(page)),
                "text": _html(bodies[place]),
                "turn": to_html(turn(before, after, " / ".join(around), around)),
                "scripts": "\n".join(f'<script src="{s}" defer="defer"></script>' for s in scripts),
            },
        )


def _shell(manuscript: Manuscript, resources: Resources, home: str, contents: str) -> Shell:
    template = resources("templates", "html/page.html")
    return Shell(template, manuscript.book.metadata, home, contents)


def _html(elements: Iterator[Element] | Sequence[Element]) -> str:
    return "\n".join(map(to_html, elements))


def _anchors(manuscript: Manuscript) -> frozenset[str]:
    return frozenset(label.anchor for label in manuscript.outline)


def _cover(manuscript: Manuscript) -> tuple[str, bytes] | None:
    """The book's own cover by its name in the site; a site needs none that is drawn for it."""
    named, root = manuscript.book.metadata.cover, manuscript.book.root
    if named is None:
        return None
    path = root / named
    if not path.resolve().is_relative_to(root.resolve()):
        raise RenderError(
            f"the cover {named} lies outside the book's folder",
            hint="copy the image into the book and name it relative to the book's folder",
        )
    return f"media/cover{PurePosixPath(named).suffix.lower()}", path.read_bytes()
