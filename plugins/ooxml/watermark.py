"""Print a word in large gray letters across each page, as Word's own command does."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from lxml import etree

from chapbook.plugins.ooxml.names import (
    NAMESPACES,
    build,
    every,
    find,
    prefixed,
    properties,
    put,
    value,
)
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.running_heads import add_header

_DOCUMENT = "word/document.xml"
#: How wide and how high the word is at most, in points, and how wide a letter is for its height.
_WIDEST, _HIGHEST, _LETTER = 440, 165, 0.62
#: Word knows watermarks, to change or remove them, by this in their name.
_NAME = "PowerPlusWaterMarkObject"
_SHAPE = """
<w:r xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w10="urn:schemas-microsoft-com:office:word"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>
<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="{name}{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt=""
 style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string={text}/>
<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>
"""


def print_watermark(package: Package, text: str) -> None:
    """Put the word into every header; a title page without one gets an empty one for it."""
    body = find(package.tree(_DOCUMENT), "w:body")
    assert body is not None, "Pandoc writes a body"
    _add_headers(package, body)
    names = [name for name in package.names() if name.startswith("word/header")]
    for number, name in enumerate((n for n in names if n.endswith(".xml")), 1):
        header = package.tree(name)
        paragraph = find(header, "w:p")
        if paragraph is None:
            paragraph = build("w:p")
            header.append(paragraph)
        paragraph.append(_shape(text, number))


def _shape(text: str, number: int) -> etree._Element:
    height = min(_HIGHEST, round(_WIDEST / (_LETTER * len(text))))
    width = min(_WIDEST, round(height * _LETTER * len(text)))
    look = {"width": width, "height": height, "text": quoteattr(text), "w": NAMESPACES["w"]}
    filled = _SHAPE.format(name=_NAME, number=number, spid=2048 + number, **look)
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.fromstring(filled.strip(), parser)


def _add_headers(package: Package, body: etree._Element) -> None:
    """The first section has a header, and each title page one of its own."""
    sections = list(every(body, "w:sectPr"))
    for section in sections:
        kinds = {
            value(known, "w:type") for known in section if prefixed(known) == "w:headerReference"
        }
        if section is sections[0] and "default" not in kinds:
            add_header(package, section, "default", _empty_header())
        if find(section, "w:titlePg") is not None and "first" not in kinds:
            add_header(package, section, "first", _empty_header())


def _empty_header() -> etree._Element:
    paragraph = build("w:p")
    # The rule below the text of other headers would be printed above the title.
    look = properties(paragraph, "w:pPr")
    put(look, "w:pStyle", {"w:val": "Normal"})
    put(look, "w:suppressLineNumbers")
    return build("w:hdr", {}, paragraph)
