"""Put the labels of a Mermaid diagram where they are seen.

Merman writes each label as a small drawing at the end, used from where it belongs. Readers of
EPUBs, those who listen to one, and who selects text expect it in its place; and not all of them
know how text is centered on its line, so its baseline is worked out here.
"""

from __future__ import annotations

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_LABEL = "-foreignobject-label-"
#: How far below the middle of a line its baseline is, in ems of Liberation Sans.
_CENTRAL = 0.3465
_SIZE = re.compile(r"font-size:\s*([\d.]+)px")
_KEPT = re.compile(
    r"\s*(?:text-anchor|font-[a-z]+|fill|fill-opacity|opacity|stroke|text-decoration)\s*:"
)


def place_labels(svg: str) -> str:
    """The SVG with each label in its place."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    labels = {
        each.get("id", ""): each
        for each in root.iterfind(f"{{{_SVG}}}defs/{{{_SVG}}}g")
        if _LABEL in each.get("id", "")
    }
    used = set()
    for use in list(root.iter(f"{{{_SVG}}}use")):
        name = (use.get("href") or "").removeprefix("#")
        parent, parts = use.getparent(), _parts(labels.get(name))
        if parent is not None and parts is not None:
            group = etree.Element(f"{{{_SVG}}}g")
            group.extend(parts)
            parent.replace(use, group)
            used.add(name)
    for name in used:
        holder = labels[name].getparent()
        if holder is not None and holder.getparent() is not None:
            root.remove(holder)
    return etree.tostring(root, encoding="unicode")


def _parts(label: etree._Element | None) -> list[etree._Element] | None:
    """What is seen of a label; None where it is not as wide and high as it is drawn."""
    inner = label.find(f"{{{_SVG}}}svg") if label is not None else None
    if inner is None or inner.get("viewBox") != f"0 0 {inner.get('width')} {inner.get('height')}":
        return None
    if {inner.get("x", "0"), inner.get("y", "0")} != {"0"}:
        return None
    seen = [part for part in inner if part.get("fill") != "none"]
    for part in seen:
        style = part.get("style") or ""
        part.set("style", ";".join(each for each in style.split(";") if _KEPT.match(each)))
        if etree.QName(part).localname == "text":
            _set_baseline(part, style)
    return seen


def _set_baseline(text: etree._Element, style: str) -> None:
    if text.attrib.pop("dominant-baseline", "") == "central":
        size = _SIZE.search(style)
        below = _CENTRAL * float(size[1] if size else 16)
        text.set("y", f"{float(text.get('y') or 0) + below:.4g}")
    for name in ("alignment-baseline", "data-merman-source-classes", "class"):
        text.attrib.pop(name, "")
