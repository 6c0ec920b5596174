"""HTML of citation engines as Pandoc inlines."""

from __future__ import annotations

from chapbook.html_inlines import read_inlines


def test_tags_become_elements_and_entities_characters() -> None:
    assert read_inlines("A <i>b c</i> &amp; <b>d</b>.") == (
        {"t": "Str", "c": "A"},
        {"t": "Space"},
        {"t": "Emph", "c": [{"t": "Str", "c": "b"}, {"t": "Space"}, {"t": "Str", "c": "c"}]},
        {"t": "Space"},
        {"t": "Str", "c": "&"},
        {"t": "Space"},
        {"t": "Strong", "c": [{"t": "Str", "c": "d"}]},
        {"t": "Str", "c": "."},
    )


def test_small_caps_and_links_are_kept() -> None:
    caps, link = read_inlines(
        '<span style="font-variant:small-caps;">A</span><a href="https://x.org">B</a>'
    )
    assert caps == {"t": "SmallCaps", "c": [{"t": "Str", "c": "A"}]}
    assert link == {
        "t": "Link",
        "c": [["", [], []], [{"t": "Str", "c": "B"}], ["https://x.org", ""]],
    }


def test_unknown_and_unclosed_tags_lose_no_text() -> None:
    assert read_inlines("<l>a</l><i>b") == (
        {"t": "Str", "c": "a"},
        {"t": "Emph", "c": [{"t": "Str", "c": "b"}]},
    )


def test_a_no_break_space_stays_within_its_word() -> None:
    assert read_inlines("p.\u00a03") == ({"t": "Str", "c": "p.\u00a03"},)
