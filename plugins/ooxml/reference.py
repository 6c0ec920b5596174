"""Make the reference document: Pandoc's own, in the house style.

`python -m chapbook.plugins.ooxml.reference FILE` writes it; `templates/docx/reference.docx` is its
output, and a test holds the two equal.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from chapbook.pandoc import find_pandoc
from chapbook.plugins.ooxml.housestyle import (
    CHARACTER_STYLES,
    FONTS,
    GRID,
    PLAIN_TABLE,
    SANS,
    SERIF,
    STYLES,
    TABLE,
    TOKENS,
    Style,
)
from chapbook.plugins.ooxml.names import (
    NAMESPACES,
    build,
    every,
    find,
    properties,
    put,
    sort_children,
    text_run,
    value,
)
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.pages import PAPERS, set_pages
from chapbook.process import run
from chapbook.store import write_whole

_DOCUMENT = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: Character styles that Word has, too.
_BUILT_IN = ("Strong", "Emphasis", "Intense Emphasis")
#: Half points of body text.
_BODY_SIZE = 21
#: What Pandoc puts behind the name of each kind of word in code.
_TOKEN_SUFFIX = "Tok"


def main(args: Sequence[str]) -> None:
    """Write the reference document to the path given."""
    write_whole(Path(args[0]), make_reference())


def make_reference() -> bytes:
    """The reference document's bytes."""
    default = run([find_pandoc(), "--print-default-data-file", "reference.docx"]).stdout
    with zipfile.ZipFile(io.BytesIO(default)) as archive:
        package = Package({name: archive.read(name) for name in archive.namelist()})
    _set_styles(package.tree("word/styles.xml"))
    _set_fonts(package)
    _add_running_heads(package)
    _show_own_styles(package.tree(_DOCUMENT))
    return package.to_bytes()


def _set_styles(styles: etree._Element) -> None:
    defaults = find(styles, "w:docDefaults/w:rPrDefault/w:rPr")
    assert defaults is not None, "Pandoc's reference document has defaults"
    for name in ("w:sz", "w:szCs"):
        put(defaults, name, {"w:val": _BODY_SIZE})
    spacing = find(styles, "w:docDefaults/w:pPrDefault/w:pPr/w:spacing")
    if spacing is not None:
        spacing.attrib.clear()
    for style in (*STYLES, *CHARACTER_STYLES, *_tokens()):
        _set_style(styles, style)
    table = _find_style(styles, "Table")
    assert table is not None, "Pandoc's reference document has a table style"
    for child in list(table):
        if etree.QName(child).localname in ("tblPr", "tblStylePr"):
            table.remove(child)
    table.extend(_read(TABLE))
    if _find_style(styles, "TableNormal") is None:
        # What table styles are based on, which Pandoc's document does not have.
        plain = build("w:style", {"w:type": "table", "w:styleId": "TableNormal"})
        plain.append(build("w:name", {"w:val": "Normal Table"}))
        plain.extend(_read(PLAIN_TABLE))
        styles.append(plain)
    grid = build("w:style", {"w:type": "table", "w:customStyle": 1, "w:styleId": "Grid"})
    grid.append(build("w:name", {"w:val": "Grid"}))
    grid.append(build("w:basedOn", {"w:val": "TableNormal"}))
    grid.extend(_read(GRID))
    styles.append(grid)


def _tokens() -> list[Style]:
    return [
        Style(f"{name}{_TOKEN_SUFFIX}", run=look, based_on="Verbatim Heading", kind="character")
        for names, look in TOKENS.items()
        for name in names.split()
    ]


def _set_style(styles: etree._Element, style: Style) -> None:
    element = _find_style(styles, style.id)
    if element is None:
        element = _new_style(style)
        styles.append(element)
    for name, look in (("w:pPr", style.paragraph), ("w:rPr", style.run)):
        old = find(element, name)
        if old is not None:
            element.remove(old)
        if look:
            element.append(build(name, {}, *_read(look)))
            sort_children(element[-1])
    if style.kind == "paragraph" and style.based_on:
        put(element, "w:basedOn", {"w:val": _style_id(style.based_on)})
    if style.next:
        put(element, "w:next", {"w:val": _style_id(style.next)})
    for hidden in ("w:semiHidden", "w:unhideWhenUsed"):
        found = find(element, hidden)
        if found is not None:
            element.remove(found)
    sort_children(element)
    _set_linked(styles, element, style)


def _set_linked(styles: etree._Element, element: etree._Element, style: Style) -> None:
    """A paragraph style's character twin has the same type."""
    twin = _find_style(styles, value(find(element, "w:link")))
    if twin is None or style.kind != "paragraph" or value(find(twin, "w:link")) != style.id:
        return
    old = find(twin, "w:rPr")
    if old is not None:
        twin.remove(old)
    if style.run:
        twin.append(build("w:rPr", {}, *_read(style.run)))
        sort_children(twin[-1])


def _new_style(style: Style) -> etree._Element:
    builtin = style.name[:1].islower() or style.name in _BUILT_IN
    attributes: dict[str, str | int] = {"w:type": style.kind, "w:styleId": style.id}
    if not builtin:
        attributes["w:customStyle"] = 1
    parent = "DefaultParagraphFont" if style.kind == "character" else _style_id(style.based_on)
    if style.kind == "character" and style.name.endswith(_TOKEN_SUFFIX):
        parent = _style_id(style.based_on)
    name = build("w:name", {"w:val": style.name})
    return build(
        "w:style", attributes, name, build("w:basedOn", {"w:val": parent}), build("w:qFormat")
    )


def _style_id(name: str) -> str:
    return Style(name).id


def _find_style(styles: etree._Element, identifier: str) -> etree._Element | None:
    found = (s for s in every(styles, "w:style") if value(s, "w:styleId") == identifier)
    return next(found, None)


def _read(look: str) -> list[etree._Element]:
    """Properties written without prefixes, as elements."""
    named = re.sub(r"<(/?)(\w)", r"<\1w:\2", look)
    named = re.sub(r"\s(\w+)=", r" w:\1=", named)
    return list(etree.fromstring(f'<look xmlns:w="{NAMESPACES["w"]}">{named.strip()}</look>'))


def _set_fonts(package: Package) -> None:
    """House fonts in the theme, and for each the font to take where it is missing."""
    theme = package.tree("word/theme/theme1.xml")
    for name, font in (("a:majorFont", SANS), ("a:minorFont", SERIF)):
        for fonts in every(theme, name):
            latin = find(fonts, "a:latin")
            if latin is not None:
                latin.attrib.clear()
                latin.set("typeface", font)
    table = package.tree("word/fontTable.xml")
    for name, other, family, pitch in FONTS:
        parts = {"altName": other, "charset": "00", "family": family, "pitch": pitch}
        children = [build(f"w:{key}", {"w:val": what}) for key, what in parts.items()]
        table.append(build("w:font", {"w:name": name}, *children))


def _add_running_heads(package: Package) -> None:
    """The titles of book and chapter above, the page's number below."""
    chapter = build("w:fldSimple", {"w:instr": " STYLEREF 1 "}, text_run("Chapter"))
    title = build("w:fldSimple", {"w:instr": " TITLE "}, text_run("Title"))
    page = build("w:fldSimple", {"w:instr": " PAGE "}, text_run("1"))
    body = find(package.tree(_DOCUMENT), "w:body")
    assert body is not None, "Pandoc's reference document has a body"
    set_pages(body, PAPERS["a4"], None)
    section = find(body, "w:sectPr")
    assert section is not None, "set_pages makes a section"
    tab = build("w:r", {}, build("w:tab"))
    for kind, root, *fields in (
        ("header", "w:hdr", title, tab, chapter),
        ("footer", "w:ftr", page),
    ):
        look = build("w:pPr", {}, build("w:pStyle", {"w:val": kind.capitalize()}))
        content = etree.tostring(
            build(root, {}, build("w:p", {}, look, *fields)), xml_declaration=True, encoding="UTF-8"
        )
        relation = package.add(
            f"word/{kind}1.xml", content, f"{_WORD_TYPE}.{kind}+xml", f"{_OFFICE}/{kind}", _DOCUMENT
        )
        put(section, f"w:{kind}Reference", {"w:type": "default", "r:id": relation})


def _show_own_styles(document: etree._Element) -> None:
    """A paragraph in each style that is ours alone, for those who adapt the document in Word."""
    section = find(document, "w:body/w:sectPr")
    assert section is not None, "set_pages makes a section"
    shown = ("Part", "Callout Title", "Callout", "Cross Reference Title", "Cross Reference")
    for name in (*shown, "Source Code", "Imprint", "Table Text"):
        paragraph = build("w:p", {}, text_run(name))
        put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": _style_id(name)})
        section.addprevious(paragraph)


if __name__ == "__main__":
    main(sys.argv[1:])
