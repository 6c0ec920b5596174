"""Joining words, numbering schemes and templates, each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.crossref.defaults import template
from chapbook.crossref.nodes import Node, join, string, text_of, words
from chapbook.crossref.schemes import Scheme, number_as
from chapbook.crossref.settings import read_settings
from chapbook.crossref.templates import fill


@pytest.mark.parametrize(
    ("scheme", "number", "said"),
    [
        ("arabic", 12, "12"),
        ("roman", 14, "XIV"),
        ("lowercase roman", 4, "iv"),
        ("alpha a", 3, "c"),
        ("alpha A", 26, "Z"),
        ("alpha β", 2, "γ"),
        (["α", "β"], 2, "β"),
        (["α", "β"], 9, "β"),
        ([], 2, "2"),
        ("unheard of", 5, "5"),
    ],
)
def test_a_number_is_printed_in_a_scheme(scheme: Scheme, number: int, said: str) -> None:
    assert number_as(scheme, number) == said


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        (words("a b"), words("c"), words("a bc")),
        (words("a "), words(" b"), words("a b")),
        ([], words("b"), words("b")),
        (
            [{"t": "Emph", "c": words("a")}],
            [{"t": "Emph", "c": words("b")}],
            [{"t": "Emph", "c": words("ab")}],
        ),
        ([{"t": "SoftBreak"}], [{"t": "Space"}], [{"t": "SoftBreak"}]),
        ([{"t": "Space"}], [{"t": "LineBreak"}], [{"t": "LineBreak"}]),
    ],
)
def test_what_meets_is_joined(left: list[Node], right: list[Node], joined: list[Node]) -> None:
    assert join(left, right) == joined


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("$$figureTitle$$ $$i$$$$titleDelim$$ $$t$$", "Figure 1:"),
        ("$$list[i]$$", "b"),
        ("$$list[n]$$", "c"),
        ("$$unknown$$x", "x"),
        ("$$i%.$$$$unknown%.$$", "1."),
        ("$$unknown?i$$", "1"),
    ],
)
def test_a_template_is_filled(written: str, filled: str, tmp_path: Path) -> None:
    items = [{"t": "MetaInlines", "c": words(word)} for word in "abc"]
    meta: dict[str, Node] = {"list": {"t": "MetaList", "c": items}}
    settings = read_settings(meta, "html", tmp_path, tmp_path)
    variables = {"i": [string("1")], "t": [], "n": [string("7")]}
    assert text_of(fill(template(written), variables, settings)) == filled
