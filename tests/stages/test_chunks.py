"""Chunks that hold pictures or Markdown are read; programs are not run."""

from __future__ import annotations

import pytest

from chapbook.stages.chunks import read_chunk


@pytest.mark.parametrize(
    ("info", "code", "figure"),
    [
        ("{r}", "knitr::include_graphics('images/a.png')", "![](<images/a.png>)"),
        (
            '{r lamp, echo=FALSE, fig.cap="A *lamp*, lit", out.width="60%", fig.align="center"}',
            'knitr::include_graphics("a.png", dpi = NA)',
            "![A *lamp*, lit](<a.png>){#fig:lamp width=60%}",
        ),
        (
            "{r}",
            '#| label: fig-lamp\n#| fig-cap: "It\'s lit"\n#| fig-alt: A lamp\n\n'
            '# the lamp\ninclude_graphics("a b.png")',
            '![It\'s lit](<a b.png>){#fig-lamp alt="A lamp"}',
        ),
        ("{r, fig.cap='(ref:lamp)'}", 'include_graphics("a.png")', "![(ref:lamp)](<a.png>)"),
        (
            "{r}",
            "#| label: fig-lamp \n#| out-width: ~\n#| fig-cap: >\n#|   A lamp: it\n#|   burns.\n"
            "#| echo: false\ninclude_graphics('a.png')",
            "![A lamp: it burns.](<a.png>){#fig-lamp}",
        ),
        ("{r}", '#| fig-cap: A (lit) one\ninclude_graphics("a.png")', "![A (lit) one](<a.png>)"),
        ("{r}", "include_graphics(c('a.png', 'b.png'))", "![](<a.png>) ![](<b.png>)"),
        ("{r, out.width='\\\\\\\\textwidth'}", "include_graphics('a.png')", "![](<a.png>)"),
    ],
)
def test_a_chunk_that_shows_pictures_alone_is_a_figure(info: str, code: str, figure: str) -> None:
    body = code.split("\n")
    assert read_chunk(info, body) == [figure, *[""] * (len(body) + 1)]


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("{r}", "plot(cars)"),
        ("{r}", "x <- 1\nknitr::include_graphics('a.png')"),
        ("{r}", "knitr::include_graphics(rep('a.png', 3))"),
        ("{r, eval=FALSE}", "knitr::include_graphics('a.png')"),
        ("{r, echo=TRUE}", "knitr::include_graphics('a.png')"),
        ("{r, fig.cap=paste('a', 'b')}", "knitr::include_graphics('a.png')"),
        ("r", "knitr::include_graphics('a.png')"),
        ("{.r}", "knitr::include_graphics('a.png')"),
    ],
)
def test_a_program_stays_one(info: str, code: str) -> None:
    assert read_chunk(info, code.split("\n")) is None


@pytest.mark.parametrize(
    ("info", "opening"),
    [
        ("{block2, type='rmdcaution'}", "::: {.caution}"),
        ("{block2 seen, type = \"flushright\", html.tag='p'}", "::: {.flushright}"),
        ("{block}", "::: {.block}"),
        ('{theorem, pyth, name="Of Pythagoras"}', '::: {.theorem #pyth name="Of Pythagoras"}'),
        ('{lemma label="two"}', "::: {.lemma #two}"),
    ],
)
def test_a_chunk_of_markdown_is_a_box(info: str, opening: str) -> None:
    assert read_chunk(info, ["*a*", "b"], "  ") == [f"  {opening}", "*a*", "b", "  :::"]
