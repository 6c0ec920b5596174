"""Turn a Word file round whose language is written from right to left.

Styles say it for all paragraphs, so that those which an author adds follow. Word takes `left` of
alignment and indents for the side where lines begin, and that of borders for the left one.
"""

from __future__ import annotations

from lxml import etree

from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    find_style,
    properties,
    put,
    qualified,
    sort_children,
    value,
)
from chapbook.plugins.ooxml.package import Package

#: What a look says of other scripts, and what says it of those from right to left.
_TWINS = {"w:sz": "w:szCs", "w:b": "w:bCs", "w:i": "w:iCs"}
#: Code is written from left to right.
_CODE = ("SourceCode", "VerbatimChar", "VerbatimHeading", "VerbatimTable")


def turn_round(package: Package) -> None:
    """Text, tables and pages from right to left; code stays as it is."""
    styles = package.tree("word/styles.xml")
    for look in list(every(styles, "w:rPr")):
        _match_scripts(look)
    for style in every(styles, "w:style"):
        if value(style, "w:type") != "paragraph":
            continue
        _turn_borders(style)
        if find(style, "w:basedOn") is None:
            _turn_style(style, {})
    for name in _CODE:
        code = find_style(styles, name)
        if code is not None:
            _turn_borders(code)
            _turn_style(code, {"w:val": 0})
    for part in ("word/document.xml", "word/footnotes.xml"):
        if part in package.parts:
            _turn_part(package.tree(part))


def _turn_part(root: etree._Element) -> None:
    for table in every(root, "w:tbl"):
        put(properties(table, "w:tblPr"), "w:bidiVisual")
    for section in every(root, "w:sectPr"):
        put(section, "w:bidi")
        put(section, "w:rtlGutter")


def _turn_style(style: etree._Element, how: dict[str, str | int]) -> None:
    if value(style, "w:type") == "paragraph":
        put(put(style, "w:pPr"), "w:bidi", how)
    put(put(style, "w:rPr"), "w:rtl", how)


def _match_scripts(look: etree._Element) -> None:
    """What holds for other scripts holds for those from right to left, unless they say else."""
    for ours, twin in _TWINS.items():
        found = find(look, ours)
        if found is not None and find(look, twin) is None:
            look.append(build(twin, {"w:val": said} if (said := value(found)) else {}))
    fonts = find(look, "w:rFonts")
    has_own = any(value(fonts, name) for name in ("w:cs", "w:cstheme"))
    if fonts is not None and value(fonts, "w:ascii") and not has_own:
        fonts.set(qualified("w:cs"), value(fonts, "w:ascii"))
    sort_children(look)


def _turn_borders(style: etree._Element) -> None:
    borders = find(style, "w:pPr/w:pBdr")
    if borders is None:
        return
    sides = [(name, find(borders, name)) for name in ("w:left", "w:right")]
    said = {name: dict(border.attrib) for name, border in sides if border is not None}
    for name, border in sides:
        other = said.get("w:right" if name == "w:left" else "w:left", {})
        if border is not None and other:
            border.attrib.clear()
            border.attrib.update(other)
