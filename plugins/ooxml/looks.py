"""Name the looks of words and paragraphs: put our styles for direct formatting.

So an editor changes what emphasis looks like in one place, and a publisher's program that refuses
direct formatting finds none. A run has one style: where it has another already, its look stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chapbook.plugins.ooxml.names import (
    every,
    find,
    parent_paragraph,
    prefixed,
    put,
    qualified,
    style_of,
    value,
)

#: Looks that have a name.
_NAMED = {
    frozenset({"w:b"}): "Strong",
    frozenset({"w:i"}): "Emphasis",
    frozenset({"w:b", "w:i"}): "IntenseEmphasis",
    frozenset({"w:smallCaps"}): "SmallCaps",
    frozenset({"w:strike"}): "Strikethrough",
    frozenset({"w:vertAlign superscript"}): "Superscript",
    frozenset({"w:vertAlign subscript"}): "Subscript",
    frozenset({"w:u single"}): "Underline",
}
#: Room around paragraphs that has a name, by their style and what they say themselves.
_ROOM = {
    ("BodyText", "before", "200"): "BodyAfterTable",
    ("FirstParagraph", "before", "200"): "BodyAfterTable",
    ("Compact", "after", "140"): "CompactLast",
}
#: The same for scripts written from right to left, which the styles say too.
_TWINS = ("w:bCs", "w:iCs")
#: What does not belong to the look.
_KEPT = ("w:lang", "w:rtl", "w:noProof")


def name_looks(root: etree._Element, styles: etree._Element) -> None:
    """Put styles for direct formatting in a part."""
    for room in list(every(root, "w:spacing")):
        _name_room(room)
    bold = _bold_styles(styles)
    for look in list(every(root, "w:rPr")):
        run = look.getparent()
        if run is None or prefixed(run) != "w:r":
            continue
        _drop_double_bold(look, run, bold)
        parts = [child for child in look if prefixed(child) not in _KEPT]
        style = _NAMED.get(frozenset(_said(child) for child in parts) - set(_TWINS))
        if style is not None:
            for child in parts:
                look.remove(child)
            put(look, "w:rStyle", {"w:val": style})
        if not len(look):
            run.remove(look)


def _name_room(room: etree._Element) -> None:
    look = room.getparent()
    if look is None or prefixed(look) != "w:pPr" or len(room.attrib) != 1:
        return
    ((key, amount),) = room.attrib.items()
    style = find(look, "w:pStyle")
    name = _ROOM.get((value(style), etree.QName(key).localname, str(amount)))
    if name is not None and style is not None:
        style.set(qualified("w:val"), name)
        look.remove(room)


def _said(child: etree._Element) -> str:
    """A property and its value; bold that is switched off is no bold."""
    said = value(child)
    return f"{prefixed(child)} {said}".strip()


def _drop_double_bold(look: etree._Element, run: etree._Element, bold: Mapping[str, bool]) -> None:
    """Where all is bold, bold is nothing; as a style, Word would take it for its opposite."""
    if find(look, "w:b") is None or value(find(look, "w:b")):
        return
    paragraph = parent_paragraph(run)
    if paragraph is None:
        return
    row = next(paragraph.iterancestors(qualified("w:tr")), None)
    is_head = row is not None and find(row, "w:trPr/w:tblHeader") is not None
    if is_head or bold.get(style_of(paragraph), False):
        for name in ("w:b", "w:bCs"):
            found = find(look, name)
            if found is not None:
                look.remove(found)


def _bold_styles(styles: etree._Element) -> dict[str, bool]:
    """For each paragraph style, whether its text is bold, by itself or by those it is based on."""
    by_id = {value(style, "w:styleId"): style for style in every(styles, "w:style")}
    found: dict[str, bool] = {}
    for identifier, style in by_id.items():
        seen: set[str] = set()
        at: etree._Element | None = style
        while at is not None and value(at, "w:styleId") not in seen:
            seen.add(value(at, "w:styleId"))
            weight = find(at, "w:rPr/w:b")
            if weight is not None:
                found[identifier] = value(weight) not in ("0", "false")
                break
            at = by_id.get(value(find(at, "w:basedOn")))
    return found
