"""Labels and references in odd places: the formats still agree with the outline."""

from __future__ import annotations

from collections.abc import Callable

from support import DIAGRAM, BookTest, contents

CHAPTER = """\
# Ä & B_c 100%

![Ä "q" $x^2$ `c_d`](x.html){#fig:ünï_x}

- item

  ![In a list](x.html){#fig:in-list}

> ![In a quotation](x.html){#fig:in-quote}

A note.^[With @fig:in-list, ![a picture](x.html) and $$y$$ {#eq:note}.] See @fig:ünï_x,
@fig:in-list, @fig:in-quote, @eq:note, [**@tbl:t**](b.md), @lst:big and @fig:self.

## A heading with @fig:ünï_x {#sec:h}

| A            | B                       |
|--------------|-------------------------|
| @fig:in-list | ![c](x.html){#fig:cell} |

: A caption with @fig:in-list and ^[a note] {#tbl:t}

$$\\begin{align} a &= b \\\\ c &= d \\end{align}$$ {#eq:al}

![See @fig:self itself](x.html){#fig:self}

```{#lst:big .python}
x = 1
```
"""
OTHER = "# B\n\nSee @tbl:t and @sec:h, @Tbl:t, [@fig:in-list; @fig:in-quote], @eq:al.\n"


def test_every_format_shows_them_as_the_outline_has_them(
    new_book: Callable[..., BookTest],
) -> None:
    files = {"a.md": CHAPTER, "b.md": OTHER, "x.html": DIAGRAM}
    book = new_book({"book.yaml": contents(chapters=["a.md", "b.md"]), **files})
    built = book.build("docx", "epub", "typst")
    assert [finding.message for finding in built.findings if finding.severity == "error"] == []
    for target in ("docx", "epub", "typst"):
        assert built.of(target).is_file()


PLACES = """\
# Preface

![Cap](x.html){#fig:un}

|a|
|-|
|1|

: A [table]{#in-caption} {#tbl:un}

```{#lst:l caption="L"}
x
```

```{#code .python}
x
```

::: {#here}
`x`{#word} [y](https://example.org){#leads}
:::

```{#lst:cited caption="By [Source: Knuth, 1984] *now*"}
x
```

See [@fig:un]{.page}, @tbl:un, @lst:l, @lst:cited, [a](#code), [b](#here),
[c](#word), [d](#leads), [e](#in-caption).
"""


def test_what_has_no_number_can_be_referred_to_and_linked_in_every_format(
    new_book: Callable[..., BookTest],
) -> None:
    works = '# Works\n\n- **Knuth, Donald** (1984). "The TeXbook." *Addison*.\n'
    files = {"a.md": PLACES, "x.html": DIAGRAM, "WORKS_CITED.md": works}
    book = new_book({"book.yaml": contents(front_matter=["a.md"]), **files})
    built = book.build("docx", "epub", "typst")
    assert [finding.message for finding in built.findings if finding.severity == "error"] == []
    for target in ("docx", "epub", "typst"):
        assert built.of(target).is_file()


def test_a_slice_has_no_links_to_the_page_of_a_part_that_it_leaves_out(
    new_book: Callable[..., BookTest],
) -> None:
    manifest = "title: B\ncontents:\n  parts: [{title: Light, chapters: [a.md, b.md]}]\n"
    text = "# B\n\nSee Part I, [@fig:x]{.page}, @part:light.\n\n![X](x.html){#fig:x}\n"
    files = {"a.md": "# A\n\nText.\n", "b.md": text, "x.html": DIAGRAM}
    book = new_book({"book.yaml": manifest, **files})
    built = book.build("docx", "epub", "typst", only=["2"])
    assert [finding.message for finding in built.findings if finding.severity == "error"] == []
    for target in ("docx", "epub", "typst"):
        assert built.of(target).is_file()
