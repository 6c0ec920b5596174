"""Figures with a page of their own, on its side or upright, or that stay with what follows.

The filter `figure-places` leaves paragraphs of the styles named here before and after such figures;
they are taken out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from chapbook.plugins.ooxml.names import (
    every,
    find,
    parent_paragraph,
    prefixed,
    properties,
    put,
    qualified,
    value,
)
from chapbook.plugins.ooxml.notes import go_on, sections_of
from chapbook.plugins.ooxml.pages import EMU_PER_TWIP, MARGIN, Paper, end_section

#: The share of the line from which a picture means to fill it.
_FULL_LINE = 0.97
#: What a picture leaves for its caption.
_HEIGHT_SHARE = 0.85


def place_figures(body: etree._Element, paper: Paper) -> None:
    """Carry out what the marks ask for; to be called when all sections are there."""
    for mark in list(_marks(body, "KeepWithNext")):
        _set(_neighbor(mark, before=True), "w:keepNext")
        _remove(mark)
    for begin in list(_marks(body, "FigureFullBegin")):
        end = next(m for m in _marks(body, "FigureFullEnd"))
        _set(_neighbor(begin, before=False), "w:pageBreakBefore")
        _set(_neighbor(end, before=False), "w:pageBreakBefore")
        _remove(begin, end)
    for begin in list(_marks(body, "FigureLandscapeBegin")):
        end = next(m for m in _marks(body, "FigureLandscapeEnd"))
        if begin.getparent() is body and end.getparent() is body:
            _turn(begin, end, paper)
        _remove(begin, end)


def _marks(body: etree._Element, style: str) -> Iterator[etree._Element]:
    for found in every(body, "w:pStyle"):
        paragraph = parent_paragraph(found)
        if value(found) == style and paragraph is not None:
            yield paragraph


def _neighbor(mark: etree._Element, *, before: bool) -> etree._Element | None:
    """The paragraph beside a mark, None where a table or nothing stands there."""
    block = mark.getprevious() if before else mark.getnext()
    while block is not None and prefixed(block) in ("w:bookmarkStart", "w:bookmarkEnd"):
        block = block.getprevious() if before else block.getnext()
    return block if block is not None and prefixed(block) == "w:p" else None


def _set(paragraph: etree._Element | None, name: str) -> None:
    if paragraph is not None:
        put(properties(paragraph, "w:pPr"), name)


def _remove(*marks: etree._Element) -> None:
    for mark in marks:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _turn(begin: etree._Element, end: etree._Element, paper: Paper) -> None:
    """Give what is between the marks a section of its own, on its side."""
    following = next(found for block in end.itersiblings() for found in sections_of(block))
    before, turned = deepcopy(following), deepcopy(following)
    for block in begin.itersiblings():
        if block is end:
            break
        for picture in every(block, "wp:inline"):
            _widen(picture, paper)
    end_section(begin, before)
    for section in (turned, following):
        go_on(section, "nextPage")
        for restart in every(section, "w:numRestart"):
            restart.set(qualified("w:val"), "continuous")
    put(turned, "w:pgSz", {"w:w": paper.height, "w:h": paper.width, "w:orient": "landscape"})
    sides = {"w:left": MARGIN, "w:right": MARGIN, "w:top": paper.margin, "w:bottom": paper.margin}
    put(turned, "w:pgMar", {**sides, "w:header": 709, "w:footer": 709, "w:gutter": 0})
    end_section(end, turned)


def _widen(picture: etree._Element, paper: Paper) -> None:
    """Let a picture that fills the line fill the longer one."""
    extent, inner = find(picture, "wp:extent"), find(picture, ".//pic:spPr/a:xfrm/a:ext")
    if extent is None:
        return
    width, height = int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    if width < _FULL_LINE * paper.text_width * EMU_PER_TWIP or not height:
        return
    room = (paper.height - 2 * MARGIN) * EMU_PER_TWIP
    scale = min(
        room / width, (paper.width - 2 * paper.margin) * _HEIGHT_SHARE * EMU_PER_TWIP / height
    )
    for element in (extent, inner):
        if element is not None:
            element.set("cx", str(round(width * scale)))
            element.set("cy", str(round(height * scale)))
