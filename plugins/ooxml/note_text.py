"""Set what stands in footnotes in their type: paragraphs, lists and words of code."""

from __future__ import annotations

from lxml import etree

from chapbook.plugins.ooxml.names import every, properties, put, qualified, style_of, value

_NOTE = "FootnoteText"
#: What Pandoc gives to paragraphs and items of lists, in notes as elsewhere.
_OF_TEXT = ("", "Compact", "BodyText", "FirstParagraph")


def finish_note_text(notes: etree._Element) -> None:
    """Give every paragraph of text the style of notes, and code the size that fits it."""
    for paragraph in every(notes, "w:p"):
        if style_of(paragraph) in _OF_TEXT:
            put(properties(paragraph, "w:pPr"), "w:pStyle", {"w:val": _NOTE})
        for style in every(paragraph, "w:rStyle"):
            if value(style) == "VerbatimChar":
                style.set(qualified("w:val"), "VerbatimTable")
