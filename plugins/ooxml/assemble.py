"""Turn what Pandoc wrote into the finished book, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from chapbook.book import Book
from chapbook.direction import direction_of
from chapbook.plugins.ooxml.bullets import share_bullets
from chapbook.plugins.ooxml.contents import write_contents, write_lists
from chapbook.plugins.ooxml.equations import place_equations
from chapbook.plugins.ooxml.figure_pages import place_figures
from chapbook.plugins.ooxml.heading_lists import number_headings
from chapbook.plugins.ooxml.headings import fit_heading_styles, open_pages, restyle_headings
from chapbook.plugins.ooxml.looks import name_looks
from chapbook.plugins.ooxml.names import every, find, qualified, value
from chapbook.plugins.ooxml.note_text import finish_note_text
from chapbook.plugins.ooxml.notes import restart_notes
from chapbook.plugins.ooxml.package import Package
from chapbook.plugins.ooxml.pages import Paper, set_pages, set_running_head
from chapbook.plugins.ooxml.paragraphs import finish_paragraphs
from chapbook.plugins.ooxml.pictures import finish_pictures
from chapbook.plugins.ooxml.properties import write_properties
from chapbook.plugins.ooxml.protection import open_chapters, protect
from chapbook.plugins.ooxml.review import Review, double_lines, number_lines
from chapbook.plugins.ooxml.running_heads import split_chapters, write_running_heads
from chapbook.plugins.ooxml.shape import Shaped
from chapbook.plugins.ooxml.style_names import lend_styles
from chapbook.plugins.ooxml.tables import finish_tables
from chapbook.plugins.ooxml.turning import turn_round
from chapbook.plugins.ooxml.watermark import print_watermark
from chapbook.words import words_for


def assemble(
    package: Package,
    house: Package,
    shaped: Shaped,
    book: Book,
    paper: Paper,
    media: Mapping[str, bytes],
    epoch: int,
    own: frozenset[str],
    review: Review,
) -> Package:
    """The finished file; `house` is our own reference document, which lends its styles.

    `own` are the ids of the styles of the reference document that Pandoc was given.
    """
    styles = package.tree("word/styles.xml")
    body = find(package.tree("word/document.xml"), "w:body")
    assert body is not None, "Pandoc writes a body"
    share_bullets(package)
    lend_styles(house.tree("word/styles.xml"), styles, own)
    _fit_tabs(styles, paper)
    fit_heading_styles(styles, shaped.marks, shaped.has_parts)
    restyle_headings(body, shaped.marks)
    numbering = package.tree("word/numbering.xml")
    number_headings(numbering, styles, body, shaped.marks, shaped.lists, book, shaped.has_parts)
    finish_paragraphs(body, {mark.bookmark for mark in shaped.marks if mark.opens_page})
    if "word/footnotes.xml" in package.parts:
        finish_note_text(package.tree("word/footnotes.xml"))
    finish_tables(body, paper.text_width)
    place_equations(body, paper.text_width)
    finish_pictures(package, shaped.vectors, media, paper.text_area)
    levels = 3 if shaped.has_parts else 2
    write_contents(body, shaped.marks, levels, words_for(book.metadata.language).contents)
    write_lists(body, shaped.captions, book)
    set_pages(body, paper, shaped.body)
    split_chapters(package, body, shaped.marks)
    restart_notes(package, shaped.marks, book.numbering.footnotes)
    open_pages(body, styles, shaped.marks)
    place_figures(body, paper)
    write_running_heads(package, body, shaped.marks)
    set_running_head(package, book.metadata.title)
    for part in ("word/document.xml", "word/footnotes.xml"):
        if part in package.parts:
            name_looks(package.tree(part), styles)
    write_properties(package, book.metadata, epoch)
    _prepare(package, body, shaped, review)
    if direction_of(book.metadata.language) == "rtl":
        turn_round(package)
    return package


def _prepare(package: Package, body: etree._Element, shaped: Shaped, review: Review) -> None:
    """Do what a copy for reviewers asks for."""
    styles = package.tree("word/styles.xml")
    if review.step:
        number_lines(body, styles, review.step)
    if review.is_double:
        double_lines(body, styles)
    if review.watermark:
        print_watermark(package, review.watermark)
    if review.protection:
        protect(package, review.protection)
    open_chapters(body, shaped.marks, review.editable)


def _fit_tabs(styles: etree._Element, paper: Paper) -> None:
    """Page numbers in contents stand at the edge of the text, not beyond it."""
    for tab in every(styles, "w:tab"):
        if value(tab) == "right" and int(value(tab, "w:pos") or 0) > paper.text_width:
            tab.set(qualified("w:pos"), str(paper.text_width - 1))
