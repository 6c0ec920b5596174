"""What a chunk would have shown is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of


@pytest.mark.parametrize(
    ("chunk", "is_told"),
    [
        ("```{r, echo=FALSE}\nknitr::kable(cars)\n```", True),
        ("```{r}\n#| echo: false\nplot(cars)\n```", True),
        ("```{r}\nplot(cars)\n```", False),
        ("```{r, echo=FALSE}\nsource('a.R')\n\nlibrary(b)\n```", False),
        ("```{r, echo=FALSE, include=FALSE}\nx\n```", False),
        ("```{r, echo=FALSE}\nknitr::include_graphics('a.html')\n```", False),
        ("```{r a, echo=FALSE, fig.cap='A'}\nplot(a)\n```", False),
        ("````md\n```{r, echo=FALSE}\nx\n```\n````", False),
    ],
)
def test_a_chunk_of_which_nothing_is_shown_is_told(
    new_book: Callable[..., BookTest], chunk: str, is_told: bool
) -> None:
    found = findings_of(new_book({"01-a.md": f"# A\n\n{chunk}\n"}), "chunk-output")
    assert [line.partition(" ")[0] for line in found] == (["01-a.md:3"] if is_told else [])
