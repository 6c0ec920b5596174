"""Make the names in an SVG its own, so that two on one page never clash."""

from __future__ import annotations

import re

from lxml import etree

from chapbook.plugins.vector.css import local_css, rename_urls

_SVG = "{http://www.w3.org/2000/svg}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Attributes that list ids.
_LISTS = frozenset(
    {
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-errormessage",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
    }
)
#: `box.click`, `first.end+1s`: an id before an event.
_EVENT = re.compile(r"(^|;)(\s*)([A-Za-z_][\w-]*)(?=\.[a-zA-Z])")
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+([\w-]+)")


def prefix_ids(svg: etree._Element, prefix: str) -> None:
    """Begin each id, class and name of an animation with `prefix`, and hold rules to this SVG."""
    sheets = [style for style in svg.iter(f"{_SVG}style") if style.text]
    animations = {name for style in sheets for name in _KEYFRAMES.findall(style.text or "")}

    def rename(name: str) -> str:
        return f"{prefix}-{name}"

    def rename_animations(css: str) -> str:
        for name in animations:
            css = re.sub(rf"(?<![\w.#-]){re.escape(name)}(?![\w-])", rename(name), css)
        return css

    if sheets and not svg.get("id"):
        svg.set("id", "drawing")
    for element in svg.iter(etree.Element):
        for key, value in element.attrib.items():
            name, text = str(key), str(value)
            changed = text
            if name in ("id", _XML_ID):
                changed = rename(text)
            elif name == "class" or name in _LISTS:
                changed = " ".join(map(rename, text.split()))
            elif name.rpartition("}")[2] == "href":
                changed = f"#{rename(text[1:])}" if text.startswith("#") else text
            elif name in ("begin", "end"):
                changed = _EVENT.sub(lambda found: found[1] + found[2] + rename(found[3]), text)
            elif "(" in text:
                changed = rename_urls(text, rename)
            if name == "style":
                changed = rename_animations(changed)
            if changed != text:
                element.set(name, changed)
    for style in sheets:
        css = local_css(style.text or "", svg.get("id", ""), rename)
        style.text = rename_animations(css)
