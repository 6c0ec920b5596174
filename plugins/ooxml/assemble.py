"""Turn what Pandoc wrote into the finished book, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chapbook.book import Metadata
from chapbook.plugins.ooxml.contents import write_contents
from chapbook.plugins.ooxml.headings import fit_heading_styles, restyle_headings
from chapbook.plugins.ooxml.names import every, find, value
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.pages import TEXT_WIDTH, Paper, set_pages, set_running_head
from chapbook.plugins.ooxml.paragraphs import finish_paragraphs
from chapbook.plugins.ooxml.pictures import finish_pictures
from chapbook.plugins.ooxml.properties import write_properties
from chapbook.plugins.ooxml.shape import Shaped
from chapbook.plugins.ooxml.tables import finish_tables
from chapbook.words import Words


def assemble(
    package: Package,
    house: Package,
    shaped: Shaped,
    metadata: Metadata,
    words: Words,
    paper: Paper,
    media: Mapping[str, bytes],
    epoch: int,
) -> bytes:
    """The finished file's bytes; `house` is our own reference document, which lends its styles."""
    styles = package.tree("word/styles.xml")
    body = find(package.tree("word/document.xml"), "w:body")
    assert body is not None, "Pandoc writes a body"
    _lend_styles(house.tree("word/styles.xml"), styles)
    if shaped.has_parts:
        fit_heading_styles(styles, shaped.marks)
    restyle_headings(body, shaped.marks)
    finish_paragraphs(body, {mark.bookmark for mark in shaped.marks if mark.opens_page})
    finish_tables(body, TEXT_WIDTH)
    finish_pictures(package, shaped.vectors, media, paper.text_area)
    write_contents(body, shaped.marks, 3 if shaped.has_parts else 2, words.contents)
    set_pages(body, paper, shaped.body)
    set_running_head(package, metadata.title)
    write_properties(package, metadata, epoch)
    return package.to_bytes()


def _lend_styles(house: etree._Element, styles: etree._Element) -> None:
    """A book's own reference document need not know the styles that are only ours."""
    known = {value(style, "w:styleId") for style in every(styles, "w:style")}
    for style in list(every(house, "w:style")):
        if value(style, "w:styleId") not in known:
            styles.append(style)
