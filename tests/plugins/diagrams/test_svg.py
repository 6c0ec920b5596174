"""The renderer of SVG files and of HTML files that hold one."""

from __future__ import annotations

import pytest
from drawings import drawing_source
from support import DIAGRAM

from chapbook.plugins.diagrams.svg import Svg
from chapbook.roles import DrawingError


def test_a_page_with_one_svg_is_drawn_in_every_kind() -> None:
    drawn = Svg().draw(drawing_source(DIAGRAM.encode()), ("svg", "pdf", "png"), {})
    assert drawn.files["svg"].startswith(b"<?xml")
    assert drawn.files["pdf"].startswith(b"%PDF")
    assert drawn.files["png"].startswith(b"\x89PNG")
    assert (drawn.width, drawn.height, drawn.alt) == (400, 100, "A box and a word")


def test_a_kind_that_it_does_not_know_is_left_out() -> None:
    assert list(Svg().draw(drawing_source(DIAGRAM.encode()), ("svg", "webp"), {}).files) == ["svg"]


def test_a_page_without_svg_is_refused() -> None:
    with pytest.raises(DrawingError, match="no <svg>"):
        Svg().draw(drawing_source(b"<html></html>"), ("svg",), {})
