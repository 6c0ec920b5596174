"""Checks are switched and weighed by the manifest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents

BROKEN = "# A\n\n[x](zzz.md) ![y](zzz.svg) ![z](bad.svg)\n"


@pytest.mark.parametrize(
    ("checks", "found"),
    [
        ("{}", {"broken-link": "warning", "missing-image": "error", "bad-drawing": "error"}),
        (
            "{broken-link: off, bad-drawing: off, missing-image: {severity: info}}",
            {"missing-image": "info"},
        ),
        (
            "{broken-link: error, missing-image: off, bad-drawing: warning}",
            {"broken-link": "error", "bad-drawing": "warning"},
        ),
    ],
)
def test_a_manifest_switches_and_weighs_findings(
    new_book: Callable[..., BookTest], checks: str, found: dict[str, str]
) -> None:
    manifest = f"{contents(chapters=['a.md'])}checks: {checks}\n"
    book = new_book({"book.yaml": manifest, "a.md": BROKEN, "bad.svg": "<svg"})
    assert {finding.code: finding.severity for finding in book.check()} == found


def test_a_filter_can_be_switched_off(new_book: Callable[..., BookTest]) -> None:
    manifest = f"{contents(chapters=['a.md'])}filters: {{boxes: off, navigation-lines: off}}\n"
    text = "# A\n\n> **Note:** Boxed.\n\nNext: [A](a.md)\n"
    book = new_book({"book.yaml": manifest, "a.md": text})
    book.build("docx").reads("Note: Boxed.", "Next: A")
