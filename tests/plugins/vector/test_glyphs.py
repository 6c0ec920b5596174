"""Outlines of letters are written once."""

from __future__ import annotations

from chapbook.plugins.vector.glyphs import share_glyphs

HERE = '<path id="g0" d="M0,0 L5,0 L5,7 Z"/>\n'
THERE = '<path id="g1" d="M20.004,3 L25.004,3 L25.004,10 Z"/>\n'


def test_letters_of_one_shape_share_it_each_in_its_place() -> None:
    svg = f'<use xlink:href="#g0"/><use xlink:href="#g1"/>{HERE}{THERE}'
    shared = share_glyphs(svg, 2)
    assert shared.count("<path") == 1
    assert '<use xlink:href="#g0" x="0" y="0"/>' in shared
    assert '<use xlink:href="#g0" x="20" y="3"/>' in shared


def test_letters_that_are_shared_already_are_left_alone() -> None:
    svg = '<use xlink:href="#g0"/>' * 4 + HERE + THERE
    assert share_glyphs(svg, 2) == svg
