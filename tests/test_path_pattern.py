"""Patterns for the names of a chapter's files."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.path_pattern import example, fits

DRAWING = "assets/ch{chapter:02}-{name}.html"


@pytest.mark.parametrize(
    ("pattern", "path", "numbers", "is_fit"),
    [
        (DRAWING, "assets/ch05-paths.html", {"5"}, True),
        (DRAWING, "assets/ch5-paths.html", {"5"}, False),
        (DRAWING, "assets/ch06-paths.html", {"5"}, False),
        (DRAWING, "assets/ch06-paths.html", {"5", "6"}, True),
        (DRAWING, "assets/ch12-paths.html", {"12"}, True),
        (DRAWING, "assets/ch05-.html", {"5"}, False),
        (DRAWING, "assets/more/ch05-paths.html", {"5"}, False),
        (DRAWING, "assets/ch05-pathsxhtml", {"5"}, False),
        (DRAWING, "assets/preface-lamp.html", set(), False),
        (DRAWING, "assets/ch00-lamp.html", set(), True),
        ("ch{chapter}-{name}.svg", "drawings/ch5-a.svg", {"5"}, True),
        ("app-{chapter}.md", "app-a.md", {"A"}, True),
    ],
)
def test_a_path_fits_a_pattern(pattern: str, path: str, numbers: set[str], is_fit: bool) -> None:
    assert fits(pattern, PurePosixPath(path), numbers) is is_fit


@pytest.mark.parametrize(
    ("pattern", "numbers", "said"),
    [
        (DRAWING, {"5"}, "assets/ch05-….html"),
        ("{chapter:3}.md", {"A", "7"}, "007.md"),
        ("{chapter}.md", set(), "….md"),
    ],
)
def test_a_pattern_shows_what_it_asks_for(pattern: str, numbers: set[str], said: str) -> None:
    assert example(pattern, numbers) == said
