"""Letters after years, the same in the whole book, and lists as written that lack them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

WORKS = """\
# Works Cited

- Wren, T. (2020). "On Oil." *Journal of Light*, 2(1), 3-9.
- Wren, T. (2020). "On Wicks." *Journal of Light*, 2(2), 13-19.
"""
FILES = {
    "a.md": '# A\n\nOne [Source: Wren, 2020, "On Oil"].\n',
    "b.md": '# B\n\nTwo [Source: Wren, 2020, "On Wicks"].\n',
    "WORKS_CITED.md": WORKS,
}
MANIFEST = contents(chapters=["a.md", "b.md"])
LIST = '\n## References\n\n1. Wren, T. (2020). "On Wicks." *Journal of Light*, 2(2), 13-19.\n'


@pytest.mark.parametrize("engine", ["citeproc-py", "pandoc"])
def test_works_of_one_author_and_year_in_two_chapters_have_letters_in_citations_and_lists(
    new_book: Callable[..., BookTest], engine: str
) -> None:
    manifest = MANIFEST + f"citations: {{references: [chapter, book], engine: {engine}}}\n"
    new_book({"book.yaml": manifest, **FILES}).build("epub").reads(
        "One (Wren 2020a).", "References", "2020a. “On Oil.”",
        "Two (Wren 2020b).", "References", "2020b. “On Wicks.”",
        "Bibliography", "2020a. “On Oil.”", "2020b. “On Wicks.”",
    )  # fmt: skip


def test_a_list_as_written_without_the_letter_of_its_citations_is_told_and_mended(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({"book.yaml": MANIFEST, **FILES, "b.md": FILES["b.md"] + LIST})
    assert findings_of(book, "year-suffix", hints=True) == [
        "b.md:7:14 citations name “On Wicks” by 2020b, its entry has 2020 "
        "(write 2020b there, or have the list made: `citations: {references: chapter}`)"
    ]
    book.publish("check", "BOOK", "--fix")
    assert "1. Wren, T. (2020b). " in (book.root / "b.md").read_text()
    assert findings_of(book, "year-suffix") == []
    book.build("epub").reads("Two (Wren 2020b).", "Wren, T. (2020b). “On Wicks.”")


def test_a_letter_that_is_no_longer_the_right_one_is_told(
    new_book: Callable[..., BookTest],
) -> None:
    listed = LIST.replace("(2020)", "(2020a)")
    book = new_book({"book.yaml": MANIFEST, **FILES, "b.md": FILES["b.md"] + listed})
    assert findings_of(book, "year-suffix") == [
        "b.md:7:14 citations name “On Wicks” by 2020b, its entry has 2020a"
    ]


@pytest.mark.parametrize(
    "extra", ["citations: {references: chapter}\n", "citations: {style: ieee}\n"]
)
def test_nothing_is_told_where_the_list_is_made_or_the_style_has_no_letters(
    new_book: Callable[..., BookTest], extra: str
) -> None:
    book = new_book({"book.yaml": MANIFEST + extra, **FILES, "b.md": FILES["b.md"] + LIST})
    assert findings_of(book, "year-suffix") == []
