"""How wide formats say that their text is, against what their templates set."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Target
from chapbook.registry import load
from chapbook.roles import SetsMeasure

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.mark.parametrize(
    ("format", "paper", "points"),
    [
        ("pdf", None, 378),
        ("typst", None, 378),
        ("pdf", "a5", 148 / 25.4 * 72 * 0.75),
        ("pdf", "100x150mm", 100 / 25.4 * 72 * 0.75),
        ("pdf", "mobile", 90 / 25.4 * 72 * 0.86),
        ("docx", None, 160 / 25.4 * 72),
        ("docx", "a4", 160 / 25.4 * 72),
    ],
)
def test_a_format_knows_how_wide_its_text_is(format: str, paper: str | None, points: float) -> None:
    found = load(installed=False).formats[format]
    assert isinstance(found, SetsMeasure)
    options = {"paper": paper} if paper else {}
    assert found.measure(Target(format, format, options)) == pytest.approx(points, abs=0.1)


def test_the_templates_take_the_margins_from_the_page() -> None:
    latex = (TEMPLATES / "latex/book.tex").read_text("utf-8")
    typst = (TEMPLATES / "typst/book.typ").read_text("utf-8")
    assert r"inner=\dimexpr$inner$\paperwidth+$gutter$\relax, outer=$outer$\paperwidth" in latex
    assert "margin-inside = page-width * $inner$ + $gutter$" in typst
    assert "margin-outside = page-width * $outer$" in typst
