"""The fonts of drawings: ours come with the package, so text never depends on the machine.

A converter drops text for whose font families it has no font, and takes whatever the machine has;
so every list of families in a drawing begins with the one of ours that it amounts to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

_SANS, _MONO, _INTER = "Liberation Sans", "Liberation Mono", "Inter"
_SERIF = "Liberation Serif"
#: Names that amount to a family of ours: as wide (Arial, Courier), or a generic name.
_ALIASES = {
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "sans-serif"), _SANS),
    **dict.fromkeys(("system-ui", "ui-sans-serif"), _SANS),
    **dict.fromkeys(("times", "times new roman", "liberation serif", "serif"), _SERIF),
    **dict.fromkeys(("georgia", "cambria", "ui-serif", "palatino", "garamond"), _SERIF),
    **dict.fromkeys(("courier", "courier new", "liberation mono", "monospace"), _MONO),
    "ui-monospace": _MONO,
    "inter": _INTER,
}
#: What is no family: the one of the element around.
_KEYWORDS = frozenset({"inherit", "initial", "revert", "unset"})
_MONO_LIKE = re.compile(r"mono|courier|consol|menlo|\bcode\b", re.I)
_FAMILY = re.compile(r"(font-family\s*:\s*)([^;}]+)")
#: The family at the end of `font: italic bold 12px/1.2 Arial`.
_SHORTHAND = re.compile(r"((?<![\w-])font\s*:\s*[^;}]*?\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+)([^;}]+)")


@dataclass(frozen=True)
class Face:
    """One of our font files."""

    family: str
    weight: int
    is_italic: bool
    file: str


FACES = (
    Face(_SANS, 400, False, "LiberationSans-Regular.ttf"),
    Face(_SANS, 700, False, "LiberationSans-Bold.ttf"),
    Face(_SANS, 400, True, "LiberationSans-Italic.ttf"),
    Face(_SANS, 700, True, "LiberationSans-BoldItalic.ttf"),
    Face(_SERIF, 400, False, "LiberationSerif-Regular.ttf"),
    Face(_SERIF, 700, False, "LiberationSerif-Bold.ttf"),
    Face(_SERIF, 400, True, "LiberationSerif-Italic.ttf"),
    Face(_SERIF, 700, True, "LiberationSerif-BoldItalic.ttf"),
    Face(_MONO, 400, False, "LiberationMono-Regular.ttf"),
    Face(_MONO, 700, False, "LiberationMono-Bold.ttf"),
    Face(_INTER, 400, False, "Inter-Regular.otf"),
    Face(_INTER, 500, False, "Inter-Medium.otf"),
    Face(_INTER, 600, False, "Inter-SemiBold.otf"),
    Face(_INTER, 700, False, "Inter-Bold.otf"),
    Face(_INTER, 400, True, "Inter-Italic.otf"),
)


def font_folder() -> Path:
    """The folder with the fonts that come with chapbook."""
    return Path(str(files("chapbook.templates"))) / "fonts"


@cache
def font_database(with_machine: bool) -> Any:
    """Our fonts, with the machine's for scripts that ours lack; loaded once a process."""
    import svg2pdf_py

    database = svg2pdf_py.FontDatabase()
    database.load_fonts_dir(str(font_folder()))
    if with_machine:
        database.load_system_fonts()
    return database


def family_of(families: str) -> str:
    """The family of ours that a list of families amounts to."""
    names = [name.strip().strip("'\"").lower() for name in families.split(",")]
    known = next((_ALIASES[name] for name in names if name in _ALIASES), None)
    if known == _SANS and any(_MONO_LIKE.search(name) for name in names):
        return _MONO
    return known or (_MONO if any(_MONO_LIKE.search(name) for name in names) else _SANS)


def face_for(family: str, weight: int, is_italic: bool) -> Face:
    """The face of ours that is nearest."""
    faces = [face for face in FACES if face.family == family]
    return min(faces, key=lambda f: (f.is_italic != is_italic, abs(f.weight - weight), -f.weight))


def is_inherited(families: str) -> bool:
    """Whether a list of families names none, but takes that of the element around."""
    return families.strip().lower() in _KEYWORDS


def with_ours(families: str) -> str:
    """`Arial, sans-serif` → `Liberation Sans, Arial, sans-serif`."""
    names = [name.strip() for name in families.split(",") if name.strip()]
    if is_inherited(families):
        return families
    ours = family_of(families)
    return ", ".join([ours, *(n for n in names if n.strip("'\"").lower() != ours.lower())])


def name_fonts(svg: etree._Element) -> None:
    """Begin each list of font families with one of ours, and set one on the drawing itself."""
    change_families(svg, with_ours)
    if not svg.get("font-family"):
        svg.set("font-family", _SANS)


def change_families(svg: etree._Element, change: Callable[[str], str]) -> None:
    """Change each list of font families, in attributes, styles and style sheets."""
    for element in svg.iter(etree.Element):
        family = element.get("font-family")
        if family:
            element.set("font-family", change(family))
        style = element.get("style")
        if style and "font" in style:
            element.set("style", change_in_css(style, change))
        if etree.QName(element).localname == "style" and element.text:
            element.text = change_in_css(element.text, change)


def change_in_css(css: str, change: Callable[[str], str]) -> str:
    """Change each list of font families of a style sheet, but for those of fonts of its own."""
    parts = re.split(r"(@font-face\s*\{[^}]*\}?)", css, flags=re.I)
    for index in range(0, len(parts), 2):
        for pattern in (_FAMILY, _SHORTHAND):
            parts[index] = pattern.sub(lambda found: found[1] + change(found[2]), parts[index])
    return "".join(parts)
