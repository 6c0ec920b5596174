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
    value,
)

_LAST = 9
_LOOKS = ("w:pPr", "w:rPr")


def fit_heading_styles(styles: etree._Element, marks: Sequence[Mark], has_parts: bool) -> None:
    """Add the styles that `marks` name; with Parts, move the looks of the headings down by one."""
    if has_parts:
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
