"""What of a chapter's text is prose."""

from __future__ import annotations

import pytest

from chapbook.locate import Position
from chapbook.prose import heading_lines, mask_prose, mask_works, place_of
from chapbook.prose_blocks import iter_blocks


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a     c"),
        ("---\ntitle: x\n---\n\nA", "\n\n\n\nA"),
        ("[a](b.md) ![c](d.png){#fig:c}", "[a        ![c"),
        ("a $b + c$ d, $5 and $6", "a         d, $5 and $6"),
        ("a [Source: B, 2020], [@c, p. 3] @d.", "a                  , [  , p. 3]"),
        ("<b class='x'>c</b> < d", "             c     < d"),
        ("# A {#b .c}\n::: {.d}\ne\n:::", "# A\n\ne\n"),
        ('> "a" and b\n\n"c"', '>     and b\n\n"c"'),
        ("A\n\n## References\n\nB\n\n## C\n\nD", "A\n\n## References\n\n\n\n## C\n\nD"),
        ("[a]: https://b.c\n\n[^1]: d", "\n\n[^1]: d"),
        ("\\index{a} b", "          b"),
    ],
)
def test_what_is_no_prose_is_blanked_out(text: str, prose: str) -> None:
    masked = mask_prose(text, "en-US")
    assert len(masked) == len(text)
    assert [line.rstrip() for line in masked.split("\n")] == prose.split("\n")


def test_lists_of_works_are_known_by_their_titles_in_the_books_language() -> None:
    text = "# A\n\n## Literatur\n\nB"
    assert mask_works(text, "de").rstrip().endswith("Literatur")
    assert mask_works(text, "en").endswith("B")


def test_headings_and_places_are_told_by_line() -> None:
    text = "# A\n\nb\n\n## C\n"
    assert heading_lines(text) == {1, 5}
    assert place_of(text, text.index("C")) == Position(5, 4)


def test_a_text_is_divided_into_what_stands_by_itself() -> None:
    text = (
        "# A\n\nOne\ntwo.\n\n- three\n- four\n\n![five](x.png)\n\n"
        "| six | b |\n|---|---|\n| seven | d |\n\n: Eight {#tbl:e}\n\n## N\n\nSee @tbl:e."
    )
    blocks = list(iter_blocks(text))
    assert [(b.text.strip(), b.section, b.is_row) for b in blocks] == [
        ("One\ntwo.", 1, False),
        ("- three", 1, False),
        ("- four", 1, False),
        ("| six | b |", 1, False),
        ("| seven | d |", 1, True),
        (": Eight {#tbl:e}", 1, False),
        ("See @tbl:e.", 2, False),
    ]
    assert all(text.startswith(block.text, block.start) for block in blocks)
    assert all("tbl:e" in block.table for block in blocks[3:6])
    assert blocks[-1].refers == {"tbl:e"}
