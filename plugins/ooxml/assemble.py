"""Turn what Pandoc wrote into the finished book, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chapbook.book import Book
from chapbook.plugins.ooxml.contents import write_contents, write_lists
from chapbook.plugins.ooxml.equations import place_equations
from chapbook.plugins.ooxml.figure_pages import place_figures
from chapbook.plugins.ooxml.heading_lists import number_headings
from chapbook.plugins.ooxml.headings import fit_heading_styles, restyle_headings
from chapbook.plugins.ooxml.names import every, find, value
from chapbook.plugins.ooxml.notes import restart_notes
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.pages import TEXT_WIDTH, Paper, set_pages, set_running_head
from chapbook.plugins.ooxml.paragraphs import finish_paragraphs
from chapbook.plugins.ooxml.pictures import finish_pictures
from chapbook.plugins.ooxml.properties import write_properties
from chapbook.plugins.ooxml.shape import Shaped
from chapbook.plugins.ooxml.tables import finish_tables
from chapbook.words import words_for


def assemble(
    package: Package,
    house: Package,
    shaped: Shaped,
    book: Book,
    paper: Paper,
    media: Mapping[str, bytes],
    epoch: int,
) -> bytes:
    """The finished file's bytes; `house` is our own reference document, which lends its styles."""
    styles = package.tree("word/styles.xml")
    body = find(package.tree("word/document.xml"), "w:body")
    assert body is not None, "Pandoc writes a body"
    _lend_styles(house.tree("word/styles.xml"), styles)
    fit_heading_styles(styles, shaped.marks, shaped.has_parts)
    restyle_headings(body, shaped.marks)
    numbering = package.tree("word/numbering.xml")
    number_headings(numbering, styles, body, shaped.marks, shaped.lists, book, shaped.has_parts)
    finish_paragraphs(body, {mark.bookmark for mark in shaped.marks if mark.opens_page})
    finish_tables(body, TEXT_WIDTH)
    place_equations(body, TEXT_WIDTH)
    finish_pictures(package, shaped.vectors, media, paper.text_area)
    levels = 3 if shaped.has_parts else 2
    write_contents(body, shaped.marks, levels, words_for(book.metadata.language).contents)
    write_lists(body, shaped.captions, book)
    set_pages(body, paper, shaped.body)
    restart_notes(package, shaped.marks, book.numbering.footnotes)
    place_figures(body, paper)
    set_running_head(package, book.metadata.title)
    write_properties(package, book.metadata, epoch)
    return package.to_bytes()


def _lend_styles(house: etree._Element, styles: etree._Element) -> None:
    """A book's own reference document need not know the styles that are only ours."""
    known = {value(style, "w:styleId") for style in every(styles, "w:style")}
    for style in list(every(house, "w:style")):
        if value(style, "w:styleId") not in known:
            styles.append(style)
