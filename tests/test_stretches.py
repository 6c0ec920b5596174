"""What stands between one heading of a chapter and the next, counted."""

from __future__ import annotations

import io

import panflute as pf
import pytest

from chapbook.pandoc import read_markdown
from chapbook.stretches import Stretch, find_stretches

TABLE = "| a | b |\n|---|---|\n| c | d |\n"


def stretches(markdown: str) -> tuple[Stretch, ...]:
    return find_stretches(pf.load(io.StringIO(read_markdown(markdown).decode())))


def test_each_heading_has_its_own_stretch_and_the_text_before_the_first_one() -> None:
    found = stretches("One.\n\n# A title\n\nOne two.\n\nThree.\n\n## B\n\n![c](d.png)\n")
    assert found == (
        Stretch(words=1, paragraphs=1),
        Stretch(words=5, paragraphs=2),
        Stretch(words=2, figures=1, opener="d.png"),
    )


def test_headings_in_divs_have_theirs_and_those_in_quotations_have_none() -> None:
    found = stretches("# A\n\n::: part\n## B\n\nText.\n:::\n\n> ## C\n>\n> Text.\n")
    assert [stretch.words for stretch in found] == [0, 1, 4]


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("One.\n\nTwo.", 2),
        ("- one\n\n- two", 0),
        ("> one", 0),
        ("::: note\none\n:::", 0),
        ("::: {#here}\none\n:::", 1),
        (f"{TABLE}\n: Caption", 0),
        ("![](a.png)", 0),
        ("\\newpage", 0),
    ],
)
def test_paragraphs_of_running_text_are_counted(markdown: str, paragraphs: int) -> None:
    (found,) = stretches(markdown)
    assert found.paragraphs == paragraphs


@pytest.mark.parametrize(
    ("markdown", "figures", "tables"),
    [
        (TABLE, 0, 1),
        (f"::: note\n{TABLE}\n:::", 0, 1),
        ("![a](a.png)\n\n![](b.png)", 2, 0),
        ("![a](a.png) and ![b](b.png)", 0, 0),
        ("1. a\n\n   ![a](a.png)", 1, 0),
    ],
)
def test_figures_and_tables_are_counted(markdown: str, figures: int, tables: int) -> None:
    (found,) = stretches(markdown)
    assert (found.figures, found.tables) == (figures, tables)
