"""Markup of other tools is put into Pandoc's words, line for line."""

from __future__ import annotations

import pytest

from chapbook.stages.dialects import translate

_FIGURE = '{.r #fig:plot-1 fig-cap="A &quot;b&quot; &#96;c&#96;"}'


@pytest.mark.parametrize(
    ("info", "read"),
    [
        ("python", "python"),
        (" Bash", " Bash"),
        ("rust,ignore", "rust,ignore"),
        ("", ""),
        ('python title="x.py" hl_lines="1"', "python"),
        ("js {1,3-4}", "js"),
        ("rust,editable {.wide}", "rust,editable {.wide}"),
        ('{.r filename="x.R"}', '{.r filename="x.R"}'),
        ("{=html}", "{=html}"),
        ("{r, echo=TRUE}", "r"),
        ("{r eval=F}", "r"),
        ("{r}", "r"),
        ("{r, fig.cap=\"A 'b' {c}\"}", "r"),
        ("{r plot-1, fig.cap='A \"b\" `c`'}", _FIGURE),
        ("{python}", "python"),
        ('{r, fig.cap="The `lamp` data"}', "r"),
        ('title="x.py"', ""),
        ("{code-block} python", "code-block"),
    ],
)
def test_an_info_string_keeps_its_language(info: str, read: str) -> None:
    for mark in ("```", "~~~~"):
        text = f"A\n\n{mark}{info}\nx\n{mark}\n\nB\n"
        assert translate(text) == f"A\n\n{mark}{read}\nx\n{mark}\n\nB\n"


def test_fences_in_lists_and_quotations_are_read_too() -> None:
    text = "1. A\n\n    ```js {1}\n    x\n    ```\n\n> ```{r}\n> x\n> ```\n- ~~~{r}\n  ~~~\n"
    assert translate(text) == text.replace("js {1}", "js").replace("{r}", "r")


def test_what_stands_in_code_stays_as_it_is() -> None:
    text = "````md\n```{r}\n{: .x}\n```\n````\n\nA\n\n    ```{r}\n\n`` ```{r} ``\n"
    assert translate(text) == text


@pytest.mark.parametrize(
    ("options", "body"),
    [
        ("{r, include=FALSE}", ""),
        ("{r}", "#| include: false\n"),
        ("{r, echo=F}", ""),
        ("{r}", "#| echo: false\n"),
    ],
)
def test_a_chunk_that_is_not_to_be_seen_is_blanked(options: str, body: str) -> None:
    text = f"A\n\n```{options}\n{body}secret\n```\n\nB\n"
    assert "secret" not in translate(text)
    assert translate(text).count("\n") == text.count("\n")
    assert translate(text).split() == ["A", "B"]


def test_the_options_of_a_chunk_are_no_code() -> None:
    text = "A\n\n```{r}\n#| warning: false\n#| label: x\ny\n```\n\n```r\n#| z\n```\n"
    assert translate(text) == "A\n\n\n\n```r\ny\n```\n\n```r\n#| z\n```\n"


def test_a_chunk_that_is_drawn_is_marked_and_keeps_its_options() -> None:
    text = "```{dot}\n//| label: fig-x\na\n```\n\n```{r}\n#| z\n```\n"
    assert translate(text, drawn=frozenset({"dot"})) == (
        "```{.dot .diagram}\n//| label: fig-x\na\n```\n\n\n```r\n```\n"
    )


def test_chunks_that_are_no_program_are_read_with_as_many_lines() -> None:
    text = "A\n\n```{r, fig.cap='B'}\n\nknitr::include_graphics('b.png')\n```\n\nC\n"
    assert translate(text) == "A\n\n![B](<b.png>)\n\n\n\n\nC\n"
    text = "- A\n\n  ```{block, type='rmdtip'}\n  B\n  ```\n\n````\n```{block}\n```\n````\n"
    assert translate(text).startswith("- A\n\n  ::: {.tip}\n  B\n  :::\n\n````\n```{block}\n")
    assert translate("```{block}\nA\n") == "```block\nA\n"
    hidden = "```{r, include=FALSE}\ninclude_graphics('b.png')\n```\n"
    assert not translate(hidden).strip()


def test_texts_that_bookdown_calls_by_name_are_put_in_their_places() -> None:
    text = "A `(ref:a)` (ref:a) (ref:b)\n\n(ref:a) The *lamp*.\n\n```\n(ref:a) x\n```\n"
    assert translate(text) == "A `(ref:a)` The *lamp*. (ref:b)\n\n\n\n```\n(ref:a) x\n```\n"


def test_the_marks_of_pandoc_xnos_stand_before_no_reference() -> None:
    text = "*@fig:a shows +@eq:b, (+@sec:c), `+@eq:d`, a+@eq:e and +@someone.\n"
    read = "@fig:a shows @eq:b, (@sec:c), `+@eq:d`, a+@eq:e and +@someone.\n"
    assert translate(text) == read


def test_a_reference_that_is_emphasized_stays_so() -> None:
    assert translate("see *@fig:a* and *@fig:b shows*\n") == "see *@fig:a* and *@fig:b shows*\n"


def test_shortcodes_of_quarto_are_read_where_markdown_has_a_word_for_them() -> None:
    text = (
        "{{< pagebreak >}}\n{{< video https://example.org/v width=2 >}}\n"
        "Press {{< kbd Ctrl-P >}}{{< fa hand >}} `{{< fa x >}}` {{< meta title >}}\n"
    )
    assert translate(text) == (
        "\\newpage\n<https://example.org/v>\n"
        "Press <kbd>Ctrl-P</kbd> `{{< fa x >}}` {{< meta title >}}\n"
    )


def test_attribute_lines_of_kramdown_are_dropped() -> None:
    assert translate("> A\n{: .note}\n\n> B\n> {: #x}\n") == "> A\n\n\n> B\n>\n"


def test_hints_of_gitbook_are_callouts() -> None:
    text = '{% hint style="success" %}\nA\n{% endhint %}\n'
    assert translate(text) == "::: tip\nA\n:::\n"


def test_leanpubs_attributes_asides_and_page_breaks_are_read() -> None:
    text = (
        "{#oil}\n## Oil\n\n{pagebreak}\n\nW> Hot!\nW> Very.\n\nT> ## Trim\nT> it\n\n"
        'A> Aside.\n\n{title="L", lang=c}\n~~~\n{x: 1}\n~~~\n'
    )
    assert translate(text) == text
    assert translate(text, leanpub=True) == (
        "\n## Oil\n\n\\newpage\n\n> **Warning:** Hot!\n> Very.\n\n> **Trim:**\n> it\n\n"
        "> Aside.\n\n\n~~~\n{x: 1}\n~~~\n"
    )
