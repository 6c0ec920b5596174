"""Rules for drawings: which run when, and what is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents

PALE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">'
    '<script>alert(1)</script><rect width="200" height="60" fill="white"/>'
    '<text x="20" y="30" font-size="16" fill="#eee">Pale words</text></svg>'
)


@pytest.mark.parametrize(
    ("settings", "strict", "codes"),
    [
        ("", False, {"diagram-element"}),
        ("", True, {"diagram-element", "diagram-contrast"}),
        ("checks: {diagram-contrast: error}\n", False, {"diagram-element", "diagram-contrast"}),
        ("checks: {diagram-element: off}\n", False, set()),
    ],
)
def test_a_build_waits_for_quick_rules_and_for_those_that_could_stop_it(
    new_book: Callable[..., BookTest], settings: str, strict: bool, codes: set[str]
) -> None:
    manifest = contents(chapters=["a.md"]) + settings
    book = new_book({"book.yaml": manifest, "a.md": "# A\n\n![P](p.svg)\n", "p.svg": PALE})
    built = book.build("epub", strict=strict)
    assert {finding.code for finding in built.findings} == codes
    checked = {finding.code for finding in book.check()}
    assert checked == codes | ({"diagram-contrast"} if settings != "x" else set())
