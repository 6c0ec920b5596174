"""Turn raw HTML that has a counterpart in Pandoc into it, and mark the rest, which would vanish.

It runs before the survey, so an `<img>` counts as a figure like any other. What has no counterpart
becomes an empty Span or Div of class `raw-html` with the tag's name, for the check to report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, plain_text, rewrite

#: What authors call HTML in raw content: `{=html}`, `{=html5}`.
_FORMATS = frozenset({"html", "html4", "html5"})
#: Inline tags with a Pandoc counterpart.
_INLINE: dict[str, Callable[..., pf.Inline]] = {
    "b": pf.Strong,
    "strong": pf.Strong,
    "i": pf.Emph,
    "em": pf.Emph,
    "cite": pf.Emph,
    "var": pf.Emph,
    "dfn": pf.Emph,
    "sub": pf.Subscript,
    "sup": pf.Superscript,
    "u": pf.Underline,
    "ins": pf.Underline,
    "s": pf.Strikeout,
    "del": pf.Strikeout,
}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_TRANSPARENT = frozenset({"span", "small", "abbr", "mark", "font", "big", "time"})
#: Block tags that only group what Pandoc has read anyway.
_GROUPING = frozenset({"p", "center", "section", "article", "main", "header", "footer", "figure"})


@dataclass(frozen=True)
class Tag:
    """One HTML tag: `kind` is open, close, void or comment."""

    kind: str
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """An attribute's value, empty where it is absent."""
        return dict(self.attributes).get(name, "")


@dataclass(frozen=True)
class RawHtml:
    """The filter `rawhtml`."""

    name: str = "rawhtml"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Convert raw HTML inlines and blocks."""
        raw = [e for e in iter_elements(doc, (pf.RawInline, pf.RawBlock)) if _is_raw(e)]
        around = {id(e.parent): e.parent for e in raw if isinstance(e, pf.RawInline)}
        if not raw:
            return doc
        kinds = {pf.RawBlock, *map(type, around.values())}

        def convert(element: pf.Element) -> object:
            if isinstance(element, pf.RawBlock):
                tags = read_tags(element.text) if _is_raw(element) else None
                return tags and [block for tag in tags for block in _block(tag)]
            return _convert(element) if id(element) in around else None

        return rewrite(doc, tuple(kinds), convert)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [RawHtml()]


def read_tags(html: str) -> list[Tag]:
    """The tags of a piece of HTML, in order; text between them is left out."""
    reader = _TagReader()
    reader.feed(html)
    reader.close()
    return reader.tags


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = "void" if tag in ("img", "br", "hr", "wbr", "input") else "open"
        self.tags.append(Tag(kind, tag, tuple((name, value or "") for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag("void", tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(Tag("close", tag))

    def handle_comment(self, data: str) -> None:
        self.tags.append(Tag("comment"))


def _convert(element: pf.Element) -> object:
    element.content = _pair_up(list(element.content))
    if isinstance(element, pf.Para | pf.Plain) and not element.content:
        return []
    if isinstance(element, pf.Para) and len(element.content) == 1:
        return _lone_image(element.content[0])
    return None


def _is_raw(element: object) -> bool:
    return isinstance(element, pf.RawInline | pf.RawBlock) and element.format in _FORMATS


def _block(tag: Tag) -> list[pf.Block]:
    match tag.name, tag.kind:
        case "img", _:
            figure = _lone_image(_image(tag))
            return [figure if figure is not None else pf.Para(_image(tag))]
        case "hr", _:
            return [pf.HorizontalRule()]
        case name, "open" | "void" if name not in _GROUPING | {"br", "a"}:
            return [pf.Div(classes=["raw-html"], attributes={"tag": name})]
        case "a", "open" if tag.get("id") or tag.get("name"):
            return [pf.Div(identifier=tag.get("id") or tag.get("name"))]
    return []


def _pair_up(inlines: list[pf.Inline]) -> list[pf.Inline]:
    """Inlines with each raw tag pair made into the element that it stands for."""
    open_tags: list[tuple[Tag, list[pf.Inline]]] = []
    current: list[pf.Inline] = []
    for inline in inlines:
        if not _is_raw(inline):
            current.append(inline)
            continue
        for tag in read_tags(inline.text):
            if tag.kind == "open":
                open_tags.append((tag, current))
                current = []
            elif tag.kind == "close":
                if any(opened.name == tag.name for opened, _ in open_tags):
                    current = _close(tag.name, open_tags, current)
            else:
                current += _void(tag)
    while open_tags:
        tag, before = open_tags.pop()
        current = [*before, *_void(tag), *current]
    return current


def _close(
    name: str, open_tags: list[tuple[Tag, list[pf.Inline]]], content: list[pf.Inline]
) -> list[pf.Inline]:
    while True:
        tag, before = open_tags.pop()
        content = [*before, *_element(tag, content)]
        if tag.name == name:
            return content


def _element(tag: Tag, content: list[pf.Inline]) -> list[pf.Inline]:
    if tag.name in _INLINE:
        return [_INLINE[tag.name](*content)]
    if tag.name in _CODE:
        return [pf.Code(plain_text(pf.Span(*content)), classes=[tag.name])]
    if tag.name == "a" and tag.get("href"):
        return [pf.Link(*content, url=tag.get("href"))]
    if tag.name == "a" or tag.name in _TRANSPARENT:
        identifier = tag.get("id") or tag.get("name")
        return [pf.Span(*content, identifier=identifier)] if identifier else content
    return [_marker(tag), *content]


def _void(tag: Tag) -> list[pf.Inline]:
    match tag.name:
        case "br":
            return [pf.LineBreak()]
        case "img":
            return [_image(tag)]
        case "" | "wbr":
            return []
        case "a" if tag.get("id") or tag.get("name"):
            return [pf.Span(identifier=tag.get("id") or tag.get("name"))]
    return [_marker(tag)]


def _marker(tag: Tag) -> pf.Span:
    return pf.Span(classes=["raw-html"], attributes={"tag": tag.name})


def _image(tag: Tag) -> pf.Image:
    sizes = {name: tag.get(name) for name in ("width", "height") if tag.get(name)}
    alt = [pf.Str(tag.get("alt"))] if tag.get("alt") else []
    return pf.Image(*alt, url=tag.get("src"), classes=tag.get("class").split(), attributes=sizes)


def _lone_image(inline: pf.Element) -> pf.Figure | None:
    """A figure for an image that stands alone in its paragraph, with its alternative text."""
    if not isinstance(inline, pf.Image):
        return None
    image = pf.Image(
        *inline.content, url=inline.url, classes=inline.classes, attributes=inline.attributes
    )
    return pf.Figure(pf.Plain(image), identifier=inline.identifier)
