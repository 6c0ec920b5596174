"""Words of a chapter against the limits of the book."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents, findings_of

TWO_WORDS = "# Two Words\n\n"


def told(new_book: Callable[..., BookTest], text: str, rule: str) -> list[str]:
    manifest = f"{contents(chapters=['a.md'])}checks:\n  chapter-words: {rule}\n"
    return findings_of(new_book({"book.yaml": manifest, "a.md": text}), "chapter-words")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("{min: 4, max: 6}", []),
        ("{min: 5}", []),
        ("{min: 6}", ["a.md:1:3 the chapter has 5 words, fewer than 6"]),
        ("{max: 4}", ["a.md:1:3 the chapter has 5 words, more than 4"]),
        ("{min: 1200}", ["a.md:1:3 the chapter has 5 words, fewer than 1,200"]),
        ("{max: 4, chapters: {a.md: {max: 5}}}", []),
        ("{max: 9, chapters: {a.md: {min: 7}}}", [
            "a.md:1:3 the chapter has 5 words, fewer than 7"
        ]),
        ("{max: 4, except: [a.md]}", []),
        ("{max: 4, enabled: off}", []),
    ],
)  # fmt: skip
def test_a_chapter_outside_its_limits_is_found(
    new_book: Callable[..., BookTest], rule: str, found: list[str]
) -> None:
    assert told(new_book, f"{TWO_WORDS}Three more words.", rule) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 2),
        ("One two.", 4),
        ("One – two & *three*.", 5),
        ("Set `max_size` to 8.", 6),
        ("- one\n- two\n\n> three", 5),
        ("One[^1]\n\n[^1]: two three", 5),
        ("| one | two |\n|---|---|\n| three | |\n\n: Four words of caption", 9),
        ("![One two](a.png)", 4),
        ("One [Source: Hale, 2019].", 5),
        ("See <https://example.org/a> or [this](https://example.org).", 5),
        ("```\ncode is silent\n```\n\n$$a + b$$", 2),
        ("One.\n\n## References\n\n- Hale, R. (2019). *On Lamps*.\n\n### More\n\nText.", 3),
        ("One.\n\n## References\n\nText.\n\n## After it\n\nText.", 6),
    ],
)
def test_words_that_are_read_count(
    new_book: Callable[..., BookTest], text: str, words: int
) -> None:
    assert told(new_book, TWO_WORDS + text, f"{{min: {words}, max: {words}}}") == []


def test_the_book_says_which_sections_do_not_count(new_book: Callable[..., BookTest]) -> None:
    text = f"{TWO_WORDS}One.\n\n## Exercises\n\nMany words.\n\n## References\n\nTwo."
    assert told(new_book, text, "{max: 5, without: [exercises]}") == []
