"""Where the mark of a printed page goes in the markup."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from chapbook.plugins.epub3.flow import key_of, read_flow
from chapbook.plugins.epub3.pagemarks import page_mark, place_mark
from chapbook.plugins.epub3.xhtml import parse

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
FIGURE = "<figure><figcaption>A lamp</figcaption></figure>"
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>ab</mi><mi>cd</mi></math>'


def marked(body: str, before: str, text: str = "") -> str:
    """The body with `|` for a mark placed after as many letters as `before` has."""
    root = parse(PAGE.format(body).encode())
    mark = page_mark("7", "page-7")
    place_mark(read_flow([root]), len(key_of(before)), key_of(text), mark)
    said = etree.tostring(root[0], encoding="unicode")
    inside = said[said.index(">") + 1 : said.rindex("<")]
    return re.sub(r"<span [^<>]*/>", "|", inside)


@pytest.mark.parametrize(
    "wanted",
    [
        "<p>One |two</p>",
        "<p>One</p>|<p>Two</p>",
        "<p>One |“two”</p>",
        "<p>One <em>two</em> |six</p>",
        "<p>One</p>|<ul><li>Two</li><li>Six</li></ul>",
        "<ul><li><p>One</p></li><li>|<p>Two</p></li></ul>",
        "<p>One</p>|<section><h2>Two</h2></section>",
        "<table><tr><td>One</td><td>|Two</td></tr></table>",
        "<dl><dt>One</dt><dd>|<p>Two</p></dd></dl>",
        "<p>第一|章灯</p>",
    ],
)
def test_a_mark_stands_before_the_largest_block_that_begins_there(wanted: str) -> None:
    before, _, after = wanted.partition("|")
    assert marked(before + after, re.sub(r"<[^<>]*>", "", before)) == wanted


def test_a_divided_word_belongs_to_the_page_where_it_ends() -> None:
    assert marked("<p>One division</p>", "onedivi") == "<p>One |division</p>"


def test_a_letter_that_was_equal_by_chance_moves_nothing() -> None:
    assert marked("<p>One two</p>", "on") == "<p>One |two</p>"
    assert marked("<p>One</p><p>Two</p>", "on") == "<p>One</p>|<p>Two</p>"


def test_a_figure_at_the_head_of_the_page_comes_after_the_mark() -> None:
    body = f"<p>One</p>{FIGURE}<p>Two</p>"
    assert marked(body, "one", "lamp, oil, A lamp Two") == f"<p>One</p>|{FIGURE}<p>Two</p>"
    assert marked(body, "one", "Two") == f"<p>One</p>{FIGURE}|<p>Two</p>"


def test_a_formula_is_not_divided() -> None:
    assert marked(f"<p>One {MATH} two</p>", "oneab") == f"<p>One |{MATH} two</p>"
