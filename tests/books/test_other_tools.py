"""What manuscripts of other tools hold is right in every format that needs no other program."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import BookTest, read_text

TARGETS = ("typst", "docx", "epub")
SKIPPED = {
    "01-a.md": "# One\n\n### Deep\n\nA\n\n## Next\n\n### Fine\n",
    "02-b.md": "# Appendix A: X\n\n### Pros\n\nA\n\n### Cons\n",
}
MATRICES = """\
# A

$$\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix} =
\\begin{Vmatrix} a & b \\\\ c & d \\end{Vmatrix}$$

`mat(delim: "||", a)` is code.
"""
CHUNKS = """\
# A

See @fig-plot and @tbl-html.

```{r}
#| label: fig-plot
#| fig-cap: The plot
plot(cars)
```

<table>
<caption>Sizes {#tbl-html}</caption>
<tr><th>Name</th><th>Size</th></tr>
<tr><td rowspan="2">a</td><td>1</td></tr>
<tr><td>2</td></tr>
</table>
"""


@pytest.mark.parametrize("target", TARGETS)
def test_a_section_below_a_skipped_level_is_known_by_its_number(
    tmp_path: Path, target: str
) -> None:
    built = BookTest(tmp_path / "book", SKIPPED).build(target)
    assert [f.message for f in built.findings if f.code == "parity"] == []
    assert "A.0.2" in read_text(built.path)


def test_the_bars_around_a_matrix_are_right_in_typst(tmp_path: Path) -> None:
    built = BookTest(tmp_path / "book", {"01-a.md": MATRICES}).build("typst")
    text = read_text(built.path)
    assert "\N{DOUBLE VERTICAL LINE}" in text
    assert 'mat(delim: "||", a)' in text


@pytest.mark.parametrize("target", TARGETS)
def test_a_chunk_and_a_table_in_html_are_numbered_and_referred_to(
    tmp_path: Path, target: str
) -> None:
    built = BookTest(tmp_path / "book", {"01-a.md": CHUNKS}).build(target)
    assert [f.message for f in built.findings if f.code in ("parity", "file-structure")] == []
    text = " ".join(read_text(built.path).split())
    for words in ("See Figure 1.1 and Table 1.1", "plot(cars)", "The plot", "Sizes"):
        assert words in text
