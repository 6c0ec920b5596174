"""Refuse a drawing that grows beyond measure when its `<use>` elements are followed.

Ten elements that each use the one before ten times are ten thousand million shapes to draw.
"""

from __future__ import annotations

from lxml import etree

from chapbook.roles import DrawingError

#: The most elements that a drawing may hold once every `<use>` is replaced by what it names.
MAX_ELEMENTS = 200_000


def refuse_expansion(svg: etree._Element) -> None:
    """Raise `DrawingError` where the drawing is too large, or uses itself."""
    named = {e.get("id"): e for e in svg.iter() if isinstance(e.tag, str) and e.get("id")}
    counts: dict[etree._Element, int] = {}
    # Depth first without recursion: an element is counted when all it depends on is.
    stack: list[tuple[etree._Element, bool]] = [(svg, False)]
    open_ones: set[etree._Element] = set()
    while stack:
        element, is_ready = stack.pop()
        if element in counts:
            continue
        parts = [*element.iterchildren(tag=etree.Element), *_used(element, named)]
        if is_ready:
            open_ones.discard(element)
            counts[element] = min(1 + sum(counts.get(part, 0) for part in parts), MAX_ELEMENTS + 1)
            continue
        open_ones.add(element)
        stack.append((element, True))
        for part in parts:
            if part in open_ones:
                raise DrawingError("the drawing uses itself", hint="take out the <use> that loops")
            stack.append((part, False))
    if counts[svg] > MAX_ELEMENTS:
        raise DrawingError(
            f"the drawing holds more than {MAX_ELEMENTS} elements once each <use> is followed",
            hint="draw less, or save the drawing as a bitmap",
        )


def _used(element: etree._Element, named: dict[str | None, etree._Element]) -> list[etree._Element]:
    if etree.QName(element).localname != "use":
        return []
    hrefs = (v for n, v in element.attrib.items() if etree.QName(str(n)).localname == "href")
    targets = (named.get(str(href).strip().removeprefix("#")) for href in hrefs)
    return [target for target in targets if target is not None]
