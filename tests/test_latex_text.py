"""Text and labels in LaTeX's own spelling."""

from __future__ import annotations

import pytest

from chapbook import pandoc
from chapbook.latex_text import escape_latex, latex_label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.1", "5.1"),
        ("X_1", r"X\_1"),
        ("100 % & #1", r"100 \% \& \#1"),
        (r"a\b^c~d", r"a\textbackslash{}b\textasciicircum{}c\textasciitilde{}d"),
    ],
)
def test_what_means_something_to_tex_is_escaped(text: str, expected: str) -> None:
    assert escape_latex(text) == expected


@pytest.mark.parametrize("anchor", ["lamps--fig-lamp", "größe--maß_e", "第1章", "a.b:c+d"])
def test_a_label_is_spelled_as_pandoc_spells_it(anchor: str) -> None:
    written = pandoc.write(pandoc.read_markdown(f"[x](#{anchor})"), "latex").decode()
    assert written.strip() == rf"\hyperref[{latex_label(anchor)}]{{x}}"
