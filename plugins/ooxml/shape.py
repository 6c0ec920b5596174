"""Give the book's Pandoc JSON the form that Word needs: Parts as headings, styles, bookmarks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chapbook.book import Metadata
from chapbook.plugins.ooxml.drawing_size import svg_size
from chapbook.words import Words

#: A Pandoc element in its JSON form.
Node = dict[str, Any]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.I)

#: Styles of the headings of chapters that stand outside the book's Parts, by the chapter's place.
OUTER_STYLES = {
    "front-matter": "Front Heading",
    "chapter": "Chapter Heading",
    "appendix": "Appendix Heading",
    "back-matter": "Back Heading",
}
#: The style of their sections.
OUTER_SECTION = "Outer Section"
#: Styles that Pandoc is to give to all paragraphs of a box.
BOXES = ("Callout", "Cross Reference")
#: The style of the paragraph that the table of contents replaces.
CONTENTS_MARK = "ContentsMark"


@dataclass(frozen=True)
class Mark:
    """A heading: the bookmark around its text, its Word level, and its style if not the usual."""

    bookmark: str
    level: int
    style: str | None = None
    opens_page: bool = False


@dataclass(frozen=True)
class Shaped:
    """The document to write and what must be known of it afterwards.

    `vectors` maps a bitmap's name to the name of its vector twin. `body` is the bookmark of the
    heading with which the book proper begins after its front matter, None where it has none.
    """

    document: bytes
    marks: tuple[Mark, ...]
    vectors: Mapping[str, str]
    has_parts: bool
    body: str | None


def shape(
    document: bytes,
    metadata: Metadata,
    words: Words,
    in_part: frozenset[str],
    media: Mapping[str, bytes],
) -> Shaped:
    """Shape the document; `in_part` holds the anchors of the chapters that stand in a Part."""
    root: Node = json.loads(document)
    blocks: list[Node] = root["blocks"]
    has_parts = any(_is_part(block) for block in blocks)
    shaper = _Shaper(words, in_part, media, has_parts)
    done = [made for block in blocks for made in shaper.block(block)]
    root["meta"] = _metadata(metadata)
    root["blocks"] = [*_imprint(metadata), _contents_mark(), *done]
    return Shaped(
        json.dumps(root, ensure_ascii=False).encode(),
        tuple(shaper.marks),
        shaper.vectors,
        has_parts,
        shaper.body,
    )


@dataclass
class _Shaper:
    words: Words
    in_part: frozenset[str]
    media: Mapping[str, bytes]
    has_parts: bool
    marks: list[Mark] = field(default_factory=list)
    vectors: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    outer: str | None = None

    def block(self, block: Node) -> list[Node]:
        """A top-level block; a Part becomes a heading and its introduction."""
        if _is_part(block):
            (identifier, classes, attributes), inner = block["c"]
            self.outer = None
            number = [_span("number", f"{self.words.part} {dict(attributes)['number']}"), _SPACE]
            title = inner[0]["c"] if inner else []
            heading = {"t": "Header", "c": [0, [identifier, classes, []], [*number, *title]]}
            return [made for part in (heading, *inner[1:]) for made in self.block(part)]
        self._walk(block)
        return [block]

    def _walk(self, node: Any) -> None:
        if isinstance(node, list):
            for child in node:
                self._walk(child)
        elif isinstance(node, dict) and "t" in node:
            match node["t"]:
                case "Header":
                    self._heading(node)
                case "Span":
                    _style_label(node)
                case "Image":
                    self._image(node)
                case "Div" if dict(node["c"][0][2]).get("custom-style") in BOXES:
                    _loosen_lists(node["c"][1])
            self._walk(node.get("c"))
        elif isinstance(node, dict):
            self._walk(list(node.values()))

    def _heading(self, header: Node) -> None:
        level, (identifier, classes, _), inlines = header["c"]
        if level == 1:
            self._enter_chapter(identifier, classes)
        style = self.outer if level == 1 else OUTER_SECTION if self.outer and level == 2 else None
        bookmark = f"_Toc{len(self.marks) + 1:09d}"
        level += 1 if self.has_parts else 0
        self.marks.append(Mark(bookmark, level, style, level <= (2 if self.has_parts else 1)))
        if self.body is None and ("part" in classes or {"chapter", "appendix"} & set(classes)):
            self.body = bookmark
        labelled = "part" in classes or "appendix" in classes
        start, end = _bookmark(bookmark, len(self.marks))
        header["c"] = [level, [identifier, [], []], [start, *_set_number(inlines, labelled), end]]

    def _enter_chapter(self, identifier: str, classes: Sequence[str]) -> None:
        inside = identifier in self.in_part or not self.has_parts
        place = next((name for name in classes if name in OUTER_STYLES), "chapter")
        self.outer = None if inside else OUTER_STYLES[place]

    def _image(self, image: Node) -> None:
        (_, _, attributes), _, (url, _) = image["c"]
        twin = next((text for key, text in attributes if key == "svg"), None)
        attributes[:] = [[key, text] for key, text in attributes if key != "svg"]
        if twin is None or twin not in self.media:
            return
        self.vectors[url] = twin
        size = svg_size(self.media[twin])
        if size and not {"width", "height"} & {key for key, _ in attributes}:
            attributes.append(["width", f"{size[0]:g}px"])


_SPACE: Node = {"t": "Space"}


def _is_part(block: Node) -> bool:
    return block["t"] == "Div" and "part" in block["c"][0][1]


def _span(name: str, text: str) -> Node:
    return {"t": "Span", "c": [["", [name], []], [{"t": "Str", "c": text}]]}


def _style_label(span: Node) -> None:
    _, classes, attributes = span["c"][0]
    if "caption-label" in classes:
        attributes.append(["custom-style", "Caption Label"])


def _loosen_lists(blocks: list[Node]) -> None:
    """Pandoc gives paragraphs a box's style, but not the plain text of a tight list's items."""
    for block in blocks:
        if block["t"] == "Plain":
            block["t"] = "Para"
        elif block["t"] in ("BulletList", "OrderedList"):
            items = block["c"] if block["t"] == "BulletList" else block["c"][1]
            for item in items:
                _loosen_lists(item)


def _set_number(inlines: list[Node], labelled: bool) -> list[Node]:
    """A heading's inlines with its number in a style, set off from the title.

    "Part I" and "Appendix A" stand on a line of their own; the space before the break is for
    tables of contents, which leave the break out.
    """
    if not inlines or inlines[0]["t"] != "Span" or "number" not in inlines[0]["c"][0][1]:
        return inlines
    style = "Heading Label" if labelled else "Section Number"
    inlines[0]["c"][0][2].append(["custom-style", style])
    rest = inlines[2:] if len(inlines) > 1 and inlines[1]["t"] == "Space" else inlines[1:]
    gap = _raw(_LABEL_BREAK) if labelled else _EM_SPACE
    return [inlines[0], gap, *rest]


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


_LABEL_BREAK = (
    '<w:r><w:rPr><w:rStyle w:val="HeadingLabel"/></w:rPr>'
    '<w:t xml:space="preserve">\u2003</w:t><w:br/></w:r>'
)
_EM_SPACE: Node = {"t": "Str", "c": "\u2003"}


def _bookmark(name: str, number: int) -> tuple[Node, Node]:
    # Pandoc counts its own bookmarks from 1; these stay clear of them.
    identifier = 1_000_000 + number
    start = f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>'
    return _raw(start), _raw(f'<w:bookmarkEnd w:id="{identifier}"/>')


def _contents_mark() -> Node:
    xml = f'<w:p><w:pPr><w:pStyle w:val="{CONTENTS_MARK}"/></w:pPr></w:p>'
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _metadata(metadata: Metadata) -> Node:
    """What Pandoc prints on the title page."""
    fields: Node = {"title": _meta(metadata.title), "lang": _meta(metadata.language)}
    if metadata.subtitle:
        fields["subtitle"] = _meta(metadata.subtitle)
    if metadata.authors:
        fields["author"] = {"t": "MetaList", "c": [_meta(author) for author in metadata.authors]}
    if metadata.date:
        fields["date"] = _meta(metadata.date)
    return fields


def _meta(text: str) -> Node:
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": text}]}


def _imprint(metadata: Metadata) -> list[Node]:
    """What else the title page says: edition, publisher, rights, and an identifier for people."""
    identifier = metadata.identifier
    if identifier and _UUID.search(identifier):
        identifier = None
    said = (metadata.edition, metadata.publisher, metadata.rights, identifier)
    lines = [{"t": "Para", "c": [{"t": "Str", "c": line}]} for line in said if line]
    if not lines:
        return []
    return [{"t": "Div", "c": [["", [], [["custom-style", "Imprint"]]], lines]}]
