"""Give the book's Pandoc JSON the form that Word needs: Parts as headings, fields, bookmarks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from chapbook.book import Book
from chapbook.naming import forms_of
from chapbook.outline import Label, Outline
from chapbook.plugins.ooxml.captions import Above, Captions
from chapbook.plugins.ooxml.drawing_size import svg_size
from chapbook.plugins.ooxml.fields import bookmark_ends, text_xml
from chapbook.plugins.ooxml.heading_numbers import HeadingNumbers, NumberedList
from chapbook.plugins.ooxml.index_fields import INDEX, MARK, write_index, write_mark
from chapbook.plugins.ooxml.insides import QUOTATION, settle
from chapbook.plugins.ooxml.marks import (
    HEADING_LABEL,
    OUTER_STYLES,
    SECTION_NUMBER,
    Mark,
    style_of_heading,
)
from chapbook.plugins.ooxml.names import bookmark_name
from chapbook.plugins.ooxml.references import References, plain
from chapbook.plugins.ooxml.title_page import imprint, title_page
from chapbook.words import words_for

#: A Pandoc element in its JSON form.
Node = dict[str, Any]

#: Styles that Pandoc is to give to all paragraphs of a box.
BOXES = ("Callout", "Cross Reference")
#: The styles of the paragraphs that the table of contents and the other lists replace.
CONTENTS_MARK, LIST_MARK = "ContentsMark", "ListMark"
#: What may carry a caption's number.
_THINGS = ("Figure", "Table", "Div", "Span")


@dataclass(frozen=True)
class Shaped:
    """The document to write and what must be known of it afterwards.

    `vectors` maps a bitmap's name to the name of its vector twin. `body` is the bookmark of the
    heading with which the book proper begins after its front matter, None where it has none.
    `lists` number the headings; `captions` are the kinds of captions with their bookmarks.
    """

    document: bytes
    marks: tuple[Mark, ...]
    vectors: Mapping[str, str]
    has_parts: bool
    body: str | None
    lists: Mapping[str, NumberedList]
    captions: tuple[tuple[str, str], ...]


def shape(
    document: bytes,
    book: Book,
    outline: Outline,
    in_part: frozenset[str],
    media: Mapping[str, bytes],
) -> Shaped:
    """Shape the document; `in_part` holds the anchors of the chapters that stand in a Part."""
    root: Node = json.loads(document)
    blocks: list[Node] = root["blocks"]
    has_parts = any(_is_part(block) for block in blocks)
    numbers = count(1)
    labels = {label.anchor: label for label in outline}
    lists = HeadingNumbers(book.numbering, has_parts and book.numbering.restart == "part")
    captions = Captions(book, numbers.__next__)
    shaper = _Shaper(book, labels, in_part, media, has_parts, lists, captions, numbers.__next__)
    done = [made for block in blocks for made in shaper.block(block)]
    shaper.finish(done)
    root["meta"] = title_page(book.metadata)
    root["blocks"] = [*imprint(book.metadata), _mark(CONTENTS_MARK), *done]
    written = captions.written.items()
    return Shaped(
        json.dumps(root, ensure_ascii=False).encode(),
        tuple(shaper.marks),
        shaper.vectors,
        has_parts,
        shaper.body,
        lists.lists,
        tuple((caption.kind, bookmark_name(anchor)) for anchor, caption in written),
    )


@dataclass
class _Shaper:
    book: Book
    labels: Mapping[str, Label]
    in_part: frozenset[str]
    media: Mapping[str, bytes]
    has_parts: bool
    lists: HeadingNumbers
    captions: Captions
    new_number: Callable[[], int]
    marks: list[Mark] = field(default_factory=list)
    vectors: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    #: The kind of the chapter that is open, and whether it stands outside the book's Parts.
    chapter: str = "chapter"
    is_outer: bool = False
    #: The numbered things around what is walked, and whether their authors gave the number.
    around: list[tuple[Label, bool]] = field(default_factory=list)
    #: The anchors of headings, with the number that a list gives them.
    headings: dict[str, str] = field(default_factory=dict)

    def block(self, block: Node) -> list[Node]:
        """A top-level block; a Part becomes a heading and its introduction."""
        if _is_part(block):
            attributes, inner = block["c"]
            title = inner[0]["c"] if inner else []
            heading = {"t": "Header", "c": [0, attributes, title]}
            return [made for part in (heading, *inner[1:]) for made in self.block(part)]
        self._walk(block)
        return [block]

    def finish(self, blocks: list[Node]) -> None:
        """Settle references, which need to know the whole document."""
        placed = frozenset({*self.captions.written, *self.headings})
        page = words_for(self.book.metadata.language).page
        numbers = {anchor: number for anchor, number in self.headings.items() if number}
        References(numbers, self.captions.written, placed, page).settle(blocks)

    def _walk(self, node: Any) -> None:
        if isinstance(node, list):
            for child in node:
                self._walk(child)
        elif isinstance(node, dict) and "t" in node:
            found = self._thing(node) if node["t"] in _THINGS else None
            if found is not None:
                self.around.append(found)
            self._enter(node)
            self._walk(node.get("c"))
            if found is not None:
                self.around.pop()
        elif isinstance(node, dict):
            self._walk(list(node.values()))

    def _thing(self, node: Node) -> tuple[Label, bool] | None:
        identifier, _, attributes = node["c"][0]
        label = self.labels.get(identifier)
        return None if label is None else (label, "label" in dict(attributes))

    def _enter(self, node: Node) -> None:
        match node["t"]:
            case "Header":
                self._heading(node)
            case "Span" if MARK in node["c"][0][1]:
                write_mark(node, words_for(self.book.metadata.language).index)
            case "Span":
                self._label(node)
            case "Image":
                self._image(node)
            case "BlockQuote":
                settle(node["c"], QUOTATION)
            case "Div":
                _, classes, attributes = node["c"][0]
                holder = dict(attributes).get("custom-style")
                if holder in BOXES:
                    settle(node["c"][1], holder)
                elif INDEX in classes:
                    write_index(node)
                elif "list-of" in classes:
                    node["c"][1] = [_mark(LIST_MARK, dict(attributes).get("kind", ""))]

    def _heading(self, header: Node) -> None:
        level, (identifier, classes, attributes), inlines = header["c"]
        is_part = "part" in classes
        if level == 1:
            self.chapter = next((name for name in classes if name in OUTER_STYLES), "chapter")
            self.is_outer = self.has_parts and identifier not in self.in_part
        number = dict(attributes).get("number", "")
        kind = "part" if is_part else self.chapter
        place = self.lists.place(kind, self.chapter, max(level, 1), number) if number else None
        is_labeled = is_part or (kind == "appendix" and level == 1)
        shown = forms_of(kind, self.book).label.format(number) if is_labeled and number else number
        style = (
            style_of_heading(self.chapter, level, self.has_parts, self.is_outer) if level else None
        )
        word_level = level + self.has_parts
        mark = Mark(
            bookmark_name(identifier) if identifier else f"_Toc{len(self.marks) + 1:09d}",
            word_level,
            style,
            word_level - (self.has_parts and style is not None),
            word_level <= (2 if self.has_parts else 1),
            kind if level <= 1 else None,
            shown if place is not None else "",
            place,
        )
        self.marks.append(mark)
        if identifier:
            self.headings[identifier] = mark.number
        if self.body is None and (is_part or {"chapter", "appendix"} & set(classes)):
            self.body = mark.bookmark
        title = _without_number(inlines)
        before = _number(shown, is_labeled, place is not None) if number else []
        start, end = map(_raw, bookmark_ends(mark.bookmark, self.new_number()))
        header["c"] = [word_level, [identifier, [], []], [*before, start, *title, end]]
        if level <= 1:
            self._open(mark, number)

    def _open(self, mark: Mark, number: str) -> None:
        style = mark.style or mark.level
        above = Above(number, style if mark.place is not None else None) if number else None
        if mark.chapter == "part":
            self.captions.part = above
        else:
            self.captions.chapter = above

    def _label(self, span: Node) -> None:
        """Make fields of a caption's label and of an equation's number."""
        (identifier, classes, _), inlines = span["c"]
        if not self.around:
            return
        label, is_given = self.around[-1]
        if "caption-label" in classes:
            group = self.around[-2][0].anchor if len(self.around) > 1 else None
            fields = self.captions.write(label, plain(inlines), group, is_given)
        elif "equation" in classes and label.anchor == identifier and label.number:
            fields = self.captions.write(label, f"({label.number})", None, is_given)
        else:
            return
        if fields is None:
            span["c"][0][2].append(["custom-style", "Caption Label"])
        elif "equation" in classes:
            inlines.append(_raw(fields))
        else:
            inlines[:] = [_raw(fields)]

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


def _is_part(block: Node) -> bool:
    return block["t"] == "Div" and "part" in block["c"][0][1]


def _without_number(inlines: list[Node]) -> list[Node]:
    """A heading's title; its number comes from a list, or is written anew."""
    if not inlines or inlines[0]["t"] != "Span" or "number" not in inlines[0]["c"][0][1]:
        return inlines
    return inlines[2:] if len(inlines) > 1 and inlines[1]["t"] == "Space" else inlines[1:]


def _number(shown: str, is_labeled: bool, is_listed: bool) -> Sequence[Node]:
    """What stands before a heading's title: "Part I" and "Appendix A" have a line of their own.

    The space before the break is for tables of contents, which leave the break out.
    """
    if is_labeled:
        line_break = f'<w:r><w:rPr><w:rStyle w:val="{HEADING_LABEL}"/></w:rPr><w:br/></w:r>'
        return [_raw(("" if is_listed else text_xml(f"{shown}\u2003", HEADING_LABEL)) + line_break)]
    return [] if is_listed else [_raw(text_xml(f"{shown}\u2003", SECTION_NUMBER))]


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


def _mark(style: str, text: str = "") -> Node:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return {"t": "RawBlock", "c": ["openxml", f"<w:p>{look}{text_xml(text)}</w:p>"]}
