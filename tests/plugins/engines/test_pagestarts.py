"""The pages of a finished PDF by their printed numbers."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from chapbook.page_starts import PageStart
from chapbook.plugins.engines.pagestarts import read_page_starts


def test_pages_are_called_what_is_printed_on_them(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        roman = pikepdf.Dictionary(S=pikepdf.Name.r)
        arabic = pikepdf.Dictionary(S=pikepdf.Name.D, St=84)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, roman, 2, arabic])
        pdf.save(path)
    assert read_page_starts(path, ("one", "", "three")) == (
        PageStart("i", None, "one"),
        PageStart("ii", None, ""),
        PageStart("84", None, "three"),
    )
