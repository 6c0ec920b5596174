"""Finish the paragraphs: boxes that hold together, code that may break, breaks without gaps."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

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
#: Twips at both sides of a box.
BOX_INDENT = 227
#: Longer listings may break over a page; Word would leave a hole before them otherwise.
_KEPT_LINES = 24
#: Styles of running text.
_RUNNING = ("BodyText", "FirstParagraph")
#: Styles without an exact line height.
_TALL = ("Figure", "CaptionedFigure")
#: Twips from a list's number or bullet to its text, inside a box.
_LIST_STEP = 300


def finish_paragraphs(body: etree._Element, opens_page: Collection[str]) -> None:
    """Finish all paragraphs; the headings named by `opens_page` begin a page by their style."""
    _move_page_breaks(body, opens_page)
    _join_boxes(body)
    _close_lists(body)
    for paragraph in every(body, "w:p"):
        style = style_of(paragraph)
        if next(every(paragraph, "w:pict"), None) is not None:
            _draw_rule(paragraph)
        elif style == "SourceCode":
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
        if not _is_item(element):
            continue
        if not style_of(element):
            # Pandoc leaves the items of a loose list without a style.
            put(properties(element, "w:pPr"), "w:pStyle", {"w:val": "BodyText"})
        elif style_of(element) == "Compact" and not _is_item(_next_block(element)):
            put(properties(element, "w:pPr"), "w:spacing", {"w:after": 140})


def _is_item(element: etree._Element | None) -> bool:
    return element is not None and find(element, "w:pPr/w:numPr") is not None


def _leads_on(paragraph: etree._Element) -> bool:
    """Whether it must not stand last on a page: all bold as a title, or announcing what follows."""
    runs = [run for run in every(paragraph, "w:r") if _text(run).strip()]
    if not runs:
        return False
    bold = all(find(run, "w:rPr/w:b") is not None for run in runs)
    return bold or _text(paragraph).rstrip().endswith(":")


def _let_break(paragraph: etree._Element) -> None:
    if sum(1 for _ in every(paragraph, "w:br")) >= _KEPT_LINES:
        put(properties(paragraph, "w:pPr"), "w:keepLines", {"w:val": 0})


def _move_page_breaks(body: etree._Element, opens_page: Collection[str]) -> None:
    """Make each page break a property of what follows, as an empty paragraph would print a line."""
    for paragraph in list(body):
        if not _is_page_break(paragraph):
            continue
        following = _next_block(paragraph)
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


def _next_block(element: etree._Element) -> etree._Element | None:
    following = element.getnext()
    while following is not None and prefixed(following) in ("w:bookmarkStart", "w:bookmarkEnd"):
        following = following.getnext()
    return following


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
        before = element if is_title or style in _BOXES else None
        if before is not None and _is_item(element):
            _indent_list(element)


def _indent_list(item: etree._Element) -> None:
    """Lists begin at the box's own edge, so that its rule runs through."""
    level = int(value(find(item, "w:pPr/w:numPr/w:ilvl")) or 0)
    left = BOX_INDENT + _LIST_STEP * (level + 1)
    look = properties(item, "w:pPr")
    put(
        look,
        "w:ind",
        {"w:left": left, "w:hanging": left - BOX_INDENT if level == 0 else _LIST_STEP},
    )
    if _is_item(_next_block(item)):
        put(look, "w:spacing", {"w:after": 60})
