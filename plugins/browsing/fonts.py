"""The fonts of pages: ours first, as in drawings that need no browser."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from chapbook.plugins.vector.fonts import font_folder

_SANS, _MONO = "Liberation Sans", "Liberation Mono"
#: What a page may ask for without naming a font that it brings, and what it gets. Text without a
#: family is set in Times by browsers.
_FAMILIES = {
    "sans-serif": _SANS,
    "sans": _SANS,
    "serif": _SANS,
    "system-ui": _SANS,
    "cursive": _SANS,
    "fantasy": _SANS,
    "Times New Roman": _SANS,
    "Times": _SANS,
    "Arial": _SANS,
    "Helvetica": _SANS,
    "monospace": _MONO,
    "Courier New": _MONO,
    "Courier": _MONO,
}

_RULE = """\
<match target="pattern">
  <test qual="any" name="family"><string>{asked}</string></test>
  <edit name="family" mode="assign" binding="strong"><string>{given}</string></edit>
</match>
"""
_FILE = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{folder}</dir>
<dir>{truetype}</dir>
<selectfont><rejectfont><glob>{folder}/*.otf</glob></rejectfont></selectfont>
{rules}<match target="pattern">
  <edit name="family" mode="append" binding="same"><string>{sans}</string></edit>
</match>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
"""


def truetype_folder() -> Path:
    """The folder with Inter as TrueType: of other outlines Chromium makes Type 3 fonts in PDF."""
    return font_folder().parent / "truetype"


def write_font_settings(path: Path) -> None:
    """Write a file for Fontconfig: our fonts, then the machine's for scripts that ours lack."""
    rules = "".join(_RULE.format(asked=a, given=g) for a, g in _FAMILIES.items())
    folder, truetype = (escape(str(one)) for one in (font_folder(), truetype_folder()))
    text = _FILE.format(folder=folder, truetype=truetype, rules=rules, sans=_SANS)
    path.write_text(text, encoding="utf-8")
