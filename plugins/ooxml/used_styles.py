"""Styles that a Word file uses and does not have; Word shows plain text, or an error in a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from chapbook.plugins.ooxml.names import every, find, qualified, value
from chapbook.plugins.ooxml.package import Package

_USES = tuple(map(qualified, ("w:pStyle", "w:rStyle", "w:tblStyle")))
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_STYLEREF = re.compile(r'\s*STYLEREF\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)


def lost_styles(package: Package) -> Iterator[str]:
    """A message for each style that is used by an id that no style has."""
    known = {value(style, "w:styleId") for style in every(_styles(package), "w:style")}
    for name, tree in _texts(package):
        used = {value(use) for use in tree.iter(*_USES)}
        for id in sorted(used - known):
            yield f"{name} uses the style {id}, which the file does not have"


def lost_style_fields(package: Package) -> Iterator[str]:
    """A message for each field that repeats the text of a style that the file does not have."""
    styles = list(every(_styles(package), "w:style"))
    names = {value(find(style, "w:name")).lower() for style in styles}
    names |= {value(style, "w:styleId").lower() for style in styles}
    for part, tree in _texts(package):
        for field in (*every(tree, "w:instrText"), *every(tree, "w:fldSimple")):
            match = _STYLEREF.match(field.text or value(field, "w:instr"))
            name = (match[1] or match[2]).lower() if match else ""
            # A digit stands for the heading of that level.
            name = f"heading {name}" if name.isdigit() else name
            if name and name not in names:
                yield f"{part}: a field repeats the text of the style '{name}', which is not there"


def _styles(package: Package) -> etree._Element:
    return package.tree("word/styles.xml")


def _texts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    for name in package.names():
        if _TEXTS.fullmatch(name):
            yield name, package.tree(name)
