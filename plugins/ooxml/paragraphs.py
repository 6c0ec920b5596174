"""Finish the paragraphs: boxes that hold together, code that may break, breaks without gaps."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from chapbook.plugins.ooxml.insides import finish_insides, indent_item, is_item, next_block
from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    prefixed,
    properties,
    put,
    style_of,
    value,
)

#: Styles of boxes and of their titles.
_BOXES = {"Callout": "CalloutTitle", "CrossReference": "CrossReferenceTitle"}
#: Styles of code: by itself, in boxes and in quotations.
_CODE = ("SourceCode", "CalloutCode", "CrossReferenceCode", "BlockCode")
#: Twips at both sides of a box.
BOX_INDENT = 227
#: Longer listings may break over a page; Word would leave a hole before them otherwise.
_KEPT_LINES = 24
#: How long a line above a table or a listing may be that belongs to it.
_LABEL_LENGTH = 90
_SENTENCE_ENDS = (".", "!", "?", "…", "。", ".”", ".)")
#: Styles of running text.
_RUNNING = ("BodyText", "FirstParagraph")
#: Styles without an exact line height.
_TALL = ("Figure", "CaptionedFigure")


def finish_paragraphs(body: etree._Element, opens_page: Collection[str]) -> None:
    """Finish all paragraphs; the headings named by `opens_page` begin a page by their style."""
    _move_page_breaks(body, opens_page)
    finish_insides(body)
    _join_boxes(body)
    _close_lists(body)
    for paragraph in every(body, "w:p"):
        style = style_of(paragraph)
        if next(every(paragraph, "w:pict"), None) is not None:
            _draw_rule(paragraph)
        elif style in _CODE:
            _let_break(paragraph)
        elif style in _RUNNING and _leads_on(paragraph):
            put(properties(paragraph, "w:pPr"), "w:keepNext")
        if style not in _TALL and _is_tall(paragraph):
            # An exact line height would cut the picture off.
            spacing: dict[str, str | int] = {"w:line": 240, "w:lineRule": "auto"}
            put(properties(paragraph, "w:pPr"), "w:spacing", spacing)


def _is_tall(paragraph: etree._Element) -> bool:
    return any(next(every(paragraph, name), None) is not None for name in ("w:drawing", "m:oMath"))


def _draw_rule(paragraph: etree._Element) -> None:
    """Pandoc draws a rule as a picture in the old VML; a border prints the same everywhere."""
    if _text(paragraph) or next(every(paragraph, "w:drawing"), None) is not None:
        return
    paragraph[:] = []
    put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": "HorizontalRule"})


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in every(paragraph, "w:t"))


def _close_lists(body: etree._Element) -> None:
    """The items of a tight list stand close, but not what follows the list."""
    for element in body:
        if not is_item(element):
            continue
        if not style_of(element):
            # Pandoc leaves the items of a loose list without a style.
            put(properties(element, "w:pPr"), "w:pStyle", {"w:val": "BodyText"})
        elif style_of(element) == "Compact" and not is_item(next_block(element)):
            put(properties(element, "w:pPr"), "w:spacing", {"w:after": 140})


def _leads_on(paragraph: etree._Element) -> bool:
    """Whether it must not stand last on a page: all bold as a title, or announcing what follows."""
    runs = [run for run in every(paragraph, "w:r") if _text(run).strip()]
    if not runs:
        return False
    bold = all(find(run, "w:rPr/w:b") is not None for run in runs)
    said = _text(paragraph).rstrip()
    return bold or said.endswith(":") or (_is_label(said) and _is_shown(next_block(paragraph)))


def _is_label(said: str) -> bool:
    """Whether it is less than a sentence: `Filename: main.rs`, a caption typed by hand."""
    return len(said) <= _LABEL_LENGTH and not said.endswith(_SENTENCE_ENDS)


def _is_shown(element: etree._Element | None) -> bool:
    if element is None:
        return False
    return prefixed(element) == "w:tbl" or style_of(element) == "SourceCode"


def _let_break(paragraph: etree._Element) -> None:
    if sum(1 for _ in every(paragraph, "w:br")) >= _KEPT_LINES:
        put(properties(paragraph, "w:pPr"), "w:keepLines", {"w:val": 0})


def _move_page_breaks(body: etree._Element, opens_page: Collection[str]) -> None:
    """Make each page break a property of what follows, as an empty paragraph would print a line."""
    for paragraph in list(body):
        if not _is_page_break(paragraph):
            continue
        following = next_block(paragraph)
        if following is not None and prefixed(following) == "w:tbl":
            continue
        body.remove(paragraph)
        if following is None or prefixed(following) != "w:p" or _is_page_break(following):
            continue
        names = {value(start, "w:name") for start in every(following, "w:bookmarkStart")}
        if not names & set(opens_page):
            put(properties(following, "w:pPr"), "w:pageBreakBefore")


def _is_page_break(element: etree._Element) -> bool:
    if prefixed(element) != "w:p":
        return False
    if len(element) != 1 or len(element[0]) != 1:
        return False
    return value(find(element, "w:r/w:br"), "w:type") == "page"


def _join_boxes(body: etree._Element) -> None:
    """Word draws neighbors of one style as one box: take lists in, and keep two boxes apart."""
    before: etree._Element | None = None
    for element in list(body):
        if prefixed(element) in ("w:bookmarkStart", "w:bookmarkEnd"):
            continue
        style = style_of(element) if prefixed(element) == "w:p" else ""
        is_title = style in _BOXES.values()
        if is_title and before is not None:
            gap = build("w:pPr", {}, build("w:pStyle", {"w:val": "BoxGap"}))
            element.addprevious(build("w:p", {}, gap))
        is_box = is_title or style.removesuffix("Code") in _BOXES
        before = element if is_box else None
        if before is not None and is_item(element):
            indent_item(element, BOX_INDENT)
