"""Find what may carry a number in a parsed chapter: figures, tables, equations, own kinds …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

import panflute as pf

from chapbook.locate import Locator, line_and_column
from chapbook.numbering import NumberingSettings
from chapbook.outline import is_opener
from chapbook.survey import Numbered
from chapbook.tree import ancestors, iter_elements, plain_text

Found = tuple[pf.Element, Numbered]


def find_numbered(elements: list[pf.Element], numbering: NumberingSettings) -> list[Found]:
    """Each of them with its element, in reading order.

    Where it has no id of its own, `id` is a pattern for one: `fig-speed`, `tbl-{}`.
    """
    found: list[Found] = []
    headings = 0
    boxes = {kind.name for kind in numbering.own}
    for element in elements:
        match element:
            case pf.Header():
                headings += is_section_heading(element)
                continue
            case pf.Figure():
                item = _figure(element)
            case pf.Table():
                item = _captioned("table", element, "tbl-{}")
            case pf.Span() if "equation" in element.classes:
                item = Numbered("equation", "eq-{}", "", None)
            case pf.Div() if "listing" in element.classes:
                item = Numbered("listing", "lst-{}", _listing_caption(element), None)
            case pf.Div() if boxes.intersection(element.classes):
                kind = next(name for name in element.classes if name in boxes)
                item = Numbered(kind, f"{kind}-{{}}", element.attributes.get("title", ""), None)
            case _:
                continue
        found.append((element, _detailed(item, element, headings)))
    return found


def located(found: list[Found], locator: Locator) -> Iterator[Found]:
    """The same with the place of each in the source."""
    for element, item in found:
        line, column = line_and_column(locator.find_place(item.kind, *_needles(element, item)))
        yield element, replace(item, line=line, column=column)


def is_section_heading(element: pf.Element) -> bool:
    """Whether a header opens a section: one inside a quotation or a list is only a title there."""
    return isinstance(element, pf.Header) and all(
        isinstance(ancestor, pf.Div | pf.Doc) for ancestor in ancestors(element)
    )


def _figure(figure: pf.Figure) -> Numbered:
    image = next(iter(_images(figure)), None)
    if image is None or _is_group(figure):
        return _captioned("figure", figure, "fig-{}")
    if not figure.identifier and image.identifier:
        figure.identifier, image.identifier = image.identifier, ""
    stem = re.sub(r"[^\w-]+", "-", PurePosixPath(image.url).stem) or "figure"
    return _captioned("figure", figure, f"fig-{stem}")


def _captioned(kind: str, element: pf.Figure | pf.Table, pattern: str) -> Numbered:
    return Numbered(kind, pattern, plain_text(element.caption) if element.caption else "", None)


def _listing_caption(div: pf.Div) -> str:
    return "".join(
        plain_text(block)
        for block in div.content
        if isinstance(block, pf.Div) and "caption" in block.classes
    )


def _detailed(item: Numbered, element: pf.Element, headings: int) -> Numbered:
    group = next((a for a in ancestors(element) if _is_group(a)), None)
    is_part = group is not None and item.kind == "figure"
    # Pandoc leaves what is said of a figure on its image, the id apart.
    said = [element, *([] if _is_group(element) else _images(element))]
    silent = any({"unnumbered", "-"}.intersection(one.classes) for one in said)
    label = next(filter(None, (one.attributes.get("label", "") for one in said)), "")
    opener = item.kind == "figure" and is_opener(_source(element))
    return replace(
        item,
        kind="subfigure" if is_part else item.kind,
        caption="" if opener else item.caption,
        parent=group.identifier if group is not None and is_part else "",
        unnumbered=opener or silent,
        label=label,
        after=headings,
    )


def _is_group(element: pf.Element) -> bool:
    return isinstance(element, pf.Figure) and "subfigures" in element.classes


def _source(element: pf.Element) -> str:
    """The first image in a figure, empty where there is none or it is one of several."""
    return "" if _is_group(element) else next((image.url for image in _images(element)), "")


def _images(element: pf.Element) -> list[pf.Image]:
    if not isinstance(element, pf.Figure):
        return []
    return list(iter_elements(element, (pf.Image,)))


def _needles(element: pf.Element, item: Numbered) -> tuple[str, ...]:
    """What stands in the source where the thing is, the surest first."""
    label = (*(f"#{element.identifier}{end}" for end in "} )"), f'"{element.identifier}"')
    if item.kind in ("figure", "subfigure"):
        url = _source(element)
        return (*label, url, unquote(url), item.caption)
    if item.kind == "equation":
        math = (e.text.strip() for e in iter_elements(element, (pf.Math,)))
        return (*label, next(math, ""))
    return (*label, item.caption)
