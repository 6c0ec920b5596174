"""Words that R Markdown prints in HTML alone are the author's words."""

from __future__ import annotations

from chapbook.inline_chunks import shown_conditions

HEADING = "# References {-}"


def test_what_html_shows_stands_in_the_place_of_its_condition() -> None:
    assert shown_conditions(f"`r if (knitr::is_html_output()) '{HEADING}'`\n") == f"{HEADING}\n"
    assert shown_conditions(f"`r if (is_html_output()) '\n{HEADING}\n'`\n") == f"\n{HEADING}\n\n"


def test_other_code_stays() -> None:
    for text in ("`r nrow(x)`", "`r if (knitr::is_latex_output()) 'a'`", "`r if (a) 'b'`"):
        assert shown_conditions(text) == text
