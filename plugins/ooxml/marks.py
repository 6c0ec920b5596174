"""What is known of a heading while a Word document is made, and the styles that headings have."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.plugins.ooxml.heading_numbers import ListPlace

#: Styles of the headings of chapters that stand outside the book's Parts, by the chapter's place.
OUTER_STYLES = {
    "front-matter": "Front Heading",
    "chapter": "Chapter Heading",
    "appendix": "Appendix Heading",
    "back-matter": "Back Heading",
}
#: The styles of their sections.
OUTER_SECTION, CHAPTER_SECTION = "Outer Section", "Chapter Section"
#: Styles without a number, though they may be based on a heading's; in their order.
SILENT_STYLES = ("Front Heading", "Back Heading", OUTER_SECTION, "TOC Heading")
#: The style of what a list prints before Parts and appendices, and before other headings.
HEADING_LABEL, SECTION_NUMBER = "HeadingLabel", "SectionNumber"


@dataclass(frozen=True)
class Mark:
    """A heading: the bookmark around its text, its Word level, and its style if not the usual.

    `outline` is the level at which Word's navigation counts it. `number` is what a list prints
    before it (`Appendix A`), empty where none does; `place` is where in which list it stands.
    `chapter` is the kind of the chapter that it opens, `part` for a Part, None for a section.
    """

    bookmark: str
    level: int
    style: str | None
    outline: int
    opens_page: bool
    chapter: str | None = None
    number: str = ""
    place: ListPlace | None = None

    @property
    def style_name(self) -> str:
        """Its style, the usual one included."""
        return self.style or f"Heading {self.level}"


def appendix_style(level: int) -> str:
    """The style of headings in an appendix, from level 1 for its own."""
    if level == 1:
        return OUTER_STYLES["appendix"]
    return "Appendix Section" if level == 2 else f"Appendix Section {level - 1}"


def style_of_heading(chapter: str, level: int, has_parts: bool, is_outer: bool) -> str | None:
    """The style of a heading, None for the usual: appendices and what is outside the Parts differ.

    `level` counts from 1 for chapters, `chapter` is the kind of the chapter it stands in.
    """
    if chapter == "appendix":
        return appendix_style(level)
    if not has_parts or not is_outer or level > 2:
        return None
    if level == 1:
        return OUTER_STYLES[chapter]
    return CHAPTER_SECTION if chapter == "chapter" else OUTER_SECTION
