"""The house style for Word: every style that differs from Pandoc's own, as a table.

Properties are written as WordprocessingML without its prefix. Sizes are in half points, lengths in
twips (1/20 point). Body text has an exact line height, so that lines stand alike whether the
reader has the house's fonts or the ones that take their place (`FONTS`).
"""

from __future__ import annotations

from dataclasses import dataclass

SERIF, SANS, MONO = "Charis SIL", "Inter", "JetBrains Mono"
#: Each font, the one to take where it is missing (Office has these), its family and its pitch.
FONTS = (
    (SERIF, "Cambria", "roman", "variable"),
    (SANS, "Calibri", "swiss", "variable"),
    (MONO, "Consolas", "modern", "fixed"),
)

INK, ACCENT, MUTED, RULE = "1F2933", "1F4E79", "5B6770", "C9D1D9"
_CALLOUT, _CROSSREF, _CODE = ("EEF3F8", ACCENT), ("F4F0F9", "6B4A9A"), ("F5F6F8", "F5F6F8")


@dataclass(frozen=True)
class Style:
    """One style: its name as Word shows it, its kind, parent and successor, and its properties."""

    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Body Text"
    next: str = ""
    kind: str = "paragraph"

    @property
    def id(self) -> str:
        """The name without spaces, with a capital: `heading 1` → `Heading1`, `toc 1` → `TOC1`."""
        if self.name.startswith("toc "):
            return self.name.upper().replace(" ", "")
        if self.name == "table of figures":
            return "TableofFigures"
        return (self.name[:1].upper() + self.name[1:]).replace(" ", "")


def _font(name: str) -> str:
    return f'<rFonts ascii="{name}" hAnsi="{name}" cs="{name}"/>'


def _type(half_points: int, color: str = INK, *, font: str = "", bold: bool = False) -> str:
    weight = "<b/><bCs/>" if bold else '<b val="0"/><bCs val="0"/>'
    size = f'<sz val="{half_points}"/><szCs val="{half_points}"/>'
    return f'{_font(font) if font else ""}{weight}<color val="{color}"/>{size}'


def _space(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return f'<spacing before="{before}" after="{after}" line="{line}" lineRule="{rule}"/>'


def _box(colors: tuple[str, str]) -> str:
    """Left rule and light fill; the other borders have the fill's color and are its padding.

    The indents are the borders' widths and spaces, so that the box is as wide as the text.
    """
    fill, rule = colors
    plain = f'val="single" sz="4" color="{fill}"'
    return (
        f'<pBdr><top {plain} space="6"/><left val="single" sz="24" space="8" color="{rule}"/>'
        f'<bottom {plain} space="6"/><right {plain} space="8"/></pBdr>'
        f'<shd val="clear" color="auto" fill="{fill}"/><ind left="227" right="170"/>'
    )


_CODE_IN_BOX = _space(0, 120, 252)
_HEAD = "<keepNext/><keepLines/><suppressAutoHyphens/>"
_TITLE = '<jc val="left"/><contextualSpacing val="0"/>'


def _heading(level: int, half_points: int, before: int, after: int, extra: str = "") -> Style:
    color, bold = (INK, level < 5)
    look = f'{_HEAD}{extra}{_space(before, after, 252)}<outlineLvl val="{level - 1}"/>'
    run = _type(half_points, color, font=SANS, bold=bold)
    return Style(f"heading {level}", look, run, "Normal", "Body Text")


def _toc(level: int, indent: int, before: int, *, bold: bool = False) -> Style:
    # The line of a Part does not stand last on a page.
    look = (
        f"{'<keepNext/>' if level == 1 else ''}"
        f'<tabs><tab val="right" leader="dot" pos="9071"/></tabs>{_space(before, 40)}'
        f'<ind left="{indent}" right="567"/>'
    )
    run = _type(22 - level, MUTED if level > 2 else INK, font=SANS, bold=bold)
    return Style(f"toc {level}", look, run, "Normal", "Normal")


STYLES: tuple[Style, ...] = (
    Style("Normal", "<widowControl/>" + _space(0, 0), f'<color val="{INK}"/>', ""),
    Style("Body Text", "<widowControl/>" + _space(0, 140, 300, "exact"), "", "Normal"),
    Style("First Paragraph", "", "", next="Body Text"),
    Style("Body After Table", '<spacing before="200"/>', next="Body Text"),
    Style("Compact", _space(0, 50, 300, "exact")),
    Style("Compact Last", '<spacing after="140"/>', "", "Compact", "Body Text"),
    Style("Verse", _space(0, 0, 300, "exact") + '<ind left="340" hanging="340"/>'),
    Style("Verse Last", '<spacing after="140"/>', "", "Verse", "Body Text"),
    Style("Block Text", _space(60, 140, 300, "exact") + '<ind left="454" right="454"/>', "<i/>"),
    Style("Block Verse", '<ind left="794" right="454" hanging="340"/>', "<i/>", "Verse"),
    Style("Block Verse Last", '<spacing after="140"/>', "", "Block Verse", "Block Text"),
    Style(
        "Title",
        f"<keepNext/>{_space(4200, 200, 240)}{_TITLE}",
        _type(72, ACCENT, font=SANS, bold=True),
        "Normal",
    ),
    Style("Subtitle", _space(0, 700) + _TITLE, _type(32, MUTED, font=SANS), "Normal"),
    Style("Author", _space(0, 60) + _TITLE, _type(26, font=SANS), "Normal"),
    Style("Date", _space(120, 0) + _TITLE, _type(22, MUTED, font=SANS), "Normal"),
    Style("Imprint", _space(120, 0), _type(18, MUTED, font=SANS), "Normal"),
    Style(
        "Part",
        f"{_HEAD}<pageBreakBefore/>{_space(4200, 600, 260)}",
        _type(68, ACCENT, font=SANS, bold=True),
        "Normal",
        "Body Text",
    ),
    _heading(1, 52, 600, 480, "<pageBreakBefore/>"),
    _heading(2, 34, 440, 160),
    _heading(3, 26, 340, 110),
    _heading(4, 22, 280, 90),
    _heading(5, 21, 220, 70),
    _heading(6, 20, 200, 60),
    Style(
        "TOC Heading",
        f"<keepNext/><pageBreakBefore/>{_space(600, 360)}",
        _type(52, font=SANS, bold=True),
        "Normal",
        "Normal",
    ),
    _toc(1, 0, 180, bold=True),
    _toc(2, 284, 50),
    _toc(3, 680, 0),
    Style("Callout", f"{_box(_CALLOUT)}{_space(0, 120, 290, 'exact')}"),
    Style(
        "Callout Title",
        f"{_HEAD}{_box(_CALLOUT)}{_space(200, 60, 290, 'exact')}",
        _type(20, ACCENT, font=SANS, bold=True),
        next="Callout",
    ),
    Style("Cross Reference", f"{_box(_CROSSREF)}{_space(0, 120, 290, 'exact')}"),
    Style(
        "Cross Reference Title",
        f"{_HEAD}{_box(_CROSSREF)}{_space(200, 60, 290, 'exact')}",
        _type(20, _CROSSREF[1], font=SANS, bold=True),
        next="Cross Reference",
    ),
    Style(
        "Source Code",
        f'<keepLines/>{_box(_CODE)}{_space(160, 220, 252)}<wordWrap val="0"/>',
        f"{_font(MONO)}<noProof/>{_type(16)}",
        "Normal",
        "Body Text",
    ),
    Style("Callout Code", _box(_CALLOUT) + _CODE_IN_BOX, "", "Source Code", "Callout"),
    Style(
        "Cross Reference Code",
        _box(_CROSSREF) + _CODE_IN_BOX,
        "",
        "Source Code",
        "Cross Reference",
    ),
    Style("Block Code", '<ind left="681" right="624"/>', "", "Source Code", "Block Text"),
    Style("Figure", f'<keepLines/>{_space(180, 180)}<jc val="center"/>', "", "Normal"),
    Style("Captioned Figure", f"<keepNext/>{_space(180, 80)}", "", "Figure", "Image Caption"),
    Style("caption", _space(0, 120), _type(18, MUTED, font=SANS) + '<i val="0"/>', "Normal"),
    Style("Image Caption", f'<keepLines/>{_space(0, 240)}<jc val="center"/>', "", "caption"),
    Style("Table Caption", f"<keepNext/><keepLines/>{_space(240, 100)}", "", "caption"),
    Style("Listing Caption", "", "", "Table Caption"),
    Style("Block Caption", "", "", "Table Caption"),
    # A tab after a number leads to the indent, from which all lines but the first begin.
    Style("Bibliography", f'<keepLines/>{_space(0, 100)}<ind left="567" hanging="567"/>'),
    Style(
        "Works Heading",
        f"{_HEAD}{_space(280, 120)}",
        _type(22, font=SANS, bold=True),
        "Normal",
        "Bibliography",
    ),
    Style("Subfigure Caption", f'{_space(0, 60)}<jc val="center"/>', "", "Image Caption"),
    Style("Equation", f'{_space(100, 160)}<jc val="center"/>', "", "Normal"),
    Style("Equation Number", '<jc val="right"/>', "", "Equation"),
    Style(
        "List Heading",
        f"{_HEAD}{_space(440, 160)}",
        _type(34, font=SANS, bold=True),
        "Normal",
        "Normal",
    ),
    Style(
        "table of figures",
        f'<tabs><tab val="right" leader="dot" pos="9071"/></tabs>{_space(50, 40)}'
        '<ind left="284" right="567" hanging="284"/>',
        _type(20, font=SANS),
        "Normal",
        "Normal",
    ),
    Style(
        "index heading",
        f"{_HEAD}{_space(220, 60)}",
        _type(22, ACCENT, font=SANS, bold=True),
        "Normal",
        "index 1",
    ),
    Style("index 1", f'{_space(0, 30)}<ind left="284" hanging="284"/>', "", "Normal"),
    Style("index 2", '<ind left="567" hanging="284"/>', "", "index 1"),
    Style("index 3", '<ind left="851" hanging="284"/>', "", "index 1"),
    Style("Table Text", _space(50, 50), f'{_font(SANS)}<sz val="18"/><szCs val="18"/>', "Normal"),
    # A table with many columns: of these words, more have room.
    Style("Dense Table Text", "", '<sz val="16"/><szCs val="16"/>', "Table Text"),
    Style("Definition Term", f"<keepNext/>{_space(80, 20)}", "<b/>"),
    Style("Definition", '<ind left="454"/>'),
    Style("Footnote Text", _space(0, 40), _type(17), "Normal"),
    Style(
        "header",
        f'<pBdr><bottom val="single" sz="4" space="4" color="{RULE}"/></pBdr>'
        '<tabs><tab val="right" pos="9071"/></tabs>',
        _type(16, MUTED, font=SANS),
        "Normal",
    ),
    Style("footer", '<jc val="center"/>', _type(16, MUTED, font=SANS), "Normal"),
    Style(
        "Horizontal Rule",
        f'<pBdr><bottom val="single" sz="6" space="1" color="{RULE}"/></pBdr>'
        f"{_space(60, 240, 120, 'exact')}",
        "",
        "Normal",
        "Body Text",
    ),
    Style("Box Gap", _space(0, 0, 160, "exact"), '<sz val="2"/>', "Normal"),
    Style("Section End", _space(0, 0, 20, "exact"), '<sz val="2"/>', "Normal"),
)

_NUMBER = f'<color val="{ACCENT}"/>'
_LABEL = f'<color val="{MUTED}"/><sz val="30"/><szCs val="30"/>'
CHARACTER_STYLES: tuple[Style, ...] = (
    Style("Section Number", run=_NUMBER, kind="character"),
    Style("Heading Label", run=_LABEL, kind="character"),
    Style("Caption Label", run=f'<b/><bCs/><color val="{ACCENT}"/>', kind="character"),
    Style("Verbatim Char", run=f'{_font(MONO)}<noProof/><sz val="18"/>', kind="character"),
    Style("Verbatim Heading", run=f"{_font(MONO)}<noProof/>", kind="character"),
    Style("Verbatim Table", run=f'{_font(MONO)}<noProof/><sz val="16"/>', kind="character"),
    Style("Strong", run="<b/><bCs/>", kind="character"),
    Style("Emphasis", run="<i/><iCs/>", kind="character"),
    Style("Intense Emphasis", run="<b/><bCs/><i/><iCs/>", kind="character"),
    Style("Small Caps", run="<smallCaps/>", kind="character"),
    Style("Strikethrough", run="<strike/>", kind="character"),
    Style("Superscript", run='<vertAlign val="superscript"/>', kind="character"),
    Style("Subscript", run='<vertAlign val="subscript"/>', kind="character"),
    Style("Underline", run='<u val="single"/>', kind="character"),
    Style("Hyperlink", run=f'<color val="{ACCENT}"/>', kind="character"),
)

#: Colors of Pandoc's syntax highlighting; the first letters are its names for kinds of words.
TOKENS = {
    "Keyword ControlFlow Import": '<b/><color val="1F4E79"/>',
    "DataType BuiltIn Extension": '<color val="0B6E6E"/>',
    "String Char VerbatimString SpecialString SpecialChar": '<color val="2E6B34"/>',
    "DecVal BaseN Float Constant": '<color val="8A4B08"/>',
    "Comment Documentation Annotation CommentVar Information": '<i/><color val="66717B"/>',
    "Function Attribute": '<color val="5B3A8C"/>',
    "Preprocessor Other": '<color val="7A4A0F"/>',
    "Warning Alert Error": '<b/><color val="A61B1B"/>',
    "Normal Operator Variable RegionMarker": "",
}

_LINE = f'val="single" sz="4" space="0" color="{RULE}"'
_STRONG = f'val="single" sz="8" space="0" color="{MUTED}"'
TABLE = f"""
<tblPr><tblStyleRowBandSize val="1"/><tblInd w="0" type="dxa"/>
<tblBorders><top {_STRONG}/><bottom {_STRONG}/><insideH {_LINE}/></tblBorders>
<tblCellMar><top w="28" type="dxa"/><left w="108" type="dxa"/>
<bottom w="28" type="dxa"/><right w="108" type="dxa"/></tblCellMar></tblPr>
<tblStylePr type="firstRow"><rPr><b/><bCs/></rPr><tblPr/><trPr><tblHeader/></trPr>
<tcPr><tcBorders><bottom {_STRONG}/></tcBorders><shd val="clear" color="auto" fill="E6ECF2"/>
<vAlign val="bottom"/></tcPr></tblStylePr>
"""

#: Word's own table without a look.
PLAIN_TABLE = """
<uiPriority val="99"/><semiHidden/><unhideWhenUsed/><tblPr><tblInd w="0" type="dxa"/><tblCellMar>
<top w="0" type="dxa"/><left w="108" type="dxa"/><bottom w="0" type="dxa"/>
<right w="108" type="dxa"/></tblCellMar></tblPr>
"""

#: A table that only places things beside each other: pictures, a formula and its number.
GRID = """
<tblPr><tblInd w="0" type="dxa"/><tblCellMar><left w="0" type="dxa"/><right w="0" type="dxa"/>
</tblCellMar></tblPr>
"""
