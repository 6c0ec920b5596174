"""What a manuscript of Quarto holds for one format is left out of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import BookTest, read_text

TEXT = """\
# A

::: {.content-visible when-format="html"}
Screen.
:::

::: {.content-hidden when-format="html"}
Paper.
:::

[words]{.content-visible unless-format="pdf"}
"""

NUMBERED = """\
# A

::: {.content-visible when-format="html"}
: Sizes {#tbl:sizes}

| A |
|---|
| 1 |
:::
"""


@pytest.mark.parametrize(
    ("target", "shown", "left_out"),
    [
        ("epub", ("Screen.", "words"), ("Paper.",)),
        ("docx", ("Paper.", "words"), ("Screen.",)),
        ("typst", ("Paper.",), ("Screen.", "words")),
    ],
)
def test_each_format_has_what_is_meant_for_it(
    tmp_path: Path, target: str, shown: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    text = read_text(BookTest(tmp_path / "book", {"01-a.md": TEXT}).build(target).path)
    assert all(words in text for words in shown)
    assert not any(words in text for words in left_out)


def test_what_has_a_number_is_in_every_format(tmp_path: Path) -> None:
    built = BookTest(tmp_path / "book", {"01-a.md": NUMBERED}).build("typst")
    assert "Table 1.1" in read_text(built.path)
