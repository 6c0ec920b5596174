"""The page that a target's options ask for."""

from __future__ import annotations

import pytest

from chapbook.book import Option, Target
from chapbook.errors import ChapbookError
from chapbook.plugins.engines.page import MOBILE, Page, read_page


@pytest.mark.parametrize(
    ("options", "page"),
    [
        ({}, Page("7in", "9.25in", "10pt", False)),
        ({"paper": "A5"}, Page("148mm", "210mm", "10pt", False)),
        ({"paper": "170x240mm", "fontsize": "9.5pt"}, Page("170mm", "240mm", "9.5pt", False)),
        ({"paper": "6in × 9in", "open": "right"}, Page("6in", "9in", "10pt", True)),
        ({"paper": ("90mm", "160 mm")}, Page("90mm", "160mm", "10pt", False)),
        ({"paper": "mobile"}, Page("90mm", "160mm", "11pt", False, MOBILE)),
        ({"paper": "a5", "gutter": "36pt"}, Page("148mm", "210mm", "10pt", False, gutter=36)),
    ],
)
def test_a_page_is_read_from_its_options(options: dict[str, Option], page: Page) -> None:
    assert read_page(Target("pdf", "pdf", options)) == page


@pytest.mark.parametrize(
    "options",
    [
        {"paper": "big"},
        {"paper": ("90mm",)},
        {"paper": ("90mm", "tall")},
        {"fontsize": "large"},
        {"open": "sometimes"},
        {"gutter": "wide"},
    ],
)
def test_an_option_that_means_nothing_is_refused(options: dict[str, Option]) -> None:
    with pytest.raises(ChapbookError, match="target 'pdf'"):
        read_page(Target("pdf", "pdf", options))
