"""The pages of a PDF: passes until their numbers settle, empty ones, none beyond its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pdf_book import render, shaped, workbench

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.formats.pdf import Pdf
from chapbook.process import Completed, run

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]


def _texts(path: Path) -> tuple[str, ...]:
    return read_pdf(path, ()).pages


@pytest.mark.parametrize("writer", ENGINES)
@pytest.mark.parametrize(("option", "has_empty"), [({}, False), ({"open": "right"}, True)])
def test_pages_stay_empty_only_where_the_book_is_bound(
    option: dict[str, str], has_empty: bool, writer: str, tmp_path: Path
) -> None:
    pages = _texts(render(Pdf(), shaped("Text.", writer, tmp_path, **option), tmp_path))
    assert ("" in pages) is has_empty


@needs_xelatex
def test_a_build_after_an_edit_needs_one_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[tuple[str | Path, ...]] = []

    def count(args: Sequence[str | Path], **options: Any) -> Completed:
        passes.append(tuple(args))
        return run(args, **options)

    monkeypatch.setattr(latex, "run", count)
    sizes, made = [], []
    for name, text in (("a", "Text."), ("b", "Test."), ("c", "Test.")):
        bench = workbench(tmp_path / name)
        if name != "c":
            bench = replace(bench, memory=tmp_path / "memory")
        out = tmp_path / name / "book.pdf"
        Pdf().render(shaped(text, "latex", tmp_path / name / "book"), out, bench)
        sizes.append(len(passes))
        made.append(out.read_bytes())
        passes.clear()
    assert sizes == [2, 1, 2]
    assert made[1] == made[2]


@needs_xelatex
def test_page_numbers_that_make_no_sense_do_no_harm(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    for kind in ("aux", "toc"):
        (memory / f"book.{kind}").write_text("\\nosuchcommand", "utf-8")
    bench = replace(workbench(tmp_path), memory=memory)
    made, _ = Pdf().render(shaped("Text.", "latex", tmp_path), tmp_path / "book.pdf", bench)
    assert made.pages
    assert "nosuchcommand" not in (memory / "book.aux").read_text("utf-8")


@needs_xelatex
def test_text_below_a_table_stays_on_the_page_where_a_figure_is_at_its_top(tmp_path: Path) -> None:
    figure = "```{=latex}\n\\begin{figure}[top]\\rule{9cm}{7cm}\\end{figure}\n```\n\n"
    table = "| a |\n|---|\n" + "| b |\n" * 6 + "\n"
    text = "Words fill the lines of this page from edge to edge. " * 12 + "\n\n"
    manuscript = shaped(
        text + figure + text + figure + table + figure + text * 9, "latex", tmp_path
    )
    _, findings = Pdf().render(manuscript, tmp_path / "book.pdf", workbench(tmp_path))
    assert "overfull-page" not in {finding.code for finding in findings}
