"""The markup of one page of an EPUB is tidied."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.plugins.epub3.markup import tidy_markup

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><body>
<ul class="csl-bib-body {kind}"><li class="csl-entry"><div class="csl-left-margin">[9]</div> A</li>
<li class="csl-entry"><div class="csl-left-margin">{label}</div> B</li></ul></body></html>"""


@pytest.mark.parametrize(
    ("kind", "label", "classes"),
    [
        ("numbered", "[100]", "csl-bib-body numbered wide"),
        ("numbered", "[10]", "csl-bib-body numbered"),
        ("hanging", "[100]", "csl-bib-body hanging"),
    ],
)
def test_works_with_long_numbers_get_a_wider_column(kind: str, label: str, classes: str) -> None:
    root = etree.fromstring(PAGE.format(kind=kind, label=label))
    tidy_markup(root)
    assert [e.get("class") for e in root.iter("{*}ul")] == [classes]
