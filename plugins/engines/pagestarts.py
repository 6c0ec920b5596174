"""What begins each page of a finished PDF, for the page lists of other formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from chapbook.page_starts import PageStart


def read_page_starts(pdf: Path, texts: Sequence[str]) -> tuple[PageStart, ...]:
    """Every page of the file at `pdf` with its printed number; `texts` are the pages' texts."""
    with pikepdf.open(pdf) as document:
        labels = [page.label for page in document.pages]
    return tuple(PageStart(label, None, text) for label, text in zip(labels, texts, strict=True))
