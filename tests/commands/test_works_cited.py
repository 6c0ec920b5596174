"""`publish works-cited`."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, contents

MANIFEST = contents(chapters=["a.md", "b.md"])
FILES = {
    "book.yaml": MANIFEST,
    "a.md": "# Alpha\n\nOne [Source: Hale, 2019]; two [Source: Wren, 2020].",
    "b.md": "# Beta\n\nThree [Source: Wren, 2020].",
    "WORKS_CITED.md": """\
# Works Cited

A word before.

## Chapter 2: Beta

What this chapter is about.

1. **Wren, T.** (2020). "On Oil." *Journal of Light*, 2(1), 3-9. [Why oil burns]
2. **Idle, U.** (2001). *Never Named*. Shore Press.

## Books

- **Hale, R.** (2019). *On Lamps*. Shore Press.

## Notes

Checked in May.
""",
}
EXPECTED = """\
# Works Cited

A word before.

## Chapter 1: Alpha

1. **Hale, R.** (2019). *On Lamps*. Shore Press.

2. **Wren, T.** (2020). "On Oil." *Journal of Light*, 2(1), 3-9. [Why oil burns]

## Chapter 2: Beta

What this chapter is about.

1. **Wren, T.** (2020). "On Oil." *Journal of Light*, 2(1), 3-9. [Why oil burns]

2. **Idle, U.** (2001). *Never Named*. Shore Press.

## Notes

Checked in May.

## Frequently Cited Works

| Work | Chapters |
|------|----------|
| On Oil (Wren, 2020) | 1, 2 |
"""


def test_the_page_is_written_by_chapter_and_keeps_the_author_s_words(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(FILES)
    book.publish("works-cited", "BOOK", "--check").ends(1).says("not current")
    assert (book.root / "WORKS_CITED.md").read_text() == FILES["WORKS_CITED.md"]
    book.publish("works-cited", "BOOK").ends(0).says("WORKS_CITED.md written")
    assert (book.root / "WORKS_CITED.md").read_text() == EXPECTED
    book.publish("works-cited", "BOOK", "--check").ends(0).says("WORKS_CITED.md is current")


def test_a_book_without_a_bibliography_is_told_how_to_begin_one(
    new_book: Callable[..., BookTest],
) -> None:
    files = {name: text for name, text in FILES.items() if name != "WORKS_CITED.md"}
    said = new_book(files).publish("works-cited", "BOOK")
    said.ends(2).says("the book has no bibliography", "WORKS_CITED.md")


def test_sections_are_found_by_a_chapter_s_number_and_file(
    new_book: Callable[..., BookTest],
) -> None:
    page = (
        "# Works Cited\n\n## Chapter 1\n\n1. **Hale, R.** (2019). *On Lamps*. Shore Press.\n\n"
        '## b\n\n1. **Wren, T.** (2020). "On Oil." *Journal of Light*, 2(1), 3-9.\n'
    )
    files = {
        "book.yaml": MANIFEST,
        "a.md": "# Alpha\n\nOne [Source: Hale, 2019].",
        "b.md": "# Beta\n\nThree [Source: Wren, 2020].",
        "WORKS_CITED.md": page,
    }
    book = new_book(files)
    book.publish("works-cited", "BOOK").ends(0)
    assert (book.root / "WORKS_CITED.md").read_text() == page
