"""Text is compared by its letters and digits."""

from __future__ import annotations

import pytest

from chapbook.readback import Readback, Seen, renamed, squeeze


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("Figure 5.1: A lamp", "figure51alamp"),
        ("The ﬂow of eﬃ\u00adcient\u00a0“lamps”", "theflowofefficientlamps"),
        ("hyphen-\nated", "hyphenated"),
        ("re\u0301sume\u0301", "résumé"),
        ("H₂O x²", "h2ox2"),
        ("第5章　ランプ", "第5章ランプ"),
        ("… — !", ""),
    ],
)
def test_typography_and_line_breaks_do_not_matter(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


def test_a_files_own_names_become_the_books_anchors() -> None:
    seen = Readback(
        labels={"b_1": Seen("1", "1 Lamps", "b_1"), "other": Seen(None, "", "other")},
        links=(("Chapter 1", "b_1"), ("the web", "https://example.org")),
        dead=("b_1",),
    )
    found = renamed(seen, {"b_1": "lamps"})
    assert set(found.labels) == {"lamps", "other"}
    assert found.labels["lamps"].place == "b_1"
    assert found.links == (("Chapter 1", "lamps"), ("the web", "https://example.org"))
    assert found.dead == ("lamps",)
