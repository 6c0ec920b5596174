"""Pages: paper size, running head, and front matter with its own section and Roman numbers."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.plugins.ooxml.names import build, every, find, prefixed, properties, put, value
from chapbook.plugins.ooxml.package import Package

#: How Word measures pictures.
EMU_PER_TWIP = 635
#: Countries whose offices use Letter paper.
_LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "PA", "SV", "DO", "PR"})


#: Width of the text, and the margin above and below it, in twips: 160 mm and 25 mm.
TEXT_WIDTH = 9072
MARGIN = 1418
#: The same beside a wide margin at the right, and the margin at the left: 128 mm and 22 mm.
NARROW_WIDTH = 7257
_NARROW_LEFT = 1247


@dataclass(frozen=True)
class Paper:
    """A sheet in twips; the text is as wide on each, so that a book's lines break alike."""

    width: int
    height: int
    text_width: int = TEXT_WIDTH

    @property
    def margin(self) -> int:
        """The space at the left and at the right, were they equal."""
        return (self.width - TEXT_WIDTH) // 2

    @property
    def sides(self) -> tuple[int, int]:
        """The space at the left and at the right, where there may be room for notes."""
        left = self.margin if self.text_width == TEXT_WIDTH else _NARROW_LEFT
        right = (
            self.margin if self.text_width == TEXT_WIDTH else self.width - left - self.text_width
        )
        return left, right

    @property
    def text_area(self) -> tuple[int, int]:
        """Width and height of the text in EMU."""
        return self.text_width * EMU_PER_TWIP, (self.height - 2 * MARGIN) * EMU_PER_TWIP


PAPERS = {"a4": Paper(11906, 16838), "letter": Paper(12240, 15840)}


def paper_for(language: str) -> Paper:
    """Letter where that is used, A4 in the rest of the world and where no country is named."""
    tags = language.replace("_", "-").upper().split("-")[1:]
    return PAPERS["letter" if _LETTER & set(tags) else "a4"]


def set_pages(body: etree._Element, paper: Paper, main: str | None) -> None:
    """Set the paper, and end the front matter before the heading with the bookmark `main`."""
    section = find(body, "w:sectPr")
    if section is None:
        section = build("w:sectPr")
        body.append(section)
    restart = find(section, "w:footnotePr")
    if restart is not None:
        # Pandoc restarts notes with each section; LibreOffice then prints "0" for the first.
        section.remove(restart)
    put(section, "w:pgSz", {"w:w": paper.width, "w:h": paper.height})
    left, right = paper.sides
    sides = {"w:left": left, "w:right": right, "w:top": MARGIN, "w:bottom": MARGIN}
    put(section, "w:pgMar", {**sides, "w:header": 709, "w:footer": 709, "w:gutter": 0})
    heading = _heading(body, main)
    if heading is None:
        put(section, "w:titlePg")
        return
    front = deepcopy(section)
    put(front, "w:titlePg")
    put(front, "w:pgNumType", {"w:fmt": "lowerRoman"})
    put(section, "w:type", {"w:val": "nextPage"})
    put(section, "w:pgNumType", {"w:fmt": "decimal", "w:start": 1})
    for title_page in section.findall("{*}titlePg"):
        section.remove(title_page)
    end_section(heading, front)


def set_running_head(package: Package, title: str) -> None:
    """Show the book's title where the headers have a TITLE field."""
    for name in package.names():
        if not name.startswith(("word/header", "word/footer")) or not name.endswith(".xml"):
            continue
        for field in every(package.tree(name), "w:fldSimple"):
            if value(field, "w:instr").split()[:1] == ["TITLE"]:
                for text in every(field, "w:t"):
                    text.text = title


def _heading(body: etree._Element, bookmark: str | None) -> etree._Element | None:
    for start in every(body, "w:bookmarkStart"):
        if bookmark is not None and value(start, "w:name") == bookmark:
            return start.getparent()
    return None


def end_section(heading: etree._Element, section: etree._Element) -> None:
    """End a section before a heading: in the paragraph before it, or else in an empty one."""
    before = heading.getprevious()
    while before is not None and prefixed(before) in ("w:bookmarkStart", "w:bookmarkEnd"):
        before = before.getprevious()
    if before is not None and prefixed(before) == "w:p" and not _is_formula(before):
        put_section(before, section)
        return
    empty = empty_paragraph()
    put_section(empty, section)
    if before is not None:
        before.addnext(empty)


def _is_formula(paragraph: etree._Element) -> bool:
    """Whether it is a formula alone: LibreOffice moves one that ends a section to the next page."""
    return find(paragraph, "m:oMathPara") is not None


def empty_paragraph() -> etree._Element:
    """A paragraph of almost no height, for a section that would have none."""
    return build("w:p", {}, build("w:pPr", {}, build("w:pStyle", {"w:val": "SectionEnd"})))


def put_section(paragraph: etree._Element, section: etree._Element) -> None:
    """Make a paragraph the last of a section."""
    look = properties(paragraph, "w:pPr")
    look.append(section)
