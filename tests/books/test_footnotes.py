"""Footnotes have the same numbers in every format, wherever they stand and whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished import read_text
from support import BookTest, contents

from chapbook.plugins.engines import latex

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
CHAPTER = """\
# Notes

Before.[^a]

> [!NOTE]
> In a box.[^b]
>
> | Head | Other |
> |------|-------|
> | Cell.[^c] | Text |

After.[^d]

[^a]: Firstnote.
[^b]: Secondnote.
[^c]: Thirdnote.
[^d]: With code:

    ```python
    def lamp(x_y): return {x_y}  # 5 %
    ```
"""


@pytest.mark.parametrize("target", [pytest.param("pdf", marks=needs_xelatex), "typst"])
def test_notes_in_boxes_count_with_all_others(target: str, tmp_path: Path) -> None:
    files = {"book.yaml": contents(chapters=["a.md"]), "a.md": CHAPTER}
    text = read_text(BookTest(tmp_path / "book", files).build(target).of(target))
    for number, note in enumerate(("Firstnote", "Secondnote", "Thirdnote", "With code"), 1):
        assert f"{number} {note}" in text
    assert "def lamp(x_y): return {x_y}" in text
