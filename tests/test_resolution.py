"""Bitmaps of finished files are too coarse where their pixels show in print."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from chapbook.finished_files import Picture
from chapbook.resolution import PRESS, too_coarse

MANIFEST = PurePosixPath("book.yaml")
LAMP = Picture(PurePosixPath("art/lamp.png"), PurePosixPath("lamps.md"), 7, (300, 200))


def test_a_coarse_bitmap_is_told_at_the_line_of_its_figure() -> None:
    found = too_coarse((300, 200), (216, 144), [LAMP], MANIFEST)
    assert found is not None
    assert (found.place, found.message) == (
        "lamps.md:7",
        "'lamp.png' has 100 pixels per inch at its size on the page",
    )


def test_a_bitmap_that_no_chapter_shows_is_told_by_its_size() -> None:
    found = too_coarse((30, 20), (216, 144), [LAMP], MANIFEST)
    assert found is not None
    assert found.place == "book.yaml"
    assert "an image of 30 × 20 pixels" in found.message


@pytest.mark.parametrize("points", [(144, 96), (100, 66), (12, 8), (0, 0)])
def test_fine_bitmaps_and_ornaments_pass(points: tuple[float, float]) -> None:
    assert too_coarse((300, 200), points, [LAMP], MANIFEST) is None


def test_a_press_wants_more() -> None:
    assert too_coarse((300, 200), (100, 66), [LAMP], MANIFEST, PRESS) is not None
    assert too_coarse((300, 200), (72, 48), [LAMP], MANIFEST, PRESS) is None
