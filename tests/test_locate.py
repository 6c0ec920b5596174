"""How a thing's line is found in its chapter's source."""

from __future__ import annotations

import pytest

from chapbook.locate import Locator, Position, mask_code

SOURCE = """\
# One

See [a](x.md).

```md
# Two
See [a](x.md).
```

<!-- ## Three -->

## Two {#own .class}

See [a](x.md) and [b](y.md).

Three
-----

### *Four* & `five` [six](http://example.com)
"""


def test_each_kind_of_thing_is_found_in_reading_order() -> None:
    locator = Locator.of(SOURCE)
    assert [locator.find("link", "](x.md") for _ in range(2)] == [3, 14]
    assert locator.find("link", "](y.md") == 14
    assert locator.find("image", "](x.md") == 3


def test_the_last_place_is_told_again_where_there_is_no_further_one() -> None:
    locator = Locator.of(SOURCE)
    assert [locator.find("link", "](y.md") for _ in range(2)] == [14, 14]


def test_the_first_needle_that_is_found_counts() -> None:
    assert Locator.of(SOURCE).find("link", "", "nowhere", "](y.md") == 14
    assert Locator.of(SOURCE).find("link", "nowhere", "") is None


def test_code_and_comments_are_not_searched() -> None:
    assert Locator.of(SOURCE).find_heading("Two") == 12
    assert Locator.of(SOURCE).find("x", "## Three") is None


@pytest.mark.parametrize(
    ("title", "line"),
    [("One", 1), ("Two", 12), ("Three", 16), ("Four & five six", 19), ("Nine", None)],
)
def test_a_heading_is_found_by_its_text(title: str, line: int | None) -> None:
    assert Locator.of(SOURCE).find_heading(title) == line


def test_headings_of_one_name_are_told_apart() -> None:
    locator = Locator.of("# A\n\n## Summary\n\n# B\n\n## Summary\n")
    assert [locator.find_heading("Summary") for _ in range(3)] == [3, 7, None]


def test_a_heading_with_an_html_entity_is_found() -> None:
    assert Locator.of("Text\n\n# Cats &amp; Dogs\n").find_heading("Cats & Dogs") == 3


@pytest.mark.parametrize("character", ["\x0c", "\u2028", "\x85", "\x1c"])
def test_only_line_feeds_end_lines(character: str) -> None:
    locator = Locator.of(f"a{character}b\n\n# Title\n[x](y)\n")
    assert locator.find_heading("Title") == 3
    assert locator.find("link", "](y") == 4


def test_an_open_fence_hides_the_rest() -> None:
    assert Locator.of("# A\n\n~~~~\n# B\n").find_heading("B") is None
    assert Locator.of("````\n```\n# B\n````\n# C\n").find_heading("C") == 5


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("See [a](x.md).", (1, 5)),
        ("A\n\nSee\n[two\nlines](x.md)", (4, 1)),
        ("[![b](c.png) [d]](x.md)", (1, 1)),
        ("\\[ [a\\] b](x.md)", (1, 4)),
        ("`[a](x.md)` [b](x.md)", (1, 13)),
        ("``a ` [a](x.md)`` [`b`](x.md)", (1, 19)),
        ("[a]: x.md", (1, 6)),
        ("a](x.md)", (1, 2)),
    ],
)
def test_a_link_begins_at_its_bracket(source: str, place: tuple[int, int]) -> None:
    assert Locator.of(source).find_link("link", "](x.md", "x.md") == Position(*place)


def test_what_begins_with_a_bracket_begins_there() -> None:
    assert Locator.of("[a] [@x; @y]").find_link("reference", "[@x; @y]") == Position(1, 5)


def test_a_link_that_is_not_there_has_no_place() -> None:
    assert Locator.of("`[a](x.md)`").find_link("link", "](x.md", "") is None


def test_a_place_has_a_column() -> None:
    assert Locator.of("one\ntwo three\n").find_place("x", "three") == Position(2, 5)
    assert Locator.of("one").find_place("x", "four") is None


@pytest.mark.parametrize(
    ("source", "place"),
    [("##  A", (1, 5)), ("> # A", (1, 5)), ("x\n\n A\n---", (3, 2)), ("Text", None)],
)
def test_a_heading_has_the_place_of_its_text(source: str, place: tuple[int, int] | None) -> None:
    assert Locator.of(source).find_title("A") == (Position(*place) if place else None)


def test_code_is_masked_in_place() -> None:
    source = "a `b` c\n\n```\nd\n```\n<!-- e\n -->f ` g\n\n- ~~~\n  x\n  ~~~\n\nh ` i"
    masked = mask_code(source)
    assert len(masked) == len(source)
    assert masked.split() == ["a", "c", "```", "f", "`", "g", "-", "~~~", "h", "`", "i"]


def test_a_listing_is_found_by_the_label_of_its_fence() -> None:
    source = "Text\n\n> ```{#lst:x .py}\n> a\n> ```\n\n```not``` [a](x.md)\n"
    assert Locator.of(source).find_place("listing", "#lst:x") == Position(3, 7)
    assert Locator.of(source).find_link("link", "](x.md") == Position(7, 11)
