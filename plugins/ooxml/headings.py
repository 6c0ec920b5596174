"""Fit the heading styles to the book: with Parts, each level looks as the one above it would.

The reference document is drawn for a book without Parts, in which chapters are Heading 1. In a
book with Parts those are Heading 1 and chapters are Heading 2, and the looks move down with them,
so that one reference document serves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from chapbook.plugins.ooxml.marks import Mark
from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    find_style,
    properties,
    put,
    qualified,
    sort_children,
    style_id,
    style_of,
    value,
)

_LAST = 9
_CONTENTS_HEADING = "TOCHeading"
_LOOKS = ("w:pPr", "w:rPr")


def fit_heading_styles(styles: etree._Element, marks: Sequence[Mark], has_parts: bool) -> None:
    """Add the styles that `marks` name; with Parts, move the looks of the headings down by one."""
    if has_parts:
        _follow_looks(styles)
        for level in range(_LAST, 1, -1):
            _copy_look(styles, f"Heading{level - 1}", f"Heading{level}", level)
        _copy_look(styles, "Part", "Heading1", 1)
    named = {(mark.style, mark.level, mark.outline) for mark in marks if mark.style}
    for name, level, outline in sorted(named):
        styles.append(_outer_style(name, level, outline))


def restyle_headings(body: etree._Element, marks: Sequence[Mark]) -> None:
    """Give headings outside the Parts their own styles, and code in headings the heading's size."""
    by_bookmark = {mark.bookmark: mark for mark in marks}
    for start in every(body, "w:bookmarkStart"):
        mark = by_bookmark.get(value(start, "w:name"))
        paragraph = start.getparent()
        if mark is None or paragraph is None or paragraph.tag != qualified("w:p"):
            continue
        if mark.style is not None:
            put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": style_id(mark.style)})
        for style_element in every(paragraph, "w:rStyle"):
            if value(style_element) == "VerbatimChar":
                style_element.set(qualified("w:val"), "VerbatimHeading")


def open_pages(body: etree._Element, styles: etree._Element, marks: Sequence[Mark]) -> None:
    """Begin contents, Parts and chapters on a page where a publisher's styles do not say so."""
    opening = {mark.bookmark for mark in marks if mark.opens_page}
    for paragraph in every(body, "w:p"):
        named = {value(start, "w:name") for start in every(paragraph, "w:bookmarkStart")}
        is_opening = bool(named & opening) or style_of(paragraph) == _CONTENTS_HEADING
        if is_opening and not _opens_page(styles, style_of(paragraph)):
            put(properties(paragraph, "w:pPr"), "w:pageBreakBefore")


def _opens_page(styles: etree._Element, name: str) -> bool:
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        style = find_style(styles, name)
        said = None if style is None else find(style, "w:pPr/w:pageBreakBefore")
        if said is not None:
            return value(said) not in ("0", "false")
        name = "" if style is None else value(find(style, "w:basedOn"))
    return False


def _follow_looks(styles: etree._Element) -> None:
    """Base what a publisher has based on a heading on the one that is to have that look.

    Else a title of chapters based on Heading 1, or Word's own TOC Heading, looks as a Part.
    """
    below = {f"Heading{level}": f"Heading{level + 1}" for level in range(1, _LAST)}
    for base in every(styles, "w:basedOn"):
        base.set(qualified("w:val"), below.get(value(base), value(base)))


def _copy_look(styles: etree._Element, source: str, target: str, level: int) -> None:
    origin, style = find_style(styles, source), find_style(styles, target)
    if origin is None or style is None:
        return
    linked = find_style(styles, f"{target}Char")
    for name in _LOOKS:
        for owner in (style, linked):
            if owner is None or (owner is linked and name == "w:pPr"):
                continue
            old, new = find(owner, name), find(origin, name)
            if old is not None:
                owner.remove(old)
            if new is not None:
                owner.append(deepcopy(new))
            sort_children(owner)
    put(properties(style, "w:pPr"), "w:outlineLvl", {"w:val": level - 1})
    sort_children(style)


def _outer_style(name: str, level: int, outline: int) -> etree._Element:
    """A style that looks as the heading of its level and counts, with Parts, one level higher.

    So Word's navigation pane shows an appendix beside the Parts and not under the last of them.
    """
    look = build("w:pPr", {}, build("w:outlineLvl", {"w:val": outline - 1}))
    return build(
        "w:style",
        {"w:type": "paragraph", "w:customStyle": 1, "w:styleId": style_id(name)},
        build("w:name", {"w:val": name}),
        build("w:basedOn", {"w:val": f"Heading{level}"}),
        build("w:next", {"w:val": "BodyText"}),
        build("w:uiPriority", {"w:val": 9}),
        build("w:qFormat"),
        look,
    )
