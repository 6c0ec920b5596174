"""How a thing's line is found in its chapter's source."""

from __future__ import annotations

import pytest

from chapbook.locate import Locator

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
