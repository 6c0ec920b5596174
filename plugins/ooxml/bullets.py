"""Let all bulleted lists be instances of one: they count nothing, and Pandoc makes one for each.

With more than some 450 instances, LibreOffice 7.4 saves a file without its paragraph styles.
"""

from __future__ import annotations

from lxml import etree

from chapbook.plugins.ooxml.names import every, find, qualified, value
from chapbook.plugins.ooxml.package import Package

_NUMBERING = "word/numbering.xml"
_TEXTS = ("word/document.xml", "word/footnotes.xml")


def share_bullets(package: Package) -> None:
    """Keep the first instance of each kind of bulleted list, for all of its kind."""
    numbering = package.tree(_NUMBERING)
    kinds = {
        value(kind, "w:abstractNumId")
        for kind in every(numbering, "w:abstractNum")
        if _is_bulleted(kind)
    }
    first: dict[str, str] = {}
    shared: dict[str, str] = {}
    for instance in list(every(numbering, "w:num")):
        kind, number = value(find(instance, "w:abstractNumId")), value(instance, "w:numId")
        if kind not in kinds or find(instance, "w:lvlOverride") is not None:
            continue
        if kind in first:
            shared[number] = first[kind]
            numbering.remove(instance)
        else:
            first[kind] = number
    for part in _TEXTS:
        if part not in package.parts:
            continue
        for used in every(package.tree(part), "w:numId"):
            used.set(qualified("w:val"), shared.get(value(used), value(used)))


def _is_bulleted(kind: etree._Element) -> bool:
    formats = [value(shown) for shown in every(kind, "w:numFmt")]
    return bool(formats) and set(formats) == {"bullet"}
