"""Headings are settled before a chapter is surveyed."""

from __future__ import annotations

import io

import panflute as pf
import pytest

from chapbook.pandoc import read_markdown
from chapbook.stages.headings import settle_headings
from chapbook.tree import plain_text


def settled(markdown: str, title: str | None = None) -> pf.Doc:
    doc = pf.load(io.StringIO(read_markdown(markdown).decode()))
    return settle_headings(doc, "The Lamp Book", title)


def headings(markdown: str, title: str | None = None) -> list[tuple[int, str]]:
    found = settled(markdown, title).content
    return [(h.level, plain_text(h)) for h in found if isinstance(h, pf.Header)]


@pytest.mark.parametrize("mark", ["#", "##"])
def test_a_label_and_the_title_below_it_are_one_heading(mark: str) -> None:
    assert headings(f"# Chapter 3\n\n{mark} *Oil* Lamps\n\n## Wicks\n") == [
        (1, "Chapter 3: Oil Lamps"),
        (2, "Wicks"),
    ]


def test_a_label_alone_takes_the_title_of_the_contents() -> None:
    assert headings("# Chapter 3\n\nText.\n", "Oil Lamps") == [(1, "Chapter 3: Oil Lamps")]
    assert headings("# Chapter 3\n\nText.\n") == [(1, "Chapter 3")]


def test_the_books_title_above_the_chapters_is_left_out() -> None:
    assert headings("# The Lamp Book\n# Oil\n\nText.\n") == [(1, "Oil")]
    assert headings("# The *Lamp* Book\n# Oil\n\nText.\n") == [(1, "Oil")]
    assert headings("# The Lamp Book\n\nText.\n") == [(1, "The Lamp Book")]
    assert headings("# Another\n# Oil\n") == [(1, "Another"), (1, "Oil")]


def test_an_appendix_takes_the_only_heading_below_it() -> None:
    assert headings("# Appendix\n\n## Signals\n\nA.\n") == [(1, "Appendix: Signals")]
    assert len(headings("# Appendix\n\n## Signals\n\nA.\n\n## More\n")) == 3
    assert len(headings("# Appendix\n\nA.\n\n## Signals\n")) == 2


def test_the_markers_of_bookdown_are_no_headings() -> None:
    text = "# (PART) First {-}\n\n# Oil\n\n# (APPENDIX) More {-}\n\n# (Not) one\n"
    assert headings(text) == [(1, "Oil"), (1, "(Not) one")]


def test_the_names_of_quartos_tabs_are_no_headings() -> None:
    (div,) = settled("::: {.panel-tabset}\n## R\n\nx\n\n## Python\n\ny\n:::\n").content
    assert not any(isinstance(block, pf.Header) for block in div.content)
    assert isinstance(div.content[0].content[0], pf.Strong)


def test_the_boxes_of_bookdown_have_our_names() -> None:
    (div,) = settled("::: {.rmdnote .wide}\nText.\n:::\n").content
    assert div.classes == ["note", "wide"]


def test_the_heading_in_a_quarto_callout_is_its_title() -> None:
    (div,) = settled("::: {.callout-tip}\n## Trim it\n\nText.\n:::\n").content
    assert (div.classes, div.attributes["title"], len(div.content)) == (["tip"], "Trim it", 1)
