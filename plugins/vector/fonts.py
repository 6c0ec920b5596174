"""The fonts of drawings: ours come with the package, so text never depends on the machine.

A converter drops text for whose font families it has no font; so every list of families in a
drawing ends in one of ours.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

_SANS = "Liberation Sans"
_MONO = "Liberation Mono"
_FAMILY = re.compile(r"(font-family\s*:\s*)([^;}]+)")


def font_folder() -> Path:
    """The folder with the fonts that come with chapbook."""
    return Path(str(files("chapbook.templates"))) / "fonts"


@cache
def font_database() -> Any:
    """Our fonts, and the machine's for scripts that ours lack; loaded once a process."""
    import svg2pdf_py

    database = svg2pdf_py.FontDatabase()
    database.load_fonts_dir(str(font_folder()))
    database.load_system_fonts()
    return database


def name_fonts(svg: etree._Element) -> None:
    """End each list of font families in one of ours, and set one on the drawing itself."""
    for element in svg.iter():
        if not isinstance(element.tag, str):
            continue
        family = element.get("font-family")
        if family:
            element.set("font-family", with_fallback(family))
        style = element.get("style")
        if style and "font-family" in style:
            element.set("style", _in_css(style))
        if etree.QName(element).localname == "style" and element.text:
            element.text = _in_css(element.text)
    if not svg.get("font-family"):
        svg.set("font-family", _SANS)


def with_fallback(families: str) -> str:
    """`Arial, sans-serif` → `Arial, Liberation Sans, sans-serif`."""
    names = [name.strip() for name in families.split(",") if name.strip()]
    bare = [name.strip("'\"").lower() for name in names]
    ours = _MONO if any("mono" in n or "courier" in n or "consolas" in n for n in bare) else _SANS
    if ours.lower() in bare:
        return ", ".join(names)
    generic = [n for n in names if n in ("sans-serif", "serif", "monospace", "system-ui")]
    named = [n for n in names if n not in generic]
    return ", ".join([*named, ours, *generic])


def _in_css(css: str) -> str:
    return _FAMILY.sub(lambda found: found.group(1) + with_fallback(found.group(2)), css)
