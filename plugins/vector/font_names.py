"""Fonts that a drawing names, and whether one of each list is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from lxml import etree

from chapbook.plugins.vector.fonts import font_folder
from chapbook.plugins.vector.source_text import line_of, parse_markup

#: Families with the same widths as one of ours, which stands for them.
_ALIKE = {
    "arial": "liberationsans",
    "helvetica": "liberationsans",
    "helveticaneue": "liberationsans",
    "couriernew": "liberationmono",
    "courier": "liberationmono",
}
#: CSS names of kinds of fonts, and whether ours have that kind.
_KINDS = {
    "sans-serif": True,
    "system-ui": True,
    "ui-sans-serif": True,
    "-apple-system": True,
    "blinkmacsystemfont": True,
    "monospace": True,
    "ui-monospace": True,
    "inherit": True,
    "initial": True,
}
_IN_CSS = re.compile(r"font-family\s*:\s*([^;}]+)", re.I)


def missing_fonts(source: bytes, used: Collection[str]) -> Iterator[tuple[str, int | None, str]]:
    """Lists of families none of which is there, their line, and what the drawing is set in."""
    there = _ours() | {_plain(_family(name)) for name in used}
    shown = " and ".join(sorted({_family(name) for name in used})) or "no font"
    seen = set()
    for families, line in _lists(source):
        names = [name.strip(" \t\r\n'\"") for name in families.split(",")]
        names = [name for name in names if name]
        if not names or ", ".join(names) in seen or any(_is_there(n, there) for n in names):
            continue
        seen.add(", ".join(names))
        yield ", ".join(names), line, shown


def _is_there(name: str, there: Collection[str]) -> bool:
    if "var(" in name or name.lower() in _KINDS:
        return True
    plain = _plain(name)
    return _ALIKE.get(plain, plain) in there


def _lists(source: bytes) -> Iterator[tuple[str, int | None]]:
    root = parse_markup(source)
    if root is None:
        return
    for element in root.iter(etree.Element):
        line = line_of(element)
        if family := element.get("font-family"):
            yield family, line
        css = str(element.get("style") or "")
        if element.tag == "style":
            css = re.sub(r"@font-face\s*\{[^}]*\}", "", element.text or "")
        for found in _IN_CSS.finditer(css):
            begun = css.count("\n", 0, found.start()) if element.tag == "style" else 0
            yield found.group(1), None if line is None else line + begun


def _family(base: str) -> str:
    """`ABCDEF+LiberationSans-Bold` → `LiberationSans`."""
    return re.sub(r"^[A-Z]{6}\+", "", base).split("-")[0].split(",")[0]


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()


@cache
def _ours() -> frozenset[str]:
    files = (path for path in font_folder().iterdir() if path.suffix in (".ttf", ".otf"))
    return frozenset(_plain(path.stem.split("-")[0]) for path in files)
